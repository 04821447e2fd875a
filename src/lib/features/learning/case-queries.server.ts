import { and, asc, desc, eq, lt, or } from 'drizzle-orm';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { makeLearningFacts, type LearningFacts } from '#lib/core/learning/anonymous.ts';
import {
	conferenceStatuses,
	learningKinds,
	learningSources,
	learningStatuses,
	memberOf,
	setAsideReasons,
	type ConferenceStatus,
	type LearningKind,
	type LearningSource,
	type LearningStatus,
	type SetAsideReason
} from '#lib/core/learning/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { learningImages, type LearningImages } from './door.server.ts';

const PAGE_ROWS = 50;

/** A submission in the list of those who curate. */
export type Submission = {
	readonly id: string;
	readonly kind: LearningKind;
	readonly source: LearningSource;
	readonly status: LearningStatus;
	readonly title: string;
	/** What was examined; null for a story without images. */
	readonly facts: LearningFacts | null;
	/** Start of a UTC day. */
	readonly submittedOn: Instant;
	/** The radiologist asked for another case and has no answer yet. */
	readonly isObjected: boolean;
};

/** A case as those who curate see it. No score is in here, and none can be looked up from it. */
export type LearningCase = Submission & {
	readonly story: string;
	readonly question: string;
	readonly learningPoints: string;
	readonly setAsideReason: SetAsideReason | null;
	/** Who submitted it; null for what comes from reviews. */
	readonly submittedBy: string | null;
	readonly objection: { readonly text: string; readonly answer: string | null } | null;
	readonly images: LearningImages | null;
	/** The meetings that it is, was or will be on. */
	readonly conferences: readonly {
		readonly id: string;
		readonly title: string;
		readonly startsAt: Instant;
		readonly status: ConferenceStatus;
	}[];
};

/** Columns of a read from which its anonymous view is made; all null where there is no read. */
export function examinationColumns(read: ReadHandle) {
	const { reads } = read.tables;
	return {
		modality: reads.modality,
		bodyRegion: reads.bodyRegion,
		procedure: reads.procedure,
		ageYears: reads.ageYears,
		sex: reads.sex
	};
}

type ExaminationRow = {
	readonly modality: string | null;
	readonly bodyRegion: string | null;
	readonly procedure: string | null;
	readonly ageYears: number | null;
	readonly sex: string | null;
};

/** The anonymous view of a left-joined read; null where there is none. */
export function factsOf({
	modality,
	bodyRegion,
	procedure,
	ageYears,
	sex
}: ExaminationRow): LearningFacts | null {
	return modality === null ? null : makeLearningFacts({ modality, bodyRegion, procedure, ageYears, sex });
}

function submissionColumns(read: ReadHandle) {
	const { learningCases } = read.tables;
	return {
		id: learningCases.id,
		kind: learningCases.kind,
		source: learningCases.source,
		status: learningCases.status,
		title: learningCases.title,
		submittedAt: learningCases.submittedAt,
		objectedAt: learningCases.objectedAt,
		objectionAnswer: learningCases.objectionAnswer,
		...examinationColumns(read)
	};
}

type SubmissionRow = ExaminationRow & {
	readonly id: string;
	readonly kind: string;
	readonly source: string;
	readonly status: string;
	readonly title: string;
	readonly submittedAt: Instant;
	readonly objectedAt: Instant | null;
	readonly objectionAnswer: string | null;
};

function toSubmission(row: SubmissionRow): Submission {
	const status = memberOf(learningStatuses, row.status);
	return {
		id: row.id,
		kind: memberOf(learningKinds, row.kind),
		source: memberOf(learningSources, row.source),
		status,
		title: row.title,
		facts: factsOf(row),
		submittedOn: startOfUtcDay(row.submittedAt),
		isObjected: row.objectedAt !== null && row.objectionAnswer === null && status === 'accepted'
	};
}

/** A page of submissions in a state, newest first; the cursor is a submission's id. */
export async function submissions(
	read: ReadHandle,
	{ status, after }: { readonly status: LearningStatus; readonly after: string | null }
): Promise<{ items: Submission[]; nextCursor: string | null }> {
	const { learningCases, reads } = read.tables;
	const [last] =
		after === null
			? []
			: await read
					.select({ at: learningCases.submittedAt })
					.from(learningCases)
					.where(eq(learningCases.id, after));
	const rows = await read
		.select(submissionColumns(read))
		.from(learningCases)
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(
			and(
				eq(learningCases.status, status),
				last &&
					or(
						lt(learningCases.submittedAt, last.at),
						and(eq(learningCases.submittedAt, last.at), lt(learningCases.id, after ?? ''))
					)
			)
		)
		.orderBy(desc(learningCases.submittedAt), desc(learningCases.id))
		.limit(PAGE_ROWS + 1);
	const items = rows.slice(0, PAGE_ROWS).map(toSubmission);
	return { items, nextCursor: rows.length > PAGE_ROWS ? (items.at(-1)?.id ?? null) : null };
}

/** Accepted cases, oldest first: what a meeting may be made of. At most 200. */
export async function acceptedCases(read: ReadHandle): Promise<Submission[]> {
	const { learningCases, reads } = read.tables;
	const rows = await read
		.select(submissionColumns(read))
		.from(learningCases)
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(eq(learningCases.status, 'accepted'))
		.orderBy(asc(learningCases.submittedAt), asc(learningCases.id))
		.limit(200);
	return rows.map(toSubmission);
}

/** One case for those who curate. */
export async function learningCase(
	app: App,
	id: string
): Promise<Result<LearningCase, 'learning-case-not-found'>> {
	const { read } = app.db;
	const { conferenceCases, conferences, learningCases, reads, users } = read.tables;
	const [row] = await read
		.select({
			...submissionColumns(read),
			readId: learningCases.readId,
			story: learningCases.story,
			question: learningCases.question,
			learningPoints: learningCases.learningPoints,
			setAsideReason: learningCases.setAsideReason,
			objection: learningCases.objection,
			submittedBy: users.name
		})
		.from(learningCases)
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.leftJoin(users, eq(users.id, learningCases.submittedBy))
		.where(eq(learningCases.id, id));
	if (!row) return err('learning-case-not-found');
	const on = await read
		.select({
			id: conferences.id,
			title: conferences.title,
			startsAt: conferences.startsAt,
			status: conferences.status
		})
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(eq(conferenceCases.learningCaseId, id))
		.orderBy(desc(conferences.startsAt));
	return ok({
		...toSubmission(row),
		story: row.story,
		question: row.question,
		learningPoints: row.learningPoints,
		setAsideReason: row.setAsideReason === null ? null : memberOf(setAsideReasons, row.setAsideReason),
		submittedBy: row.submittedBy,
		objection: row.objectedAt === null ? null : { text: row.objection ?? '', answer: row.objectionAnswer },
		images: await learningImages(app, id, row.readId),
		conferences: on.map((conference) => ({
			...conference,
			status: memberOf(conferenceStatuses, conference.status)
		}))
	});
}
