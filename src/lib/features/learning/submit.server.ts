import { and, count, desc, eq, gte, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, startOfUtcDay, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { makeLearningFacts, type LearningFacts } from '#lib/core/learning/anonymous.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { managerRoles } from './people.server.ts';
import type { SubmitInput } from './schemas.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

const RECENT_DAYS = 60;
const RECENT_READS = 100;

/** An own read to choose from. */
export type OwnRead = {
	readonly readId: string;
	readonly facts: LearningFacts;
	/** Start of the UTC day on which it was signed. */
	readonly signedOn: Instant;
};

/** The signed reads of a radiologist of the last sixty days, latest first; none for everybody else. */
export async function ownRecentReads(
	read: ReadHandle,
	actor: Pick<Actor, 'radiologistId'>,
	now: Instant
): Promise<OwnRead[]> {
	const { reads } = read.tables;
	if (actor.radiologistId === null) return [];
	const rows = await read
		.select({
			readId: reads.id,
			signedAt: reads.finalAt,
			modality: reads.modality,
			bodyRegion: reads.bodyRegion,
			procedure: reads.procedure,
			ageYears: reads.ageYears,
			sex: reads.sex
		})
		.from(reads)
		.where(
			and(
				eq(reads.readerId, actor.radiologistId),
				gte(reads.finalAt, now - RECENT_DAYS * DAY_MS),
				inArray(reads.status, ['current', 'corrected'])
			)
		)
		.orderBy(desc(reads.finalAt), desc(reads.id))
		.limit(RECENT_READS);
	return rows.map((row) => ({
		readId: row.readId,
		facts: makeLearningFacts(row),
		signedOn: startOfUtcDay(row.signedAt ?? now)
	}));
}

/** An id of a learning case: unlike those of other rows it tells no time, because participants see it. */
export function learningCaseId(app: Pick<App, 'secrets'>, of: string): string {
	return app.secrets.pseudonym('learning-case', of).toString('hex').slice(0, 32);
}

/**
 * Takes a submission, its texts scrubbed before they are kept. The same person's same words of one day are one submission,
 * however often the form is sent.
 */
export async function submitLearning(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	input: SubmitInput
): Promise<Result<{ id: string; replaced: number }, 'read-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string; replaced: number }, 'read-not-found'>> => {
			const { readId, kind, title, story, learningPoints } = input;
			if (readId !== null && !(await isOwnRead(write, actor, readId))) return err('read-not-found');
			const known = await namesToScrub(write, readId);
			const { texts, replaced } = scrubTexts({ title, story, learningPoints }, known);
			const id = learningCaseId(app, JSON.stringify([actor.id, toUtcDay(now), readId, kind, title, story]));
			const { learningCases } = write.tables;
			const added = await write
				.insert(learningCases)
				.values({
					id,
					readId,
					kind,
					source: readId === null ? input.source : 'own',
					submittedBy: actor.id,
					...texts,
					factors: [],
					status: 'submitted',
					submittedAt: now
				})
				.onConflictDoNothing()
				.returning({ id: learningCases.id });
			if (added.length === 0) return ok({ id, replaced });
			await tellManagers(write, app, now);
			await recordAudit(write, {
				type: 'learning.submitted',
				subjectId: id,
				facts: { kind },
				at: now,
				actor
			});
			return ok({ id, replaced });
		}
	);
}

/** Tells those who curate, once a day, how many submissions wait. */
export async function tellManagers(write: WriteHandle, app: Pick<App, 'ids'>, now: Instant): Promise<void> {
	const { learningCases } = write.tables;
	const [row] = await write
		.select({ n: count() })
		.from(learningCases)
		.where(eq(learningCases.status, 'submitted'));
	await notify(write, { ids: app.ids, now }, await holdersOf(write, managerRoles), {
		kind: 'learning.submitted',
		facts: { n: row?.n ?? 0 },
		path: '/learning/cases',
		onceKey: `learning.submitted:${toUtcDay(now)}`
	});
}

async function isOwnRead(
	read: ReadHandle,
	actor: Pick<Actor, 'radiologistId'>,
	readId: string
): Promise<boolean> {
	const { reads } = read.tables;
	const [row] = await read.select({ readerId: reads.readerId }).from(reads).where(eq(reads.id, readId));
	return row !== undefined && row.readerId === actor.radiologistId;
}
