import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadFiguresInput } from '#lib/features/quality/load.server.ts';
import { firstMonths, qualityFigures, type FiguresAnswer } from '#lib/features/quality/measures/figures.ts';
import { casesTopic } from '#lib/features/quality/rollup/cases-topic.server.ts';
import { readsTopic } from '#lib/features/quality/rollup/reads-topic.server.ts';
import { rollupTopics } from '#lib/runtime/rollups.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { loadParts, planRollups } from '#lib/server/rollups/parts.ts';
import { readRollups } from '#lib/server/rollups/read.ts';
import { checkRollups, rebuildRollups, refreshRollups } from '#lib/server/rollups/refresh.ts';
import type { RollupTopic } from '#lib/server/rollups/topic.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** What the rows say of every cell, by topic. */
async function rawCells(app: TestApp, topic: RollupTopic): Promise<Map<string, string>> {
	const made = new Map<string, string>();
	for (const { facilityId, period } of await topic.cells(app.db.read)) {
		const body = await topic.make(app.db.read, { facilityId, period });
		if (body) made.set(`${period} ${facilityId}`, Buffer.from(body).toString('base64'));
	}
	return made;
}

/** What a dashboard is given. */
async function shownCells(app: TestApp, topic: RollupTopic): Promise<Map<string, string>> {
	const bodies = await readRollups(app.db.read, topic, { from: '0000', to: '9999' });
	return new Map(
		bodies.map(({ facilityId, period, body }) => [
			`${period} ${facilityId}`,
			Buffer.from(body).toString('base64')
		])
	);
}

async function everything(app: TestApp): Promise<unknown[]> {
	return Promise.all(rollupTopics.map(async (topic) => [...(await shownCells(app, topic))]));
}

/** What a page over all facilities is given, by period: each body, those over all facilities marked with an asterisk. */
async function shownParts(app: TestApp, topic: RollupTopic): Promise<string[]> {
	const scope = { from: '0000', to: '9999' };
	const parts = await loadParts(app.db.read, topic, await planRollups(app.db.read, topic, scope));
	return parts
		.filter(({ body }) => (body?.byteLength ?? 0) > 0)
		.map(
			({ facilityId, period, body }) =>
				`${period} ${facilityId} ${Buffer.from(body ?? []).toString('base64')}`
		);
}

/** The same from the rows, for the periods that come as one. */
async function rawParts(app: TestApp, topic: RollupTopic, shown: readonly string[]): Promise<string[]> {
	const raw = [...(await rawCells(app, topic))].sort();
	const isWhole = (period: string) => shown.some((part) => part.startsWith(`${period}  `));
	return [...Map.groupBy(raw, ([key]) => key.split(' ')[0] ?? '')].flatMap(([period, cells]) => {
		if (!isWhole(period)) return cells.map(([key, body]) => `${key} ${body}`);
		const bodies = cells.map(([, body]) => Buffer.from(body, 'base64'));
		return [`${period}  ${Buffer.from(topic.merge?.(bodies) ?? []).toString('base64')}`];
	});
}

async function expectSame(app: TestApp): Promise<void> {
	for (const topic of rollupTopics) {
		const raw = await rawCells(app, topic);
		const shown = await shownParts(app, topic);
		expect(shown.toSorted()).toEqual((await rawParts(app, topic, shown)).sort());
		expect(new Map([...(await shownCells(app, topic))].sort())).toEqual(new Map([...raw].sort()));
	}
}

let rawKeys = 0;

/** Figures as a page has them, from what the thread has kept, against those of the rows themselves. */
async function expectSameFigures(app: TestApp, facility: string): Promise<void> {
	for (const query of ['', `facility=${facility}`, 'months=3&compare=previous']) {
		const filter = parseQualityFilter(new URLSearchParams(query));
		const input = await loadFiguresInput(app, filter);
		const isIn = (parts: { from: string; facilityId?: string }) => (key: string) => {
			const [period = '', facilityId = ''] = key.split(' ');
			return period >= parts.from && (!parts.facilityId || facilityId === parts.facilityId);
		};
		const raw = async (topic: RollupTopic, from: string, facilityId: string) =>
			[...(await rawCells(app, topic))]
				.filter(([key]) => isIn({ from, facilityId })(key))
				.sort()
				.map(([key, body]) => ({
					facilityId: key.split(' ')[1] ?? '',
					period: key.split(' ')[0] ?? '',
					key: `raw ${(rawKeys += 1)}`,
					body: Buffer.from(body, 'base64')
				}));
		const from = firstMonths(filter, input.months.through);
		const own = {
			...input,
			cases: await raw(casesTopic, from.cases, filter.facility),
			reads: await raw(readsTopic, from.reads, filter.facility),
			groupCases: filter.facility ? await raw(casesTopic, from.cases, '') : [],
			groupReads: filter.facility ? await raw(readsTopic, from.reads, '') : []
		};
		const shown = await workOut(app, { kind: 'page', input });
		expect(sorted(shown)).toEqual(sorted(qualityFigures(own)));
	}
}

/** Rows of no order in one: reads of all facilities come in the order of one cell or of several. */
function sorted(answer: FiguresAnswer): FiguresAnswer {
	const keyOf = (row: object) => JSON.stringify(row);
	const byText = <T extends object>(rows: readonly T[]) =>
		rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	return { ...answer, readersOf: byText(answer.readersOf), lately: byText(answer.lately) };
}

const acts = [
	'read',
	'read-moved',
	'read-superseded',
	'case',
	'case-moved',
	'review',
	'review-superseded',
	'case-removed',
	'time-zone',
	'refresh'
] as const;
const act = fc.record({ kind: fc.constantFrom(...acts), pick: fc.nat(1000), days: fc.nat(90) });

describe.each(engines)('rollups on %s', (engine) => {
	it('are what the raw rows say, after whatever was done', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const facilities = [await aFacility(app), await aFacility(app, { timeZone: 'Asia/Kolkata' })];
		const readers = [await aRadiologist(app), await aRadiologist(app)];
		const reviewer = await aUser(app, 'reviewer');
		const { reads, cases, reviews, assignments, facilities: places } = app.db.read.tables;
		const [readIds, caseIds, reviewIds]: [string[], string[], string[]] = [[], [], []];
		let modes = 0;
		const drawn = new Set<string>();
		const pickOf = (ids: readonly string[], pick: number) => ids[pick % Math.max(1, ids.length)] ?? '';
		const change = app.db.transaction.bind(app.db);

		const doIt = async ({
			kind,
			pick,
			days
		}: {
			kind: (typeof acts)[number];
			pick: number;
			days: number;
		}) => {
			const finalAt = app.clock.now() - days * DAY_MS - (pick % 24) * 3_600_000;
			const facilityId = facilities[pick % 2]?.id ?? '';
			const readId = pickOf(readIds, pick);
			const caseId = pickOf(caseIds, pick);
			switch (kind) {
				case 'read': {
					const isOpen = pick % 7 === 0;
					const read = await aRead(app, {
						facilityId,
						readerId: readers[pick % 2]?.id ?? '',
						finalAt: isOpen ? null : finalAt,
						...(isOpen ? { kind: 'preliminary', preliminaryAt: pick % 14 === 0 ? finalAt : null } : {})
					});
					readIds.push(read.id);
					return;
				}
				case 'read-moved':
					return change(async (write) => {
						await write.update(reads).set({ facilityId, finalAt }).where(eq(reads.id, readId));
					});
				case 'read-superseded':
					return change(async (write) => {
						await write.update(reads).set({ status: 'superseded' }).where(eq(reads.id, readId));
					});
				case 'case':
					if (!readId) return;
					modes += 1;
					caseIds.push(
						(await aCase(app, { readId, detectionMode: drawn.has(readId) ? `m${modes}` : 'random' })).id
					);
					drawn.add(readId);
					return;
				case 'case-moved':
					return change(async (write) => {
						const finalScore = ['1', '2a', '3b'][pick % 3] ?? '1';
						await write.update(cases).set({ state: 'final', finalScore }).where(eq(cases.id, caseId));
					});
				case 'review': {
					if (!caseId) return;
					const ids = { id: app.ids(), assignmentId: app.blindIds() };
					await change(async (write) => {
						const known = await write
							.select({ id: reviews.id })
							.from(reviews)
							.where(eq(reviews.caseId, caseId));
						const ordinal = known.length + 1;
						await write.insert(assignments).values({
							id: ids.assignmentId,
							caseId,
							reviewerId: reviewer.id,
							ordinal,
							assignedAt: finalAt,
							leaseUntil: finalAt,
							status: 'scored'
						});
						await write.insert(reviews).values({
							...ids,
							caseId,
							reviewerId: reviewer.id,
							ordinal,
							score: '2a',
							factors: [],
							activeMs: 1,
							taxonomyVersion: '1',
							submittedAt: finalAt
						});
					});
					reviewIds.push(ids.id);
					return;
				}
				case 'review-superseded':
					return change(async (write) => {
						const id = pickOf(reviewIds, pick);
						await write.update(reviews).set({ supersededBy: 'another' }).where(eq(reviews.id, id));
					});
				case 'case-removed':
					return change(async (write) => {
						const [row] = await write
							.select({ id: reviews.id })
							.from(reviews)
							.where(eq(reviews.caseId, caseId));
						if (row || !caseId) return;
						await write.delete(cases).where(eq(cases.id, caseId));
						caseIds.splice(caseIds.indexOf(caseId), 1);
					});
				case 'time-zone':
					return change(async (write) => {
						const timeZone = pick % 2 === 0 ? 'America/Chicago' : 'Pacific/Auckland';
						await write.update(places).set({ timeZone }).where(eq(places.id, facilityId));
					});
				case 'refresh':
					await refreshRollups(app, rollupTopics);
			}
		};

		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (list) => {
				for (const one of list) await doIt(one);
				await expectSame(app);
				await expectSameFigures(app, facilities[0]?.id ?? '');
			}),
			{ numRuns: 25, endOnFailure: true }
		);
		expect(reviewIds.length).toBeGreaterThan(3);

		await refreshRollups(app, rollupTopics);
		const verdict = await checkRollups(app, rollupTopics);
		expect(verdict).toMatchObject({ marked: 0, differences: [] });
		expect(verdict.cells).toBeGreaterThan(3);
		for (const topic of rollupTopics.filter(({ merge }) => merge)) {
			// Nothing has changed since: every period comes as one.
			const parts = await shownParts(app, topic);
			expect(parts.length).toBeGreaterThan(1);
			expect(parts.filter((part) => !/^\S+ {2}/.test(part))).toEqual([]);
		}
	});

	it('follow each kind of change by itself', async () => {
		await using app = await testApp({ engine });
		const { reads, cases, reviews, facilities, assignments } = app.db.read.tables;
		const reviewer = await aUser(app, 'reviewer');
		const finalAt = Date.UTC(2026, 10, 10, 3);
		const read = await aRead(app, { finalAt });
		const other = await aFacility(app);
		const alone = await aRead(app, { finalAt, facilityId: other.id });
		const made = await aCase(app, { readId: read.id });
		const spare = await aCase(app, { readId: read.id, detectionMode: 'complaint' });
		const change = app.db.transaction.bind(app.db);
		const assignmentId = app.blindIds();
		const row = { caseId: made.id, reviewerId: reviewer.id, ordinal: 1 };
		await change((write) =>
			write
				.insert(assignments)
				.values({ ...row, id: assignmentId, assignedAt: finalAt, leaseUntil: finalAt, status: 'scored' })
				.returning()
		);
		const score = { factors: [], activeMs: 1, taxonomyVersion: '1', submittedAt: finalAt, score: '2a' };
		const changes: ((write: WriteHandle) => Promise<unknown>)[] = [
			(write) => write.update(reads).set({ modality: 'MR' }).where(eq(reads.id, read.id)).returning(),
			(write) =>
				write
					.insert(reviews)
					.values({ ...row, ...score, id: 'r', assignmentId })
					.returning(),
			(write) => write.update(reviews).set({ score: '3b' }).where(eq(reviews.id, 'r')).returning(),
			(write) => write.delete(reviews).where(eq(reviews.id, 'r')).returning(),
			(write) => write.update(cases).set({ state: 'withdrawn' }).where(eq(cases.id, made.id)).returning(),
			(write) => write.delete(cases).where(eq(cases.id, spare.id)).returning(),
			// 03:00 of UTC is the working day before in Texas, and the same day in Auckland.
			(write) =>
				write
					.update(facilities)
					.set({ timeZone: 'Pacific/Auckland' })
					.where(eq(facilities.id, read.facilityId))
					.returning(),
			(write) => write.update(reads).set({ facilityId: other.id }).where(eq(reads.id, read.id)).returning(),
			(write) => write.delete(reads).where(eq(reads.id, alone.id)).returning()
		];
		for (const one of changes) {
			await refreshRollups(app, rollupTopics);
			const before = JSON.stringify(await everything(app));
			await change(one);
			await expectSame(app);
			// Else the change would not have been one that counts.
			expect(JSON.stringify(await everything(app))).not.toBe(before);
		}
	});

	it('tell when what is stored is not what the rows say, and are rebuilt', async () => {
		await using app = await testApp({ engine });
		const { facilityId } = await aRead(app);
		await refreshRollups(app, rollupTopics);
		const { rollups } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			await write
				.update(rollups)
				.set({ body: Buffer.from('x') })
				.where(eq(rollups.facilityId, facilityId));
		});
		expect((await checkRollups(app, rollupTopics)).differences).toEqual([
			{ topic: 'reads', facilityId, period: '2026-11' },
			{ topic: 'turnaround', facilityId, period: '2026-11' }
		]);
		expect(await rebuildRollups(app, rollupTopics)).toBe(2);
		expect((await checkRollups(app, rollupTopics)).differences).toEqual([]);
	});

	it('of another format are worked out as they are asked for, until they are stored anew', async () => {
		await using app = await testApp({ engine });
		await aRead(app);
		await refreshRollups(app, rollupTopics);
		const { rollups } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			await write.update(rollups).set({ format: 0, body: Buffer.from('old') });
		});
		await expectSame(app);
	});
});
