import { and, eq, inArray, not, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { isOwn, isTold } from '#lib/features/reads/own-reads.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Which reads somebody may handle the consequences of, in a query over `reads`: none that they judge or judged, and none of their
 * own before they were told of its review, nor from their rebuttal on until they may read its answer: what changes with the answer
 * would tell its hour. Undefined where nothing is closed to them.
 */
export function handleable(read: ReadHandle, actor: Actor, now: Instant): SQL | undefined {
	return and(unseenReads(read, actor) ?? undefined, ownOnlyWhenTold(read, actor, now));
}

function ownOnlyWhenTold(read: ReadHandle, { radiologistId }: Actor, now: Instant): SQL | undefined {
	if (radiologistId === null) return undefined;
	const { cases, reads } = read.tables;
	const untold = read
		.select({ one: sql`1` })
		.from(cases)
		.where(and(eq(cases.readId, reads.id), not(isTold(read, now))));
	return or(not(isOwn(read, radiologistId)), sql`not exists ${untold}`);
}

/**
 * Whether a read of the query is the actor's own, signed or co-signed. Of these they learn no hour at which a review went on: what
 * happened by itself is told by its UTC day.
 */
export function isOwnRead(read: ReadHandle, { radiologistId }: Actor): SQL<boolean> {
	return sql`case when ${isOwn(read, radiologistId ?? '')} then 1 else 0 end`.mapWith(Boolean);
}

/** Accounts that are not told of the consequences of a case: its reader, the co-signers, and who reviews or reviewed it. */
export async function closedTo(
	read: ReadHandle,
	{ caseId, readId }: { readonly caseId: string; readonly readId: string }
): Promise<ReadonlySet<string>> {
	const { assignments, readCoSigners, reads, users } = read.tables;
	const [owner] = await read.select({ id: reads.readerId }).from(reads).where(eq(reads.id, readId));
	const coSigners = await read
		.select({ id: readCoSigners.radiologistId })
		.from(readCoSigners)
		.where(eq(readCoSigners.readId, readId));
	const authors = [...(owner ? [owner] : []), ...coSigners].map(({ id }) => id);
	const own = authors.length
		? await read.select({ id: users.id }).from(users).where(inArray(users.radiologistId, authors))
		: [];
	const reviewers = await read
		.select({ id: assignments.reviewerId })
		.from(assignments)
		.where(eq(assignments.caseId, caseId));
	return new Set([...own, ...reviewers].map(({ id }) => id));
}
