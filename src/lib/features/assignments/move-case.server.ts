import { and, eq } from 'drizzle-orm';
import { isCaseState, stateAfter, type CaseEvent, type CaseState } from '#lib/core/case/life.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

type CaseChange = Partial<WriteHandle['tables']['cases']['$inferInsert']>;

/** What became of a case: each event is to be recorded once, as `core/case/recorded.ts` says. */
export type Moved = {
	readonly from: CaseState;
	readonly to: CaseState;
	readonly events: readonly CaseEvent[];
};

/**
 * Takes a case through events of its life and sets what goes with them. Fails when an event is not possible, or when
 * somebody else moved the case meanwhile: the state it was read in is part of the condition.
 */
export async function moveCase(
	write: WriteHandle,
	caseId: string,
	events: readonly CaseEvent[],
	change: CaseChange = {}
): Promise<Result<Moved, 'not-in-state'>> {
	const { cases } = write.tables;
	const [row] = await write.select({ state: cases.state }).from(cases).where(eq(cases.id, caseId));
	if (!row || !isCaseState(row.state)) return err('not-in-state');
	const to = stateAfter(row.state, events);
	if (to === null) return err('not-in-state');
	const moved = await write
		.update(cases)
		.set({ ...change, state: to })
		.where(and(eq(cases.id, caseId), eq(cases.state, row.state)))
		.returning({ id: cases.id });
	return moved.length === 1 ? ok({ from: row.state, to, events }) : err('not-in-state');
}
