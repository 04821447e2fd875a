import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import type { ReportKind } from '#lib/core/reports/catalogue.ts';
import { err } from '#lib/core/result.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { aUser } from '../support/builders.ts';
import { expectKept, madeReport } from '../support/kept-reports.ts';
import { aReportGroup, makeSevere } from '../support/report-group.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('reports on quality on %s', (engine) => {
	const kept: ReportKind[] = ['peer-review-summary', 'facility-peer-review'];

	it.each(kept)('%s is the file that is kept of it', async (kind) => {
		await using app = await testApp({ engine });
		const { director, readers, request } = await aReportGroup(app);
		await makeSevere(app, readers.R02.id, 2);
		await expectKept((await madeReport(app, director, { ...request, kind })).report);
	});

	it('hide the same of a facility in the summary and in the report by facility', async () => {
		await using app = await testApp({ engine });
		const { director, request } = await aReportGroup(app);
		const summary = await madeReport(app, director, { ...request, kind: 'peer-review-summary' });
		const facility = await madeReport(app, director, { ...request, kind: 'facility-peer-review' });
		const one = summary.cells('by-facility').map(({ row, modality, reviewed }) => [row, modality, reviewed]);
		const other = facility
			.cells('by-modality')
			.map(({ facility: row, modality, reviewed }) => [row, modality, reviewed]);
		expect(one).toEqual(other);
		// R01 has five reviews of MR: neither they nor what they could be had from are told.
		const r01 = summary.cells('by-physician').filter(({ row }) => row === 'R01');
		expect(r01.filter(({ reviewed }) => reviewed === null).length).toBeGreaterThan(1);
	});

	it('name no reviewer and no patient, and nobody by name who stands by code', async () => {
		await using app = await testApp({ engine });
		const { director, request } = await aReportGroup(app);
		for (const kind of kept) {
			const { report } = await madeReport(app, director, { ...request, kind });
			const text = JSON.stringify(report.sections);
			for (const word of ['Alder', 'Birch', 'many-', 'radiologist-', 'facility-north']) {
				expect(text).not.toContain(word);
			}
		}
	});

	describe('the OPPE packet', () => {
		const of = async (app: TestApp) => {
			const group = await aReportGroup(app);
			const { facilities, readers, request } = group;
			const asked = { ...request, kind: 'oppe-packet' as const, facility: facilities.SOUTH.id };
			return { ...group, asked: { ...asked, radiologist: readers.R02.id } };
		};

		it('is the file that is kept of it', async () => {
			await using app = await testApp({ engine });
			const { director, readers, asked } = await of(app);
			await makeSevere(app, readers.R02.id, 2);
			await expectKept((await madeReport(app, director, asked)).report);
		});

		it('shows every modality, those without a read as zero', async () => {
			await using app = await testApp({ engine });
			const { director, asked } = await of(app);
			const volume = (await madeReport(app, director, asked)).cells('volume');
			expect(volume.map(({ modality, reads }) => `${String(modality)} ${String(reads)}`)).toEqual([
				'XR 0',
				'CT 0',
				'MR 36',
				'US 0',
				'MG 0',
				'NM 0',
				'PT 0',
				'FL 0',
				'XA 0',
				'all 36'
			]);
			expect(volume.find(({ modality }) => modality === 'CT')).toMatchObject({ reads_everywhere: 50 });
		});

		it('asks for a look at one severe event at the facility, and at nothing without it', async () => {
			await using app = await testApp({ engine });
			const { director, readers, asked } = await of(app);
			const standing = async () =>
				(await madeReport(app, director, asked)).cells('triggers').map(({ standing: one }) => one);
			expect(await standing()).toEqual(['within', 'no limit agreed', 'within', 'within', 'within']);
			// The first of R02’s reads are of the other facility: severe events are those of this one.
			await makeSevere(app, readers.R02.id, 51);
			expect((await standing())[2]).toBe('look at it');
		});

		it('names the practitioner for those who may see names, and only them', async () => {
			await using app = await testApp({ engine });
			const { director, asked, facilities } = await of(app);
			const named = await madeReport(app, director, asked);
			expect(named.report.head.namesPeople).toBe(true);
			expect(JSON.stringify(named.report)).toContain('Birch, Test');
			const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
			const auditor: Actor = {
				...coordinator,
				roles: ['auditor'],
				scope: { facilityIds: [facilities.SOUTH.id], from: 0, to: app.clock.now() + DAY_MS }
			};
			for (const actor of [coordinator, auditor]) {
				const { report, cells } = await madeReport(app, actor, asked);
				expect(report.head.namesPeople).toBe(false);
				expect(JSON.stringify(report)).not.toContain('Birch');
				// What counts single cases is for those who decide about focused evaluations.
				expect(cells('triggers')).toEqual([]);
			}
			// An auditor is told of no other facility, by no total either.
			const { cells } = await madeReport(app, auditor, asked);
			expect(cells('volume').find(({ modality }) => modality === 'CT')).toMatchObject({
				reads_everywhere: 0
			});
		});

		it('is not made by a director about themselves, nor of more than a year, nor of somebody who never read there', async () => {
			await using app = await testApp({ engine });
			const { director, asked, readers, facilities } = await of(app);
			const account = await aUser(app, ['director', 'radiologist'], { radiologistId: readers.R02.id });
			const own = await getActor(app, account.id);
			expect(await makeReport(app, own, asked)).toEqual(err('radiologist-not-found'));
			expect(await makeReport(app, director, { ...asked, from: '2020-01-01' })).toEqual(
				err('period-too-long')
			);
			const stranger = { ...asked, facility: facilities.NORTH.id, radiologist: readers.R03.id };
			expect(await makeReport(app, director, stranger)).toEqual(err('radiologist-not-found'));
		});

		it('puts on record whose packet was made', async () => {
			await using app = await testApp({ engine });
			const { director, readers, asked } = await of(app);
			await madeReport(app, director, asked);
			const { auditEvents } = app.db.read.tables;
			const events = await app.db.read
				.select({ subjectId: auditEvents.subjectId, actorId: auditEvents.actorId })
				.from(auditEvents)
				.where(eq(auditEvents.type, 'radiologist.viewed'));
			expect(events).toEqual([{ subjectId: readers.R02.id, actorId: director.id }]);
		});
	});
});
