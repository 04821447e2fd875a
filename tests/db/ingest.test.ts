import { appendFileSync, existsSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { findBatch, refusalPage } from '#lib/features/ingest/queries.server.ts';
import type { ImportSummary } from '#lib/features/ingest/types.ts';
import { aCt, aFolder, aMessage, aRow, csvHeader } from '../fixtures/inbound.ts';
import { contentOf } from '../fixtures/content.ts';
import { aCase, aRadiologist } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Reasons by file, seen from the folder that was imported, with the message or line. */
const reasonsOf = ({ refusals }: ImportSummary) =>
	Object.fromEntries(
		refusals.map(({ name, position, reason }) => {
			const below = name.replace(/^.*overread-inbound-[^/]*\//, '');
			return [position === null ? below : `${below}:${position}`, reason];
		})
	);

async function versionsOf(app: TestApp, accession: string): Promise<string[]> {
	const { reads } = app.db.read.tables;
	const rows = await app.db.read
		.select()
		.from(reads)
		.where(eq(reads.accession, accession))
		.orderBy(asc(reads.kind), asc(reads.reportVersion));
	return rows.map(({ kind, reportVersion, status }) => `${kind} v${reportVersion} ${status}`);
}

async function importFiles(app: TestApp, files: Parameters<typeof aFolder>[0]): Promise<ImportSummary> {
	return importPaths(app, null, [aFolder(files)]);
}

describe.each(engines)('an import on %s', (engine) => {
	it('takes images, messages and lists in any mix, and a second time changes nothing', async () => {
		await using app = await testApp({ engine });
		const folder = aFolder({
			'images/1': aCt(1),
			'images/2.dcm': aCt(2),
			'reports.hl7': aMessage({ accession: 'A1' }) + aMessage({ accession: 'A2', status: 'P' }),
			'reads.csv': `${csvHeader}\n${aRow('A3')}\n${aRow('A4')}\n`
		});
		const first = await importPaths(app, null, [folder]);
		expect(first).toMatchObject({ files: 4, images: 2, reads: 4, unchanged: 0, refused: 0 });
		const before = await contentOf(app.db);
		const second = await importPaths(app, null, [folder]);
		expect(second).toMatchObject({ taken: 0, unchanged: 6, refused: 0 });
		expect(await contentOf(app.db)).toEqual(before);
		const batch = await findBatch(app.db.read, second.batchId);
		expect(batch).toMatchObject({ files: 4, taken: 0, unchanged: 6, refused: 0, origin: 'command' });
		expect(batch?.finishedAt).toBe(app.clock.now());
	});

	it('lets a read and its images meet, whichever comes first', async () => {
		await using app = await testApp({ engine });
		const { reads } = app.db.read.tables;
		const other = {
			StudyInstanceUID: '1.2.3.2',
			SeriesInstanceUID: '1.2.3.20',
			AccessionNumber: 'A2',
			PatientID: 'MA2'
		};
		const stranger = {
			StudyInstanceUID: '1.2.3.3',
			SeriesInstanceUID: '1.2.3.30',
			AccessionNumber: 'A3',
			PatientID: 'X',
			PatientBirthDate: '19990909'
		};
		await importFiles(app, { a: aMessage({ accession: 'A1' }), b: aMessage({ accession: 'A3' }) });
		await importFiles(app, { a: aCt(1), b: aCt(2, other), c: aCt(3, stranger) });
		await importFiles(app, {
			a: aMessage({ accession: 'A2' }),
			b: aMessage({ accession: 'A4', studyUid: '1.2.3.4' })
		});
		const rows = await app.db.read.select().from(reads).orderBy(asc(reads.accession));
		expect(rows.map(({ accession, studyUid }) => [accession, studyUid])).toEqual([
			['A1', '1.2.3.1'],
			['A2', '1.2.3.2'],
			['A3', null],
			['A4', '1.2.3.4']
		]);
	});

	it('keeps every version of a report, and the case of a version that was drawn', async () => {
		await using app = await testApp({ engine });
		const { reads, cases } = app.db.read.tables;
		await importFiles(app, {
			a: aMessage({ accession: 'A1', status: 'P', at: '20261110130000' }),
			b: aMessage({ accession: 'A1', status: 'F', at: '20261110140000' })
		});
		const [final] = await app.db.read.select().from(reads).where(eq(reads.kind, 'final'));
		const drawn = await aCase(app, { readId: final?.id ?? '' });
		// The addendum comes before the correction that it follows.
		await importFiles(app, {
			a: aMessage({ accession: 'A1', status: 'A', at: '20261110160000', text: 'ADDENDUM: x' })
		});
		await importFiles(app, {
			a: aMessage({ accession: 'A1', status: 'C', at: '20261110150000', text: 'Changed.' })
		});
		expect(await versionsOf(app, 'A1')).toEqual([
			'final v1 superseded',
			'final v2 superseded',
			'final v3 corrected',
			'preliminary v1 current'
		]);
		const [kept] = await app.db.read.select().from(cases).where(eq(cases.id, drawn.id));
		expect(kept).toMatchObject({ readId: final?.id, state: 'drawn' });
		await importFiles(app, {
			a: aMessage({ accession: 'A1', status: 'X', at: '20261110170000', text: 'Cancelled.' })
		});
		expect((await versionsOf(app, 'A1')).slice(0, 4)).toEqual([
			'final v1 superseded',
			'final v2 superseded',
			'final v3 superseded',
			'final v4 cancelled'
		]);
	});

	it('knows a read again that comes as a list after it came as a message', async () => {
		await using app = await testApp({ engine });
		await importFiles(app, { a: aMessage({ accession: 'A1', at: '20261110143000' }) });
		const summary = await importFiles(app, { 'a.csv': `${csvHeader}\n${aRow('A1', { text: '' })}` });
		expect(summary).toMatchObject({ taken: 0, unchanged: 1, refused: 0 });
		expect(await versionsOf(app, 'A1')).toEqual(['final v1 current']);
	});

	it('finds readers and facilities, or adds them to be completed', async () => {
		await using app = await testApp({ engine });
		const { radiologists, facilities, readCoSigners, reads, auditEvents } = app.db.read.tables;
		const numbered = await aRadiologist(app, { externalId: 'D100' });
		const named = await aRadiologist(app, { externalId: null, familyName: 'Moe', givenName: 'Max' });
		await importFiles(app, {
			a: aMessage({ accession: 'A1', coSigner: 'D200&MOE&MAX' }),
			b: aMessage({ accession: 'A2', reader: '1234567890&NEW&NORA', facility: 'WEST CLINIC' })
		});
		const people = await app.db.read.select().from(radiologists).orderBy(asc(radiologists.code));
		expect(people).toHaveLength(3);
		expect(people.find(({ id }) => id === named.id)?.externalId).toBe('D200');
		const added = people.find(({ familyName }) => familyName === 'NEW');
		expect(added).toMatchObject({ code: 'RX001', externalId: '1234567890', givenName: 'NORA' });
		const [first] = await app.db.read.select().from(reads).where(eq(reads.accession, 'A1'));
		expect(first?.readerId).toBe(numbered.id);
		const signers = await app.db.read.select().from(readCoSigners);
		expect(signers).toEqual([{ readId: first?.id, radiologistId: named.id }]);
		const places = await app.db.read.select().from(facilities).orderBy(asc(facilities.code));
		expect(places.map(({ name, jurisdiction }) => [name, jurisdiction])).toEqual([
			['EAST', ''],
			['WEST CLINIC', '']
		]);
		expect(places[1]?.code).toMatch(/^WEST-CLINIC-[0-9a-f]{4}$/);
		const events = await app.db.read.select({ type: auditEvents.type }).from(auditEvents);
		const count = (type: string) => events.filter((event) => event.type === type).length;
		expect(
			[
				'facility.created',
				'radiologist.created',
				'radiologist.changed',
				'read.received',
				'import.finished'
			].map(count)
		).toEqual([2, 1, 1, 2, 1]);
	});

	it('names what it does not take and takes the rest', async () => {
		await using app = await testApp({ engine });
		const truncated = aCt(9).slice(0, -4);
		const folder = aFolder({
			'a-good.dcm': aCt(1),
			'another.dcm': aCt(1, { InstanceNumber: '7' }),
			'big-claim.dcm': aCt(3, { SOPInstanceUID: '1.2.3.100.65', Rows: 65535, Columns: 65535 }),
			'cut.dcm': truncated,
			'empty.dcm': '',
			'garbage.dcm': `${'\0'.repeat(128)}DICM garbage`,
			'flood.dcm': aCt(4, {
				SOPInstanceUID: '1.2.3.100.66',
				Rows: 1,
				Columns: 1,
				NumberOfFrames: '100001',
				PixelData: new Uint8Array(200_002)
			}),
			'list.csv': `${csvHeader}\n${aRow('B1')}\n${aRow('B2', { modality: 'ZZ' })}\n${aRow('B3', { finalAt: 'soon' })}\nB4,x`,
			'long-line.csv': `${csvHeader}\n${'x'.repeat(3_000_000)}\n${aRow('B5')}`,
			'missing.csv': 'a,b,c\n1,2,3',
			'nothing.txt': 'Dear colleague',
			'nul.hl7': aMessage({ accession: 'N1', text: 'NUL \0 inside', controlId: 'n\0ul' }),
			'order.hl7': aMessage({ accession: 'O1' }).replace('ORU^R01', 'ORM^O01'),
			'packed.dcm': gzipSync(aCt(5)),
			'sub/no-status.hl7': aMessage({ accession: 'S1', status: '' }),
			'zip.hl7': 'PK\u0003\u0004bomb'
		});
		symlinkSync('/etc', join(folder, 'link'));
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		const summary = await importPaths(app, null, [folder, join(folder, 'not-there')]);
		expect(reasonsOf(summary)).toEqual({
			'another.dcm': 'different-object-same-uid',
			'big-claim.dcm': 'frame-too-large',
			'cut.dcm': 'pixel-data-truncated',
			'empty.dcm': 'empty-file',
			'flood.dcm': 'too-many-frames',
			'garbage.dcm': expect.any(String),
			link: 'link-not-followed',
			'list.csv:3': 'invalid-value',
			'list.csv:4': 'bad-time',
			'list.csv:5': 'wrong-column-count',
			'long-line.csv:2': 'row-too-long',
			'missing.csv': 'missing-columns',
			'nothing.txt': 'unknown-format',
			'order.hl7:1': 'unsupported-message-type',
			'packed.dcm': 'archive-not-opened',
			pipe: 'not-a-regular-file',
			'sub/no-status.hl7:1': 'no-report-status',
			'zip.hl7': 'archive-not-opened',
			'not-there': 'file-not-found'
		});
		expect(summary).toMatchObject({ images: 1, reads: 3 });
		const page = await refusalPage(app.db.read, summary.batchId, null);
		expect(page.rows).toHaveLength(summary.refused);
		expect(page.rows).toContainEqual(
			expect.objectContaining({ position: 3, reason: 'invalid-value', detail: 'modality: unknown-modality' })
		);
		const { instances } = app.db.read.tables;
		const kept = await app.db.read.select({ path: instances.path }).from(instances);
		const onDisk = readdirSync(app.imagesFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
			entry.isFile()
		);
		expect(onDisk).toHaveLength(kept.length);
	});

	it('takes a whole copy after a cut one, and a message after what it lacked is there', async () => {
		await using app = await testApp({ engine });
		const folder = aFolder({ 'a.dcm': aCt(1), 'b.csv': `${csvHeader}\n${aRow('A1').replace('R07', '')}` });
		truncateSync(join(folder, 'a.dcm'), aCt(1).length - 4);
		await aRadiologist(app, { familyName: 'Roe', givenName: 'Jane' });
		const second = await aRadiologist(app, { familyName: 'Roe', givenName: 'Jane' });
		const first = await importPaths(app, null, [folder]);
		expect(Object.values(reasonsOf(first)).sort()).toEqual(['ambiguous-reader', 'pixel-data-truncated']);
		writeFileSync(join(folder, 'a.dcm'), aCt(1));
		const { radiologists } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(radiologists).set({ givenName: 'Joan' }).where(eq(radiologists.id, second.id))
		);
		expect(await importPaths(app, null, [folder])).toMatchObject({ images: 1, reads: 1, refused: 0 });
	});

	it('costs a file of a thousand wrong lines one line', async () => {
		await using app = await testApp({ engine });
		const folder = aFolder({ 'x.csv': `${csvHeader}\n` });
		for (let i = 0; i < 3; i++) appendFileSync(join(folder, 'x.csv'), 'wrong\n'.repeat(1000));
		expect(reasonsOf(await importPaths(app, null, [folder]))).toEqual({ 'x.csv': 'no-row-readable' });
	});
});

const corpus = process.env.OVERREAD_CORPUS;

describe('the corpus that OVERREAD_CORPUS names', () => {
	it.skipIf(!corpus || !existsSync(join(corpus, 'dicom/expected.json')))(
		'is taken as its manifest says, and twice gives the same database',
		async () => {
			await using app = await testApp();
			const folder = join(corpus ?? '', 'dicom');
			const first = await importPaths(app, null, [folder]);
			const before = await contentOf(app.db);
			expect(first.images).toBeGreaterThan(100);
			const places = new Set(first.refusals.map(({ name }) => name));
			expect(first.files).toBe(first.images + first.unchanged + places.size);
			await importPaths(app, null, [folder]);
			expect(await contentOf(app.db)).toEqual(before);
		}
	);
});
