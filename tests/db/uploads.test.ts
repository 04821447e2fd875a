import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from 'vitest';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { batchPage, findBatch, refusalPage, refusalReasons } from '#lib/features/ingest/queries.server.ts';
import { maxUploadBytes } from '#lib/features/ingest/upload-limits.ts';
import { beginUpload, finishUpload, receiveUpload, uploadForm } from '#lib/features/ingest/upload.server.ts';
import { accessionFilter, parseReadFilter } from '#lib/features/reads/filter.ts';
import { readPage } from '#lib/features/reads/queries.server.ts';
import { findReadView } from '#lib/features/reads/read-view.server.ts';
import { aCt, aFolder, aMessage, aRow, csvHeader } from '../fixtures/inbound.ts';
import { aCase, aRead, aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

async function anActor(app: TestApp, role: Parameters<typeof aUser>[1] = 'coordinator') {
	return getActor(app, (await aUser(app, role)).id);
}

function upload(batchId: string, name: string, content: string | Uint8Array) {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(bytes);
			controller.close();
		}
	});
	return { batchId, name, body, sizeBytes: bytes.length };
}

const left = (app: TestApp): string[] => readdirSync(join(app.config.dataFolder, 'uploads'));

describe.each(engines)('an upload on %s', (engine) => {
	it('imports each file as it comes and leaves nothing behind', async () => {
		await using app = await testApp({ engine });
		const actor = await anActor(app);
		const { id } = await beginUpload(app, actor);
		const files = { 'ct/1.dcm': aCt(1), 'a.hl7': aMessage({ accession: 'A1' }), '../../x\u0007': 'hello' };
		for (const [name, content] of Object.entries(files)) {
			expect((await receiveUpload(app, actor, upload(id, name, content))).ok).toBe(true);
		}
		expect(await finishUpload(app, actor, id)).toEqual({ ok: true, value: { id } });
		expect(await findBatch(app.db.read, id)).toMatchObject({
			files: 3,
			taken: 2,
			refused: 1,
			origin: 'upload',
			startedBy: actor.name
		});
		expect((await refusalPage(app.db.read, id, null)).rows).toMatchObject([
			{ name: '../../x\ufffd', reason: 'unknown-format' }
		]);
		expect(left(app)).toEqual([]);
	});

	it('takes files only into an open batch of one’s own', async () => {
		await using app = await testApp({ engine });
		const [actor, other] = [await anActor(app), await anActor(app)];
		const { id } = await beginUpload(app, actor);
		const refused = { ok: false, error: 'import-not-found' };
		expect(await receiveUpload(app, other, upload(id, 'x', 'x'))).toEqual(refused);
		expect(await finishUpload(app, other, id)).toEqual(refused);
		await finishUpload(app, actor, id);
		expect(await receiveUpload(app, actor, upload(id, 'x', 'x'))).toEqual(refused);
		expect(await finishUpload(app, actor, id)).toEqual(refused);
	});

	it('keeps nothing of what broke off, and names what is too large', async () => {
		await using app = await testApp({ engine });
		const actor = await anActor(app);
		const { id } = await beginUpload(app, actor);
		const cut = { ...upload(id, 'a.dcm', aCt(1)), sizeBytes: aCt(1).length + 1 };
		expect(await receiveUpload(app, actor, cut)).toEqual({ ok: false, error: 'upload-broken-off' });
		const large = { ...upload(id, 'b.dcm', 'x'), sizeBytes: maxUploadBytes + 1 };
		expect(await receiveUpload(app, actor, large)).toMatchObject({ value: { refused: 1 } });
		expect(await findBatch(app.db.read, id)).toMatchObject({ files: 1, taken: 0, refused: 1 });
		expect(left(app)).toEqual([]);
	});

	it('takes the files of a form as one batch', async () => {
		await using app = await testApp({ engine });
		const actor = await anActor(app);
		const form = await uploadForm(app, actor, [
			new File([new Uint8Array(aCt(1))], '1.dcm'),
			new File([`${csvHeader}\n${aRow('A1')}`], 'reads.csv')
		]);
		const [batch] = (await batchPage(app.db.read, null)).rows;
		expect(form).toEqual({ ok: true, value: { id: batch?.id } });
		expect(batch).toMatchObject({ files: 2, taken: 2 });
	});

	it('lists refusals by file and line, page after page', async () => {
		await using app = await testApp({ engine });
		const wrong = Array.from({ length: 250 }, (_, i) => `W${i},x`);
		const folder = aFolder({ 'b.csv': [csvHeader, aRow('A1'), ...wrong].join('\n'), 'a.txt': 'text' });
		const { batchId } = await importPaths(app, null, [folder]);
		const first = await refusalPage(app.db.read, batchId, null);
		const second = await refusalPage(app.db.read, batchId, first.next);
		const positions = [...first.rows, ...second.rows].map(({ position }) => position);
		expect(positions).toEqual([null, ...wrong.map((_, i) => i + 3)]);
		expect(second.next).toBeNull();
		expect(await refusalReasons(app.db.read, batchId)).toEqual([
			{ reason: 'wrong-column-count', n: 250 },
			{ reason: 'unknown-format', n: 1 }
		]);
	});
});

describe.each(engines)('the list of reads on %s', (engine) => {
	const filter = (query: string) => parseReadFilter(new URL(`http://x/reads?${query}`));

	it('filters, pages, and tells images and versions', async () => {
		await using app = await testApp({ engine });
		const actor = await anActor(app);
		const rows = Array.from({ length: 60 }, (_, i) => aRow(`C${i}`, { modality: i % 2 ? 'MR' : 'CT' }));
		await importPaths(app, null, [
			aFolder({
				'a.dcm': aCt(1),
				'b.hl7': aMessage({ accession: 'A1', status: 'P' }) + aMessage({ accession: 'A1' }),
				'c.csv': [csvHeader, ...rows].join('\n')
			})
		]);
		const list = (query: string, after: Parameters<typeof readPage>[1]['after'] = null) =>
			readPage(app.db.read, { actor, filter: filter(query), after });
		const first = await list('');
		const last = first.rows.at(-1);
		const rest = await list('', last ? { at: last.receivedAt, id: last.id } : null);
		expect([first.rows.length, rest.rows.length, rest.next]).toEqual([50, 12, null]);
		expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(62);
		expect((await list('modality=MR')).rows).toHaveLength(30);
		expect((await list('images=with')).rows.map(({ accession }) => accession)).toEqual(['A1', 'A1']);
		expect((await list('images=without&kind=final')).rows).toHaveLength(50);
		const found = await readPage(app.db.read, { actor, filter: accessionFilter('A1'), after: null });
		expect(found.rows.map(({ kind }) => kind).sort()).toEqual(['final', 'preliminary']);
		const final = found.rows.find(({ kind }) => kind === 'final');
		const view = await findReadView(app.db.read, actor, final?.id ?? '');
		expect(view).toMatchObject({
			images: { objects: 1, series: 1, shown: 1 },
			strangers: 0,
			text: 'IMPRESSION: No acute finding.',
			patient: { name: 'DOE, JOHN Q', mrn: 'MA1' }
		});
		expect(view?.versions.map(({ kind }) => kind)).toEqual(['final', 'preliminary']);
	});

	it('hides from somebody who also reviews what they review, and from a reader that their read is in review', async () => {
		await using app = await testApp({ engine });
		const { assignments } = app.db.read.tables;
		const read = await aRead(app);
		const drawn = await aCase(app, { readId: read.id, state: 'assigned' });
		const both = await anActor(app, ['coordinator', 'reviewer']);
		expect(await findReadView(app.db.read, both, read.id)).not.toBeNull();
		await app.db.transaction((write) =>
			write.insert(assignments).values({
				id: app.ids(),
				caseId: drawn.id,
				reviewerId: both.id,
				ordinal: 1,
				assignedAt: app.clock.now(),
				leaseUntil: app.clock.now() + 1,
				status: 'open'
			})
		);
		expect(await findReadView(app.db.read, both, read.id)).toBeNull();
		const page = await readPage(app.db.read, { actor: both, filter: filter(''), after: null });
		expect(page.rows).toEqual([]);
		const reader = await aUser(app, ['coordinator', 'radiologist'], { radiologistId: read.readerId });
		const own = await findReadView(app.db.read, await getActor(app, reader.id), read.id);
		expect(own?.cases).toEqual([]);
	});
});
