import { and, eq, gte, inArray, lte } from 'drizzle-orm';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { StretchResult } from '#lib/core/credentials/gate/person-gate.ts';
import {
	outcomeOf,
	reasonEffects,
	type GateOutcome,
	type GateReason
} from '#lib/core/credentials/gate/reasons.ts';
import { makeZonedDays } from '#lib/core/credentials/gate/zoned-days.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { GateContext } from './context.server.ts';
import { questionOf, signedAtOf, type SignedRead } from './read-rows.server.ts';

/** Why a read was checked. */
export type GateCause = 'ingest' | 'sweep' | 'record' | 'policy';

/** What a run over reads came to. */
export type GateTally = {
	/** Reads that have been signed. */
	reads: number;
	outcomes: Partial<Record<GateOutcome, number>>;
	/** Reads whose answer differs from the last one. */
	changed: number;
};

/** Nothing counted yet. */
export const emptyTally = (): GateTally => ({ reads: 0, outcomes: {}, changed: 0 });

type Answer = Pick<StretchResult, 'outcome' | 'reasons' | 'licence' | 'basis' | 'ruleVersion'>;
type Found = {
	readonly read: SignedRead;
	readonly signedAt: Instant;
	readonly day: CalendarDay | null;
};
type Finding = { readonly outcome: string; readonly reasons: string };

const WRITES_AT_ONCE = 250;
const zonedDays = makeZonedDays();

/**
 * Checks reads and writes down each answer that differs from the last one, with what could be known when the read was signed: the result,
 * the finding that lists ask for, and an audit event, some of them in each short transaction. Running twice changes nothing. What was
 * answered from records or a policy that have been added to since is left to the run that follows from it.
 */
export async function checkReads(
	app: App,
	context: GateContext,
	given: {
		rows: readonly SignedRead[];
		because: GateCause;
		tally: GateTally;
	}
): Promise<void> {
	const checker = makeChecker(app, context, given);
	await checker.check(given.rows, 'some');
	await checker.end();
}

/** Checks reads a page at a time, and writes what it finds of several pages together: of many reads few are found anything of. */
export type Checker = {
	/** @param what `whole`: the rows are all there are from the first to the last, by their ids */
	check(rows: readonly SignedRead[], what: 'whole' | 'some'): Promise<void>;
	/** Writes what is left. */
	end(): Promise<void>;
};

/** A checker for one run; see {@link checkReads}. */
export function makeChecker(
	app: App,
	context: GateContext,
	run: { readonly because: GateCause; readonly tally: GateTally }
): Checker {
	let waiting: Found[] = [];
	const write = async (least: number): Promise<void> => {
		while (waiting.length >= least && waiting.length > 0) {
			const some = waiting.slice(0, WRITES_AT_ONCE);
			run.tally.changed += await app.db.transaction((handle) =>
				writeResults(app, handle, { context, some, because: run.because })
			);
			waiting = waiting.slice(WRITES_AT_ONCE);
		}
	};
	return {
		async check(rows, what) {
			waiting.push(
				...(await findChanged(app, context, { rows, isWhole: what === 'whole', tally: run.tally }))
			);
			await write(WRITES_AT_ONCE);
		},
		end: () => write(1)
	};
}

/** The reads among some of which the gate says something else now than what is written down; all of them are counted. */
async function findChanged(
	app: App,
	context: GateContext,
	{ rows, isWhole, tally }: { rows: readonly SignedRead[]; isWhole: boolean; tally: GateTally }
): Promise<Found[]> {
	const people = await context.peopleOf(rows.map(({ readerId }) => readerId));
	const known = await findingsOf(app.db.read, rows, isWhole);
	const changed: Found[] = [];
	for (const read of rows) {
		const signedAt = signedAtOf(read);
		if (signedAt === null) continue;
		const facility = context.facilities.get(read.facilityId);
		const day = zonedDays(signedAt, facility?.timeZone ?? '');
		const person = people.get(read.readerId);
		const now = day === null || !person ? withoutDay(context) : person.on(questionOf(read, facility), day);
		tally.reads += 1;
		tally.outcomes[now.outcome] = (tally.outcomes[now.outcome] ?? 0) + 1;
		// Nearly all pass: nothing is kept of them, so that a page of reads leaves little behind.
		if (isChanged(known.get(read.id), now)) changed.push({ read, signedAt, day });
	}
	return changed;
}

/** A read that passes and of which nothing was ever found needs no row. */
function isChanged(known: Finding | undefined, { outcome, reasons }: Answer): boolean {
	if (!known) return outcome !== 'pass';
	return known.outcome !== outcome || known.reasons !== reasons.join();
}

/** Where nobody knows the facility's zone, nobody knows the day. */
function withoutDay({ ruleVersion }: GateContext): Answer {
	const reasons = ['facility-time-zone-unknown'] as const;
	return { outcome: outcomeOf(reasons), reasons, licence: null, basis: [], ruleVersion };
}

async function findingsOf(
	read: ReadHandle,
	rows: readonly SignedRead[],
	isWhole: boolean
): Promise<Map<string, Finding>> {
	const { gateFindings: t } = read.tables;
	const ids = rows.map(({ id }) => id);
	const [first, last] = [ids[0], ids.at(-1)];
	if (first === undefined || last === undefined) return new Map();
	const found = await read
		.select({ readId: t.readId, outcome: t.outcome, reasons: t.reasons })
		.from(t)
		// A list of thousands of names takes longer to ask for than what lies between two of them.
		.where(isWhole ? and(gte(t.readId, first), lte(t.readId, last)) : inArray(t.readId, ids));
	return new Map(found.map(({ readId, ...finding }) => [readId, finding]));
}

async function writeResults(
	app: App,
	write: WriteHandle,
	{ context, some, because }: { context: GateContext; some: readonly Found[]; because: GateCause }
): Promise<number> {
	// One after the other, so that two runs over the same reads do not count the same result twice.
	const lock = write.dialect.lockAudit();
	if (lock) await write.run(lock);
	const { gateResults, gateFindings: t } = write.tables;
	const ids = some.map(({ read }) => read.id);
	const standing = new Map(
		(
			await write
				.select({ readId: t.readId, ordinal: t.ordinal, outcome: t.outcome, reasons: t.reasons })
				.from(t)
				.where(inArray(t.readId, ids))
		).map((row) => [row.readId, row])
	);
	const excepted = await exceptedReasons(write, ids);
	const readers = some.map(({ read }) => read.readerId);
	const people = await context.peopleOf(readers);
	const outdated = await context.outdated(write, readers);
	const moved = await context.movedFacilities(write);
	const at = app.clock.now();
	const { policyVersion } = context;
	const results: (typeof gateResults.$inferInsert)[] = [];
	const fresh: (typeof t.$inferInsert)[] = [];
	const again: (typeof t.$inferInsert)[] = [];
	const audit: AuditEntry[] = [];
	for (const { read, signedAt, day } of some) {
		const last = standing.get(read.id);
		const person = people.get(read.readerId);
		const question = questionOf(read, context.facilities.get(read.facilityId));
		// Anew from the records that were compared: since the page was gone through they may have been read again.
		const now = day === null || !person ? withoutDay(context) : person.on(question, day);
		if (outdated.has(read.readerId) || moved.has(read.facilityId) || !isChanged(last, now)) continue;
		const then = day === null ? now : (person?.asKnown(question, day, signedAt) ?? now);
		const id = app.ids();
		const ordinal = (last?.ordinal ?? 0) + 1;
		const { outcome, ruleVersion } = now;
		const reasons = now.reasons.join();
		results.push({
			id,
			readId: read.id,
			ordinal,
			outcome,
			reasons,
			outcomeThen: then.outcome,
			reasonsThen: then.reasons.join(),
			day,
			licenceRowId: now.licence?.id ?? null,
			basis: now.basis.map(({ rule }) => rule).join(),
			ruleVersion,
			policyVersion,
			because,
			evaluatedAt: at
		});
		const finding = {
			resultId: id,
			ordinal,
			outcome,
			reasons,
			radiologistId: read.readerId,
			facilityId: read.facilityId,
			signedAt,
			standing: standingOf(now.reasons, excepted.get(read.id))
		};
		(last ? again : fresh).push({ readId: read.id, ...finding });
		const facts = { outcome, reasons, because, ruleVersion, policyVersion };
		audit.push({ type: 'gate.found', subjectId: read.id, facts, at, actor: null });
	}
	await write.insertRows(gateResults, results);
	await write.insertRows(t, fresh);
	for (const { readId, ...finding } of again) await write.update(t).set(finding).where(eq(t.readId, readId));
	await recordAudit(write, ...audit);
	return results.length;
}

/** The reasons that an approved exception covers, by read. */
async function exceptedReasons(write: WriteHandle, ids: readonly string[]): Promise<Map<string, string>> {
	const { gateExceptions: t } = write.tables;
	const rows = await write
		.select({ readId: t.readId, reasons: t.reasons })
		.from(t)
		.where(and(inArray(t.readId, [...ids]), eq(t.status, 'approved')));
	return new Map(rows.map(({ readId, reasons }) => [readId, reasons]));
}

/** The reasons among some that fail a read. */
export function failingReasons(reasons: readonly GateReason[]): GateReason[] {
	return reasons.filter((reason) => reasonEffects[reason] === 'fail');
}

/** Whether an approved exception covers every failing reason of a read. */
export function standingOf(reasons: readonly GateReason[], covered: string | undefined): 'open' | 'excepted' {
	const failing = failingReasons(reasons);
	if (failing.length === 0 || covered === undefined) return 'open';
	const names = new Set(covered.split(','));
	return failing.every((reason) => names.has(reason)) ? 'excepted' : 'open';
}
