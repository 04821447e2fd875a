import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { canonicalJson } from '#lib/core/audit/chain.ts';
import { cmeResults, type CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { refreshCmeJob } from '#lib/core/credentials/cme/jobs.ts';
import type { CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import { ok } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import type { AnyJob, Job } from '#lib/server/jobs/job.ts';
import { lockEducationOf } from './activities.server.ts';
import { cmeBasis, cmePeople, standingsOf, type CmeBasis } from './standings.server.ts';

/** What is kept of a standing: all of it, and whether the person is still held to the rule. */
export type KeptStanding = CmeStanding & { readonly isHeld: boolean };

/** A result as it was kept, with the version of the rule by which it came about. */
export type KeptResult = {
	readonly id: string;
	readonly radiologistId: string;
	readonly rule: string;
	readonly ruleVersion: string;
	readonly ordinal: number;
	readonly asOf: string;
	readonly result: CmeResult;
	readonly body: KeptStanding;
	readonly computedAt: number;
};

const resultSchema = z.enum(cmeResults);
const select = (read: ReadHandle) => {
	const { cmeResults: t } = read.tables;
	return {
		id: t.id,
		radiologistId: t.radiologistId,
		rule: t.rule,
		ruleVersion: t.ruleVersion,
		ordinal: t.ordinal,
		asOf: t.asOf,
		result: t.result,
		body: t.body,
		computedAt: t.computedAt
	};
};
type Stored = Omit<KeptResult, 'result' | 'body'> & { result: string; body: unknown };

// Only keepResults writes bodies, so they are what it wrote.
const toKept = (row: Stored): KeptResult => ({
	...row,
	result: resultSchema.parse(row.result),
	body: row.body as KeptStanding
});

/** Which results are the newest of a person with a rule; without people those of everybody. */
function newestOf(read: ReadHandle, ids?: readonly string[]): SQL {
	const { cmeResults: t } = read.tables;
	return sql`(${t.radiologistId}, ${t.rule}, ${t.ordinal}) in (select radiologist_id, rule, max(ordinal) from cme_results ${
		ids ? sql`where ${inArray(sql`radiologist_id`, [...ids])}` : sql``
	} group by radiologist_id, rule)`;
}

/** The newest result of each person with each rule; without people those of everybody. */
export async function latestResults(read: ReadHandle, ids?: readonly string[]): Promise<KeptResult[]> {
	const { cmeResults: t } = read.tables;
	const rows = await read.select(select(read)).from(t).where(newestOf(read, ids));
	return rows.map(toKept);
}

/** What a table shows of a result. */
export type ResultSummary = Pick<KeptResult, 'id' | 'radiologistId' | 'rule' | 'result'> &
	Pick<KeptStanding, 'isHeld' | 'shortBy' | 'missing' | 'window'> & {
		readonly verified: boolean;
		readonly pace: NonNullable<KeptStanding['pace']>['status'] | null;
	};

const BODIES_AT_ONCE = 500;

/**
 * The newest result of everybody with each rule, as a table shows them. A result is never changed, so what was read of one is kept in the
 * process by its id, as long as no newer one takes its place.
 */
export async function latestSummaries({ db }: Pick<App, 'db'>): Promise<ResultSummary[]> {
	const { read } = db;
	const { cmeResults: t } = read.tables;
	const kept = sharedState(db, 'cme-summaries', () => ({ byId: new Map<string, ResultSummary>() }));
	const ids = (await read.select({ id: t.id }).from(t).where(newestOf(read))).map(({ id }) => id);
	const before = kept.byId;
	const unread = ids.filter((id) => !before.has(id));
	const fresh = new Map<string, ResultSummary>();
	for (let at = 0; at < unread.length; at += BODIES_AT_ONCE) {
		const some = unread.slice(at, at + BODIES_AT_ONCE);
		const rows = await read.select(select(read)).from(t).where(inArray(t.id, some));
		for (const row of rows) fresh.set(row.id, summaryOf(toKept(row)));
	}
	const all = ids.flatMap((id) => before.get(id) ?? fresh.get(id) ?? []);
	kept.byId = new Map(all.map((row) => [row.id, row]));
	return all;
}

function summaryOf({ id, radiologistId, rule, result, body }: KeptResult): ResultSummary {
	const { isHeld, shortBy, missing, window, pace } = body;
	const { verified } = body.rule;
	return {
		id,
		radiologistId,
		rule,
		result,
		isHeld,
		shortBy,
		missing,
		window,
		verified,
		pace: pace?.status ?? null
	};
}

/** Every result of a person, the newest first. */
export async function resultHistory(
	read: ReadHandle,
	radiologistId: string,
	most: number
): Promise<KeptResult[]> {
	const { cmeResults: t } = read.tables;
	const rows = await read
		.select(select(read))
		.from(t)
		.where(eq(t.radiologistId, radiologistId))
		.orderBy(sql`${t.computedAt} desc`, sql`${t.ordinal} desc`, t.rule)
		.limit(most);
	return rows.map(toKept);
}

/** What makes a result another one. Days that pass change it only where they change what it says. */
function signatureOf(body: KeptStanding): string {
	const { window, pace, ...rest } = body;
	const until = window && !isMoving(body) ? window.to : null;
	// PostgreSQL gives a stored body back with its keys in another order.
	return canonicalJson({ ...rest, pace: pace?.status ?? null, until });
}

/** A window that ends today moves with the days: that it does is no news. */
const moving = /^(ACR|MQSA|ABR|US-DEA)/;
const isMoving = ({ rule }: KeptStanding): boolean => moving.test(rule.id);

/**
 * Works out how people stand and keeps every result that is another than the one before, in the transaction of what changed. Old
 * results stay, each with the version of its rule. Gives how many were kept.
 */
export async function keepResults(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	ids: readonly string[]
): Promise<number> {
	return keepBy(app, write, { basis: await cmeBasis(write, app.clock), ids });
}

async function keepBy(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	{ basis, ids }: { basis: CmeBasis; ids: readonly string[] }
): Promise<number> {
	if (ids.length === 0) return 0;
	// Results of a person are counted: nobody else counts the same ones meanwhile.
	await lockEducationOf(write, ids);
	const before = new Map(
		(await latestResults(write, ids)).map((row) => [`${row.radiologistId} ${row.rule}`, row])
	);
	const at = app.clock.now();
	const rows: (typeof write.tables.cmeResults.$inferInsert)[] = [];
	const keep = (radiologistId: string, body: KeptStanding): void => {
		const key = `${radiologistId} ${body.rule.id}`;
		const last = before.get(key);
		before.delete(key);
		if (last && signatureOf(last.body) === signatureOf(body)) return;
		rows.push({
			id: app.ids(),
			radiologistId,
			rule: body.rule.id,
			ruleVersion: body.ruleVersion,
			ordinal: (last?.ordinal ?? 0) + 1,
			asOf: basis.asOf,
			result: body.result,
			body,
			computedAt: at
		});
	};
	for (const { person, held } of await standingsOf(write, basis, { clock: app.clock, ids }))
		for (const { standing } of held) keep(person.id, { ...standing, isHeld: true });
	// Who is no longer held to a rule has a result that says so.
	for (const last of [...before.values()])
		if (last.body.isHeld)
			keep(last.radiologistId, {
				...last.body,
				result: 'not-applicable',
				isHeld: false,
				missing: [],
				shortBy: {}
			});
	await write.insertRows(write.tables.cmeResults, rows);
	return rows.length;
}

const PEOPLE_A_TIME = 5;

/** Works everybody out anew, some people at a time: nothing else waits for long. Gives how many results were kept. */
export async function refreshCme(app: App): Promise<number> {
	const people = await cmePeople(app.db.read);
	let kept = 0;
	for (let from = 0; from < people.length; from += PEOPLE_A_TIME) {
		const ids = people.slice(from, from + PEOPLE_A_TIME).map(({ id }) => id);
		kept += await app.db.transaction((write) => keepResults(app, write, ids));
	}
	return kept;
}

/** Works out anew how somebody stands, or everybody: a record of theirs or the rules have changed. May run more than once. */
const refresh: Job<{ radiologistId: string | null }> = {
	...refreshCmeJob,
	retries: 8,
	run: async (app, { radiologistId }) => {
		if (radiologistId === null) await refreshCme(app);
		else await app.db.transaction((write) => keepResults(app, write, [radiologistId]));
		return ok(null);
	}
};

/** The work of continuing education in the queue. */
export const cmeJobs: readonly AnyJob[] = [refresh];
