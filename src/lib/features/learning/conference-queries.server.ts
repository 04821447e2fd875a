import { and, asc, count, desc, eq, inArray, lt, or } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { isEarly } from '#lib/core/learning/early.ts';
import type { LearningFacts } from '#lib/core/learning/anonymous.ts';
import {
	conferenceStatuses,
	learningKinds,
	memberOf,
	type ConferenceStatus,
	type LearningKind
} from '#lib/core/learning/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { examinationColumns, factsOf } from './case-queries.server.ts';
import { learningImages, type LearningImages } from './door.server.ts';

const PAGE_ROWS = 50;

export type ConferenceItem = {
	readonly id: string;
	readonly title: string;
	readonly place: string;
	readonly startsAt: Instant;
	readonly status: ConferenceStatus;
	readonly cases: number;
	readonly attended: number;
	readonly isSent: boolean;
};

function itemColumns(read: ReadHandle) {
	const { conferences } = read.tables;
	return {
		id: conferences.id,
		title: conferences.title,
		place: conferences.place,
		startsAt: conferences.startsAt,
		status: conferences.status,
		sentAt: conferences.sentAt
	};
}

/** Meetings, the latest first; `open` gives those still to come or running, the next first. */
export async function conferenceList(
	read: ReadHandle,
	{ open = false, after = null }: { readonly open?: boolean; readonly after?: string | null }
): Promise<{ items: ConferenceItem[]; nextCursor: string | null }> {
	const { attendances, conferenceCases, conferences } = read.tables;
	const [last] =
		after === null
			? []
			: await read.select({ at: conferences.startsAt }).from(conferences).where(eq(conferences.id, after));
	const rows = await read
		.select(itemColumns(read))
		.from(conferences)
		.where(
			and(
				open ? inArray(conferences.status, ['planned', 'running']) : undefined,
				last &&
					or(
						lt(conferences.startsAt, last.at),
						and(eq(conferences.startsAt, last.at), lt(conferences.id, after ?? ''))
					)
			)
		)
		.orderBy(...(open ? [asc(conferences.startsAt)] : [desc(conferences.startsAt), desc(conferences.id)]))
		.limit(PAGE_ROWS + 1);
	const ids = rows.map(({ id }) => id);
	const cases = ids.length
		? await read
				.select({ id: conferenceCases.conferenceId, n: count() })
				.from(conferenceCases)
				.where(inArray(conferenceCases.conferenceId, ids))
				.groupBy(conferenceCases.conferenceId)
		: [];
	const present = ids.length
		? await read
				.select({ id: attendances.conferenceId, n: count() })
				.from(attendances)
				.where(inArray(attendances.conferenceId, ids))
				.groupBy(attendances.conferenceId)
		: [];
	const items = rows.slice(0, PAGE_ROWS).map(({ sentAt, ...row }) => ({
		...row,
		status: memberOf(conferenceStatuses, row.status),
		cases: cases.find(({ id }) => id === row.id)?.n ?? 0,
		attended: present.find(({ id }) => id === row.id)?.n ?? 0,
		isSent: sentAt !== null
	}));
	return { items, nextCursor: rows.length > PAGE_ROWS ? (items.at(-1)?.id ?? null) : null };
}

/** A case of a meeting as everybody there sees it: no reader, no submitter, no score. */
export type ConferenceCase = {
	readonly id: string;
	readonly kind: LearningKind;
	readonly title: string;
	readonly story: string;
	readonly question: string;
	/** Prepared before the meeting. */
	readonly learningPoints: string;
	/** Taken away by the meeting. */
	readonly learningPoint: string;
	readonly facts: LearningFacts | null;
	readonly isShown: boolean;
	readonly images: LearningImages | null;
};

export type Conference = ConferenceItem & {
	readonly endedAt: Instant | null;
	/** To begin it now, somebody must say that it is meant. */
	readonly isEarly: boolean;
	/** Empty for participants until the meeting has begun. */
	readonly programme: readonly ConferenceCase[];
	/** The person asking was there. */
	readonly isPresent: boolean;
	readonly mayManage: boolean;
	/** Who was there, for those who manage; nobody else is told. */
	readonly present: readonly string[];
};

/** One meeting. Its cases are for those who manage, and for everybody once it has begun. */
export async function conference(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	id: string
): Promise<Result<Conference, 'conference-not-found'>> {
	const { read } = app.db;
	const { attendances, conferences } = read.tables;
	const [row] = await read
		.select({ ...itemColumns(read), endedAt: conferences.endedAt })
		.from(conferences)
		.where(eq(conferences.id, id));
	if (!row) return err('conference-not-found');
	const { sentAt, ...item } = row;
	const status = memberOf(conferenceStatuses, row.status);
	const mayManage = may(actor, 'learning.manage');
	const programme = maySee(actor, status) ? await programmeOf(app, id) : [];
	const present = await read
		.select({ userId: attendances.userId })
		.from(attendances)
		.where(eq(attendances.conferenceId, id));
	return ok({
		...item,
		status,
		cases: programme.length,
		attended: present.length,
		isSent: sentAt !== null,
		programme,
		isEarly: isEarly(row, app.clock.now()),
		isPresent: present.some(({ userId }) => userId === actor.id),
		mayManage,
		present: mayManage ? present.map(({ userId }) => userId) : []
	});
}

/** Whether this person may see the cases of a meeting in this state. */
export function maySee(actor: Actor, status: ConferenceStatus): boolean {
	return may(actor, 'learning.manage') || status === 'running' || status === 'held';
}

async function programmeOf(app: App, id: string): Promise<ConferenceCase[]> {
	const { read } = app.db;
	const { conferenceCases, learningCases, reads } = read.tables;
	const rows = await read
		.select({
			id: learningCases.id,
			kind: learningCases.kind,
			title: learningCases.title,
			story: learningCases.story,
			question: learningCases.question,
			learningPoints: learningCases.learningPoints,
			learningPoint: conferenceCases.learningPoint,
			shownAt: conferenceCases.shownAt,
			readId: learningCases.readId,
			...examinationColumns(read)
		})
		.from(conferenceCases)
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(eq(conferenceCases.conferenceId, id))
		.orderBy(asc(conferenceCases.position), asc(learningCases.id));
	return Promise.all(
		rows.map(async (row) => ({
			id: row.id,
			kind: memberOf(learningKinds, row.kind),
			title: row.title,
			story: row.story,
			question: row.question,
			learningPoints: row.learningPoints,
			learningPoint: row.learningPoint,
			facts: factsOf(row),
			isShown: row.shownAt !== null,
			images: await learningImages(app, row.id, row.readId)
		}))
	);
}
