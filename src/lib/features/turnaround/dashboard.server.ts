import type { Actor } from '#lib/core/actor.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import type { Instant } from '#lib/core/instant.ts';
import { zonedPeriodDays } from '#lib/core/period.ts';
import { CLOCKS_VERSION } from '#lib/core/turnaround/clocks.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { activeFacilities } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { criticalSummary, type CriticalSummary } from './critical-summary.server.ts';
import { correctionTimes, type CorrectionTimes } from './correction-times.server.ts';
import { filterPeriod, parseTurnaroundFilter, periodBefore, type TurnaroundFilter } from './filter.ts';
import { measure, measureClasses, type Measures, type OpenRead } from './measures.server.ts';
import { programmeTimes, type StepTimes } from './programme.server.ts';
import { readerTraits } from './reader-traits.server.ts';
import { readLines, type ReadLine } from './read-lines.server.ts';

type Facility = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly timeZone: string;
};

/** An open read as a line: who may not look it up sees only that it is there. */
export type OpenLine = OpenRead & { readonly line: ReadLine };

/** Late reads put down to one cause; an empty code: nobody has looked into them yet. */
export type BreachCount = { readonly code: string; readonly label: string; readonly n: number };

/** Everything the turnaround page shows. */
export type TurnaroundView = Omit<Measures, 'breaches' | 'worst'> & {
	readonly filter: TurnaroundFilter;
	/** Parameters of the address that could not be followed. */
	readonly unknown: readonly string[];
	readonly usualClock: TurnaroundFilter['clock'];
	readonly fromOn: string;
	readonly throughOn: string;
	readonly now: Instant;
	readonly policyVersion: number;
	readonly clocksVersion: number;
	/** Whether the clock that is shown has targets. */
	readonly hasTarget: boolean;
	readonly breaches: readonly BreachCount[];
	readonly worst: readonly OpenLine[];
	/** The same months before; null where they were not asked for. */
	readonly before: {
		readonly fromOn: string;
		readonly throughOn: string;
		readonly classes: readonly ClassTurnaround[];
	} | null;
	readonly facilities: readonly Facility[];
	readonly modalities: typeof modalities;
	readonly subspecialties: readonly string[];
	readonly tiers: readonly string[];
};

/** What the turnaround page shows beside the clocks. */
export type LoopView = {
	readonly critical: CriticalSummary;
	readonly corrections: CorrectionTimes;
	readonly programme: readonly StepTimes[];
};

/** Turnaround under the filter of an address, in days of UTC; a page of one facility is in days of its own (`timeZone`). */
export async function turnaroundView(
	app: App,
	actor: Actor,
	query: URLSearchParams,
	timeZone = 'UTC'
): Promise<TurnaroundView> {
	const { read } = app.db;
	const now = app.clock.now();
	const { version, body: policy } = await currentPolicy(read, 'turnaround');
	const facilities = await activeFacilities(read);
	const facilityIds = facilities.map(({ id }) => id);
	const people = await readerTraits(read);
	const { filter, unknown } = parseTurnaroundFilter(query, {
		usualClock: policy.clock,
		facilityIds,
		...people
	});
	const period = filterPeriod(filter, now, timeZone);
	const zones = await facilityZones(read);
	const input = { filter, period, policy, now };
	const earlier = periodBefore(filter, period, timeZone);
	// Together: while one period is counted, the cells of the other come from the database.
	const [{ breaches, worst, ...measures }, classesBefore] = await Promise.all([
		measure(read, input, zones),
		filter.compare ? measureClasses(read, { ...input, period: earlier }, zones) : null
	]);
	const lines = await readLines(
		read,
		actor,
		worst.map(({ readId }) => readId)
	);
	const labels = new Map(policy.causes.map(({ code, label }) => [code, label]));
	return {
		...measures,
		filter,
		unknown,
		usualClock: policy.clock,
		...zonedPeriodDays(period, timeZone),
		now,
		policyVersion: version,
		clocksVersion: CLOCKS_VERSION,
		hasTarget: measures.classes.some(({ targets }) => targets !== null),
		breaches: [...breaches]
			.map(([code, n]) => ({ code, label: labels.get(code) ?? code, n }))
			.sort((a, b) => Number(a.code === '') - Number(b.code === '') || b.n - a.n),
		worst: worst.flatMap((open) => {
			const line = lines.get(open.readId);
			return line ? [{ ...open, line }] : [];
		}),
		before: classesBefore && { ...zonedPeriodDays(earlier, timeZone), classes: classesBefore },
		facilities,
		modalities,
		...people
	};
}

/** Critical results, corrections and the programme's own way, over the months and for the facility of a filter. */
export async function loopView(app: App, actor: Actor, filter: TurnaroundFilter): Promise<LoopView> {
	const { read } = app.db;
	const now = app.clock.now();
	const period = filterPeriod(filter, now);
	const scope = { facility: filter.facility, now, period };
	return {
		critical: await criticalSummary(read, actor, scope),
		corrections: await correctionTimes(read, actor, scope),
		programme: await programmeTimes(app, actor, period)
	};
}

/** The time zones of facilities, of those that are no longer active too: their reads stay in the numbers. */
async function facilityZones(read: ReadHandle): Promise<Map<string, string>> {
	const { facilities } = read.tables;
	const rows = await read.select({ id: facilities.id, timeZone: facilities.timeZone }).from(facilities);
	return new Map(rows.map(({ id, timeZone }) => [id, timeZone]));
}
