import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import type { LegacyScale } from '#lib/core/legacy/map.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { checkLegacyFile, importLegacyFile } from '#lib/features/ingest/legacy-import.server.ts';
import { legacyCounts } from '#lib/features/ingest/legacy-queries.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const header = 'id,reader,modality,score,date,scale,facility';

describe.each(engines)('scores of the past on %s', (engine) => {
	let app: TestApp;
	let actor: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		actor = await getActor(app, (await aUser(app, 'coordinator')).id);
		await aRadiologist(app, { code: 'R07', externalId: '1234' });
		await aFacility(app, { code: 'MAIN' });
	});
	afterEach(() => app.close());

	const fileOf = (csv: string, scale: LegacyScale | null = null) => ({
		name: 'scores.csv',
		scale,
		chunks: (async function* () {
			yield new TextEncoder().encode(csv);
		})()
	});
	const stored = () => {
		const { legacyScores } = app.db.read.tables;
		return app.db.read.select().from(legacyScores).orderBy(asc(legacyScores.reviewedAt));
	};
	const batch = async (id: string) => {
		const { importBatches } = app.db.read.tables;
		const [row] = await app.db.read.select().from(importBatches).where(eq(importBatches.id, id));
		return row;
	};

	it('keep their code as it was written, and say what was mapped', async () => {
		const csv = [
			header,
			'1,R07,CT,1,2014-03-01,2009,MAIN',
			'2,1234,CT, 4B ,2014-03-02,2009,MAIN',
			'3,R07,MR,3,2014-03-03,2009,',
			'4,R07,MR,0,2014-03-04,2009,',
			'5,R07,MR,2a,2017-03-05,2016,'
		].join('\n');
		const check = await checkLegacyFile(app, fileOf(csv));
		expect(check.counts).toEqual({
			same: 2,
			mapped: 1,
			withoutSignificance: 1,
			praise: 1,
			unchanged: 0,
			refused: 0
		});
		expect(check.fresh).toBe(5);
		// Checking keeps nothing.
		expect(await stored()).toEqual([]);
		const { id } = await importLegacyFile(app, actor, fileOf(csv));
		expect((await stored()).map(({ code, score, isMapped }) => [code, score, isMapped])).toEqual([
			['1', '1', false],
			['4B', '3b', true],
			['3', null, false],
			['0', null, false],
			['2a', '2a', false]
		]);
		expect(await batch(id)).toMatchObject({ taken: 5, refused: 0, unchanged: 0 });
		const { auditEvents } = app.db.read.tables;
		const [event] = await app.db.read
			.select()
			.from(auditEvents)
			.where(eq(auditEvents.type, 'legacy.imported'));
		expect(JSON.parse(event?.facts ?? '')).toEqual({ scores: 5, mapped: 1, refused: 0 });
		expect(await legacyCounts(app.db.read)).toEqual([
			{ year: 2017, modality: 'MR', code: '2a', score: '2a', isMapped: false, n: 1 },
			{ year: 2014, modality: 'CT', code: '1', score: '1', isMapped: false, n: 1 },
			{ year: 2014, modality: 'CT', code: '4B', score: '3b', isMapped: true, n: 1 },
			{ year: 2014, modality: 'MR', code: '0', score: null, isMapped: false, n: 1 },
			{ year: 2014, modality: 'MR', code: '3', score: null, isMapped: false, n: 1 }
		]);
	});

	it.each([
		['without numbers of the source', 'reader,modality,score,date', 'R07,CT,1,2014-03-01'],
		['with numbers of the source', 'reader,modality,score,date,id', 'R07,CT,1,2014-03-01,$']
	])('import once, however often the file comes, %s', async (_, head, line) => {
		const csv = [head, ...[1, 2, 3].map((n) => line.replace('$', String(n)))].join('\n');
		await importLegacyFile(app, actor, fileOf(csv, 'radpeer-2016'));
		const { id } = await importLegacyFile(app, actor, fileOf(csv, 'radpeer-2016'));
		// Three equal lines are three reviews.
		expect(await stored()).toHaveLength(3);
		expect(await batch(id)).toMatchObject({ taken: 0, unchanged: 3 });
	});

	it('are refused by line, with the reason, and the rest is kept', async () => {
		const csv = [
			header,
			'1,R99,CT,1,2014-03-01,2009,MAIN',
			'2,R07,CT,1,2014-03-01,,MAIN',
			'3,R07,CT,4b,2014-03-01,2016,MAIN',
			'4,R07,CT,1,2031-03-01,2016,MAIN',
			'5,R07,CT,1,2014-03-01,2016,ELSE',
			'6,R07,CT,1,2014-03-01,2016',
			'7,R07,CT,1,2014-03-01,2016,MAIN',
			'7,R07,CT,2a,2014-03-01,2016,MAIN'
		].join('\n');
		const { refusals, counts } = await checkLegacyFile(app, fileOf(csv));
		expect(refusals.map(({ position, reason }) => [position, reason])).toEqual([
			[2, 'unknown-reader'],
			[3, 'scale-missing'],
			[4, 'code-not-of-scale'],
			[5, 'day-in-future'],
			[7, 'wrong-column-count'],
			[9, 'score-differs']
		]);
		expect(counts).toMatchObject({ same: 2, refused: 6 });
		const { id } = await importLegacyFile(app, actor, fileOf(csv));
		expect(await stored()).toHaveLength(2);
		expect(await batch(id)).toMatchObject({ taken: 2, refused: 6 });
	});

	it('of a facility that is not known are kept without it, and said so', async () => {
		const csv = `${header}\n1,R07,CT,1,2014-03-01,2016,ELSE\n2,R07,CT,1,2014-03-01,2016,MAIN\n`;
		expect(await checkLegacyFile(app, fileOf(csv))).toMatchObject({
			...{ fresh: 2, headers: header.split(','), unknownFacilities: { n: 1, lines: [2] } }
		});
		await importLegacyFile(app, actor, fileOf(csv));
		expect((await stored()).map(({ facilityId }) => facilityId === null).sort()).toEqual([false, true]);
	});

	it('have one order of day and month in a file, or none is kept', async () => {
		const file = (...days: string[]) =>
			fileOf(
				['reader,modality,score,date', ...days.map((day) => `R07,CT,1,${day}`)].join('\n'),
				'radpeer-2009'
			);
		const unknown = await checkLegacyFile(app, file('3/9/2015', '4/5/2015'));
		expect(unknown).toMatchObject({ fresh: 0, refusals: [{ position: null, reason: 'date-order-unknown' }] });
		const mixed = await checkLegacyFile(app, file('3/25/2015', '25/3/2015', '1/1/2015'));
		expect(mixed).toMatchObject({ fresh: 0, refusals: [{ reason: 'date-order-mixed', detail: '3, 2' }] });
		await importLegacyFile(app, actor, { ...file('3/9/2015'), order: 'month-first' });
		await importLegacyFile(app, actor, file('4/9/2015', '25/9/2015'));
		expect((await stored()).map(({ reviewedAt }) => new Date(reviewedAt).toISOString().slice(0, 10))).toEqual(
			[...['2015-03-09', '2015-09-04', '2015-09-25']]
		);
	});

	it('refuse a file that is none of them', async () => {
		for (const csv of ['', 'a,b\n1,2', '\u0000\u0001\u0002']) {
			const check = await checkLegacyFile(app, fileOf(csv));
			expect(check.refusals).toHaveLength(1);
			expect(check.refusals[0]?.position).toBeNull();
		}
	});

	it('come in by the import command, told by their header, and enter no rate', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'overread-legacy-'));
		const before = await qualityView(app, parseQualityFilter(new URLSearchParams()));
		try {
			writeFileSync(join(folder, 'old.csv'), `${header}\n1,R07,CT,4a,2015-03-01,2009,MAIN\n`);
			const summary = await importPaths(app, null, [folder]);
			expect(summary).toMatchObject({ taken: 1, scores: 1, reads: 0, refused: 0 });
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
		expect(await stored()).toMatchObject([{ code: '4a', score: '3a', isMapped: true }]);
		expect(await qualityView(app, parseQualityFilter(new URLSearchParams()))).toEqual(before);
	});

	it('of a file of 200 000 lines are kept in a short time', async () => {
		const lines = Array.from(
			{ length: 200_000 },
			(_, at) => `${at},R07,CT,${at % 9 === 0 ? '4a' : '1'},2014-03-0${(at % 9) + 1},2009,MAIN\n`
		);
		const chunks = (async function* () {
			yield new TextEncoder().encode(`${header}\n`);
			for (let at = 0; at < lines.length; at += 1000) {
				yield new TextEncoder().encode(lines.slice(at, at + 1000).join(''));
			}
		})();
		const { id } = await importLegacyFile(app, actor, { name: 'big.csv', scale: null, chunks });
		expect(await batch(id)).toMatchObject({ taken: 200_000, refused: 0 });
	}, 60_000);
});
