import { and, eq, ne } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { lastMonths } from '#lib/core/period.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { zonedWeekHour } from '#lib/core/reads/zoned-time.ts';
import { clockNames, type ClockName } from '#lib/core/turnaround/clocks.ts';
import { makeMeasures } from '#lib/core/turnaround/measures.ts';
import { defaultTurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { countedRead } from '#lib/core/turnaround/tally.ts';
import { turnaroundTopic } from '#lib/features/turnaround/cells.server.ts';
import type { TurnaroundFilter } from '#lib/features/turnaround/filter.ts';
import { measure, measuredReads, type MeasureInput } from '#lib/features/turnaround/measures.server.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { readRollups } from '#lib/server/rollups/read.ts';
import { checkRollups, refreshRollups } from '#lib/server/rollups/refresh.ts';
import { aFacility, aRadiologist, aRead } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const noFilter: TurnaroundFilter = {
	...{ clock: 'telerad', months: '3', facility: '', modality: '', region: '' },
	...{ subspecialty: '', tier: '', class: '', kind: '', compare: '' }
};

/** The same measures from the rows themselves, by `readClock`. */
async function rawMeasures(app: TestApp, input: MeasureInput, zones: ReadonlyMap<string, string>) {
	const tally = makeMeasures();
	const open: number[] = [];
	for await (const piece of measuredReads(app.db.read, input)) {
		for (const { read, reading, serviceClass, target } of piece) {
			if (reading.kind === 'not-timed') continue;
			if (reading.kind === 'no-start') tally.keepOut('noStart');
			else if (reading.kind === 'clock-error') tally.keepOut(reading.error);
			else if (reading.kind === 'held-throughout') tally.keepOut('held');
			else {
				tally.count({
					...countedRead(reading, { serviceClass, target }),
					modalityIndex: modalities.indexOf(read.modality),
					hour: zonedWeekHour(reading.startedAt, zones.get(read.facilityId) ?? 'UTC'),
					readerId: read.readerId,
					cause: read.cause
				});
				if (reading.kind === 'open') open.push(reading.ageMinutes - (target ?? 0));
			}
		}
	}
	// Not which: of two that are as late as each other either may be the tenth.
	return { ...tally.measures(input.now), worst: open.sort((a, b) => b - a).slice(0, 10) };
}

/** What the page counts under many filters is what the rows say. */
async function expectSame(app: TestApp, filters: readonly Partial<TurnaroundFilter>[]): Promise<void> {
	const { facilities } = app.db.read.tables;
	const places = await app.db.read
		.select({ id: facilities.id, timeZone: facilities.timeZone })
		.from(facilities);
	const zones = new Map(places.map(({ id, timeZone }) => [id, timeZone]));
	const now = app.clock.now();
	for (const given of filters) {
		const filter = { ...noFilter, ...given };
		const period = lastMonths(now, Number(filter.months));
		const input = { filter, period, policy: { ...defaultTurnaroundPolicy, clock: 'telerad' as const }, now };
		const shown = await measure(app.db.read, input, zones);
		const raw = await rawMeasures(app, input, zones);
		expect(
			{ ...shown, worst: shown.worst.map(({ ageMinutes, target }) => ageMinutes - (target ?? 0)) },
			JSON.stringify(given)
		).toEqual(raw);
	}
}

async function shownCells(app: TestApp): Promise<string> {
	const bodies = await readRollups(app.db.read, turnaroundTopic, { from: '0000', to: '9999' });
	return JSON.stringify(
		bodies.map(({ facilityId, period, body }) => [facilityId, period, Buffer.from(body).toString('base64')])
	);
}

async function rawCells(app: TestApp): Promise<string> {
	const made: [string, string, string][] = [];
	for (const cell of await turnaroundTopic.cells(app.db.read)) {
		const body = await turnaroundTopic.make(app.db.read, cell);
		if (body) made.push([cell.facilityId, cell.period, Buffer.from(body).toString('base64')]);
	}
	return JSON.stringify(made.sort((a, b) => (`${a[1]} ${a[0]}` < `${b[1]} ${b[0]}` ? -1 : 1)));
}

const acts = [
	'read',
	'read',
	'read',
	'version',
	'preliminary',
	'open',
	'endless',
	'odd-time',
	'changed',
	'removed',
	'event',
	'event',
	'event',
	'taken-back',
	'cause',
	'no-cause',
	'time-zone',
	'time-passes',
	'refresh'
] as const;
const act = fc.record({
	kind: fc.constantFrom(...acts),
	pick: fc.nat(1000),
	minutes: fc.integer({ min: -30, max: 3000 }),
	ago: fc.nat(60 * 24 * 70)
});

const clocks: Partial<TurnaroundFilter>[] = clockNames.map((clock: ClockName) => ({ clock }));
const filters: Partial<TurnaroundFilter>[] = [
	...clocks,
	{ kind: 'preliminary' },
	{ kind: 'final' },
	{ months: '1' },
	{ modality: 'MR' },
	{ region: 'head', clock: 'hospital' },
	{ class: 'stroke' },
	{ class: 'emergency', months: '1' },
	{ tier: 'junior' },
	{ subspecialty: 'neuro', tier: 'standard', clock: 'hospital' }
];

const someFilters = fc.subarray(filters, { minLength: 4, maxLength: 4 });

describe.each(engines)('cells of turnaround on %s', (engine) => {
	it('give what the rows give, after whatever was done, under every filter', async () => {
		await using app = await testApp({ engine });
		const places = [await aFacility(app), await aFacility(app, { timeZone: 'Asia/Kolkata' })];
		const readers = [
			await aRadiologist(app, { section: 'neuro', tier: 'standard' }),
			await aRadiologist(app, { section: 'body', tier: 'junior' })
		];
		const { reads, readEvents, breachCauses, facilities } = app.db.read.tables;
		const made: { id: string; facilityId: string; accession: string; at: number }[] = [];
		const change = app.db.transaction.bind(app.db);
		const done = { read: 0, event: 0, held: 0 };

		const doIt = async ({
			kind,
			pick,
			minutes,
			ago
		}: typeof act extends fc.Arbitrary<infer T> ? T : never) => {
			const now = app.clock.now();
			const known = made[pick % Math.max(1, made.length)];
			const at = now - ago * MINUTE_MS;
			const facilityId = places[pick % 2]?.id ?? '';
			const add = async (given: Parameters<typeof aRead>[1] = {}) => {
				const read = await aRead(app, {
					facilityId,
					readerId: readers[pick % 2]?.id ?? '',
					modality: pick % 3 === 0 ? 'MR' : 'CT',
					bodyRegion: pick % 4 === 0 ? null : 'head',
					procedure: pick % 5 === 0 ? 'CT stroke protocol' : 'CT head',
					priority: pick % 2 === 0 ? 'stat' : 'routine',
					patientClass: pick % 7 === 0 ? 'inpatient' : 'emergency',
					examCompletedAt: at,
					imagesReceivedAt: pick % 6 === 0 ? null : at - 5 * MINUTE_MS,
					finalAt: at + minutes * MINUTE_MS,
					receivedAt: now,
					...given
				});
				done.read += 1;
				made.push({ id: read.id, facilityId: read.facilityId, accession: read.accession, at });
				return read;
			};
			switch (kind) {
				case 'read':
					return add();
				case 'open':
					return add({
						kind: 'preliminary',
						finalAt: null,
						preliminaryAt: pick % 2 === 0 ? null : at + 60_000
					});
				case 'version':
					return (
						known && add({ ...known, id: app.ids(), reportVersion: 2 + (pick % 2), status: 'corrected' })
					);
				case 'preliminary': {
					if (!known) return;
					const sent = { kind: 'preliminary', finalAt: null, preliminaryAt: known.at + minutes * MINUTE_MS };
					// Some name the end of the examination a day, or a week, apart.
					const apart = (pick % 3 === 0 ? 7 : pick % 3) * DAY_MS;
					return add({ ...known, id: app.ids(), ...sent, examCompletedAt: known.at - apart });
				}
				case 'endless': {
					const read = await add();
					return change((write) =>
						write.update(reads).set({ examCompletedAt: null }).where(eq(reads.id, read.id)).returning()
					);
				}
				case 'odd-time':
					return add({ finalAt: pick % 2 === 0 ? now + minutes * MINUTE_MS : at + 80 * DAY_MS });
				case 'changed': {
					if (!known) return;
					const changes = [
						{ status: 'cancelled' },
						{ examCompletedAt: at },
						{ priority: 'urgent' },
						{ readerId: readers[0]?.id ?? '' },
						{ facilityId }
					];
					return change((write) =>
						write
							.update(reads)
							.set(changes[pick % changes.length] ?? {})
							.where(eq(reads.id, known.id))
							.returning()
					);
				}
				case 'removed':
					return known && change((write) => write.delete(reads).where(eq(reads.id, known.id)).returning());
				case 'event': {
					if (!known) return;
					const names = ['hold_start', 'hold_end', 'opened', 'arrived', 'order_info_complete'];
					const name = names[pick % names.length] ?? '';
					const row = { facilityId: known.facilityId, accession: known.accession, name, quality: 'stated' };
					done.event += 1;
					return change((write) =>
						write
							.insert(readEvents)
							.values({
								id: app.ids(),
								...row,
								at: known.at + minutes * 20_000,
								source: 'hand',
								recordedAt: now
							})
							.returning()
					);
				}
				case 'taken-back': {
					const rows = await app.db.read.select().from(readEvents).where(ne(readEvents.name, 'withdrawn'));
					const row = rows[pick % Math.max(1, rows.length)];
					if (!row) return;
					const back = { ...row, id: app.ids(), name: 'withdrawn', withdraws: row.id };
					return change((write) => write.insert(readEvents).values(back).returning());
				}
				case 'cause': {
					if (!known) return;
					const { accession, facilityId: place } = known;
					const values = { cause: pick % 2 === 0 ? 'staffing' : 'other', note: '', decidedAt: now };
					return change((write) =>
						write
							.insert(breachCauses)
							.values({ facilityId: place, accession, ...values })
							.onConflictDoUpdate({ target: [breachCauses.facilityId, breachCauses.accession], set: values })
							.returning()
					);
				}
				case 'no-cause':
					return (
						known &&
						change((write) =>
							write
								.delete(breachCauses)
								.where(and(eq(breachCauses.accession, known.accession)))
								.returning()
						)
					);
				case 'time-zone': {
					const timeZone = pick % 2 === 0 ? 'America/Chicago' : 'Pacific/Auckland';
					return change((write) =>
						write.update(facilities).set({ timeZone }).where(eq(facilities.id, facilityId)).returning()
					);
				}
				case 'time-passes':
					return app.clock.advance((pick % 48) * HOUR_MS);
				case 'refresh':
					return refreshRollups(app, [turnaroundTopic]);
			}
		};

		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 20 }), someFilters, async (list, asked) => {
				for (const one of list) await doIt(one);
				expect(await shownCells(app)).toBe(await rawCells(app));
				await expectSame(app, asked);
			}),
			{ numRuns: 12, endOnFailure: true }
		);
		// What is done is left to chance: the bounds only tell a run that did next to nothing.
		expect(done.read).toBeGreaterThan(10);
		expect(done.event).toBeGreaterThan(2);

		await refreshRollups(app, [turnaroundTopic]);
		const verdict = await checkRollups(app, [turnaroundTopic]);
		expect(verdict).toMatchObject({ marked: 0, differences: [] });
		expect(verdict.cells).toBeGreaterThan(3);
	});

	it('follow each kind of change by itself', async () => {
		await using app = await testApp({ engine });
		const { reads, readEvents, breachCauses } = app.db.read.tables;
		const at = app.clock.now() - 3 * DAY_MS;
		const lastMonth = at - 40 * DAY_MS;
		const final = { examCompletedAt: at, imagesReceivedAt: at, finalAt: at + HOUR_MS };
		const read = await aRead(app, final);
		const { facilityId, accession, readerId } = read;
		const spare = await aRead(app, { ...final, facilityId, readerId });
		// A preliminary report that names its examination in another month waits for the final one, which is not there yet.
		const waiting = { kind: 'preliminary', finalAt: null, preliminaryAt: lastMonth + HOUR_MS };
		await aRead(app, { facilityId, readerId, ...waiting, accession: 'P', examCompletedAt: lastMonth });
		const about = { facilityId, accession, quality: 'stated', source: 'hand', recordedAt: at };
		const changes: ((write: WriteHandle) => Promise<unknown>)[] = [
			(write) => write.update(reads).set({ priority: 'stat' }).where(eq(reads.id, read.id)).returning(),
			(write) =>
				write
					.insert(readEvents)
					.values({ id: 'e', ...about, name: 'opened', at: at + 60_000 })
					.returning(),
			(write) =>
				write
					.update(readEvents)
					.set({ at: at + 70_000 })
					.where(eq(readEvents.id, 'e'))
					.returning(),
			(write) => write.delete(readEvents).where(eq(readEvents.id, 'e')).returning(),
			(write) =>
				write
					.insert(breachCauses)
					.values({ facilityId, accession, cause: 'other', note: '', decidedAt: at })
					.returning(),
			(write) => write.update(breachCauses).set({ cause: 'staffing' }).returning(),
			(write) => write.delete(breachCauses).returning(),
			(write) => write.update(reads).set({ accession: 'P' }).where(eq(reads.id, read.id)).returning(),
			(write) =>
				write.update(reads).set({ examCompletedAt: lastMonth }).where(eq(reads.id, read.id)).returning(),
			(write) => write.delete(reads).where(eq(reads.id, spare.id)).returning(),
			// Its removal makes the preliminary report wait again, in its own month.
			(write) => write.delete(reads).where(eq(reads.id, read.id)).returning(),
			(write) =>
				write
					.insert(reads)
					.values({ ...read, accession: 'P' })
					.returning()
		];
		for (const one of changes) {
			await refreshRollups(app, [turnaroundTopic]);
			const before = await shownCells(app);
			await app.db.transaction(one);
			const after = await shownCells(app);
			expect(after).toBe(await rawCells(app));
			// Else the change would not have been one that counts.
			expect(after).not.toBe(before);
		}
	});

	it('mark the month of an earlier report of an examination, though that of the added one is marked already', async () => {
		await using app = await testApp({ engine });
		const { reads, readEvents } = app.db.read.tables;
		const at = app.clock.now() - 3 * DAY_MS;
		const lastMonth = at - 40 * DAY_MS;
		const final = { examCompletedAt: at, imagesReceivedAt: at, finalAt: at + HOUR_MS };
		const { id: spareId, ...spare } = await aRead(app, final);
		const waiting = { kind: 'preliminary', finalAt: null, preliminaryAt: lastMonth + HOUR_MS };
		const { facilityId, readerId } = spare;
		await aRead(app, { facilityId, readerId, ...waiting, accession: 'P', examCompletedAt: lastMonth });
		const joining = { ...spare, id: app.ids(), naturalKey: 'P', samplingId: 'P', accession: 'P' };
		const opened = { id: 'e', facilityId, accession: 'P', name: 'opened', quality: 'stated', source: 'hand' };
		const additions: ((write: WriteHandle) => Promise<unknown>)[] = [
			(write) => write.insert(reads).values(joining).returning(),
			(write) =>
				write
					.insert(readEvents)
					.values({ ...opened, at: lastMonth + 60_000, recordedAt: at })
					.returning()
		];
		for (const one of additions) {
			await refreshRollups(app, [turnaroundTopic]);
			await app.db.transaction((write) =>
				write.update(reads).set({ priority: 'stat' }).where(eq(reads.id, spareId))
			);
			const before = await shownCells(app);
			await app.db.transaction(one);
			expect(await shownCells(app)).toBe(await rawCells(app));
			expect(await shownCells(app)).not.toBe(before);
		}
	});
});
