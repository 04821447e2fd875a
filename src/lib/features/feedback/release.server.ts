import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import { nextState } from '#lib/core/case/life.ts';
import { accountOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';

/** Cases released in one transaction: a weekly batch of a large group, and few enough that reviewers need not wait. */
const BATCH = 2000;
const LOOKUP = 500;

/**
 * Releases the outcomes whose time has come, and tells each reader once how many there are. Readers see an outcome from its time on
 * even where nothing runs this: here it becomes a step in the life of the case.
 * @returns cases released
 */
export async function releaseFeedback(app: App): Promise<number> {
	let released = 0;
	let batch: number;
	do {
		batch = await releaseBatch(app);
		released += batch;
	} while (batch === BATCH);
	return released;
}

async function releaseBatch(app: App): Promise<number> {
	const now = app.clock.now();
	const next = nextState('final', 'release');
	if (next === null) throw new Error('a final case that cannot be released');
	return app.db.transaction(async (write) => {
		const { cases, reads } = write.tables;
		const due = await write
			.select({ caseId: cases.id, readerId: reads.readerId })
			.from(cases)
			.innerJoin(reads, eq(reads.id, cases.readId))
			.where(and(eq(cases.state, 'final'), isNotNull(cases.releasedAt), lte(cases.releasedAt, now)))
			.orderBy(asc(cases.id))
			.limit(BATCH);
		const moved = new Set<string>();
		for (let at = 0; at < due.length; at += LOOKUP) {
			const ids = due.slice(at, at + LOOKUP).map(({ caseId }) => caseId);
			const rows = await write
				.update(cases)
				.set({ state: next })
				// Another worker, or the reader's own answer, may have released some of them meanwhile.
				.where(and(inArray(cases.id, ids), eq(cases.state, 'final')))
				.returning({ id: cases.id });
			for (const { id } of rows) moved.add(id);
		}
		const released = due.filter(({ caseId }) => moved.has(caseId));
		for (const [readerId, own] of Map.groupBy(released, (one) => one.readerId)) {
			const account = await accountOf(write, readerId);
			if (account === null) continue;
			await notify(write, { ids: app.ids, now }, [account], {
				kind: 'feedback.released',
				facts: { n: own.length },
				path: '/feedback'
			});
		}
		const entries = released.map(({ caseId }): AuditEntry => ({
			type: 'feedback.released',
			subjectId: caseId,
			facts: {},
			at: now,
			actor: null
		}));
		await recordAudit(write, ...entries);
		return due.length;
	});
}
