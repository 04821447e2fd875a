import { and, asc, desc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { LearningFacts } from '#lib/core/learning/anonymous.ts';
import {
	learningKinds,
	learningStatuses,
	memberOf,
	setAsideReasons,
	type LearningKind,
	type SetAsideReason
} from '#lib/core/learning/kinds.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { examinationColumns, factsOf, type Submission } from './case-queries.server.ts';

const MOST_SUBMISSIONS = 50;

/** An own submission and what became of it. */
export type OwnSubmission = Pick<Submission, 'id' | 'kind' | 'status' | 'title' | 'submittedOn'> & {
	readonly setAsideReason: SetAsideReason | null;
};

/** What a person submitted, newest first; at most 50. */
export async function ownSubmissions(read: ReadHandle, actor: Pick<Actor, 'id'>): Promise<OwnSubmission[]> {
	const { learningCases } = read.tables;
	const rows = await read
		.select({
			id: learningCases.id,
			kind: learningCases.kind,
			status: learningCases.status,
			title: learningCases.title,
			submittedAt: learningCases.submittedAt,
			setAsideReason: learningCases.setAsideReason
		})
		.from(learningCases)
		.where(eq(learningCases.submittedBy, actor.id))
		.orderBy(desc(learningCases.submittedAt), desc(learningCases.id))
		.limit(MOST_SUBMISSIONS);
	return rows.map((row) => ({
		id: row.id,
		kind: memberOf(learningKinds, row.kind),
		status: memberOf(learningStatuses, row.status),
		title: row.title,
		submittedOn: startOfUtcDay(row.submittedAt),
		setAsideReason: row.setAsideReason === null ? null : memberOf(setAsideReasons, row.setAsideReason)
	}));
}

/** A case of an own read that is to be shown, with what its radiologist may ask. */
export type ChosenCase = {
	readonly id: string;
	readonly kind: LearningKind;
	readonly title: string;
	readonly story: string;
	readonly facts: LearningFacts | null;
	/** When it is to be shown; null once it was taken off. */
	readonly startsAt: Instant | null;
	readonly isObjected: boolean;
	readonly answer: string | null;
};

/** Cases of a radiologist's own reads that are on a meeting still to come, or about which they asked something. */
export async function chosenCases(
	read: ReadHandle,
	actor: Pick<Actor, 'radiologistId'>
): Promise<ChosenCase[]> {
	const { conferenceCases, conferences, learningCases, reads } = read.tables;
	if (actor.radiologistId === null) return [];
	const rows = await read
		.select({
			id: learningCases.id,
			kind: learningCases.kind,
			title: learningCases.title,
			story: learningCases.story,
			status: learningCases.status,
			objectedAt: learningCases.objectedAt,
			answer: learningCases.objectionAnswer,
			startsAt: conferences.startsAt,
			...examinationColumns(read)
		})
		.from(learningCases)
		.innerJoin(reads, eq(reads.id, learningCases.readId))
		.leftJoin(conferenceCases, eq(conferenceCases.learningCaseId, learningCases.id))
		.leftJoin(
			conferences,
			and(eq(conferences.id, conferenceCases.conferenceId), eq(conferences.status, 'planned'))
		)
		.where(
			and(
				eq(reads.readerId, actor.radiologistId),
				inArray(learningCases.status, ['accepted', 'set-aside']),
				or(isNotNull(conferences.id), isNotNull(learningCases.objectedAt))
			)
		)
		.orderBy(asc(learningCases.id));
	const byId = new Map<string, ChosenCase>();
	for (const row of rows) {
		const known = byId.get(row.id);
		if (known && known.startsAt !== null) continue;
		byId.set(row.id, {
			id: row.id,
			kind: memberOf(learningKinds, row.kind),
			title: row.title,
			story: row.story,
			facts: factsOf(row),
			startsAt: row.status === 'accepted' ? row.startsAt : null,
			isObjected: row.objectedAt !== null,
			answer: row.answer
		});
	}
	const when = ({ startsAt }: ChosenCase): number => startsAt ?? Number.MAX_SAFE_INTEGER;
	return [...byId.values()].sort((a, b) => when(a) - when(b));
}
