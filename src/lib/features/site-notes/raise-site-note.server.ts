import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { eq } from 'drizzle-orm';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { scrubReport } from '#lib/core/text/scrub.ts';
import { judgesOf } from '#lib/features/corrections/open-correction.server.ts';
import { knownFactsOf } from '#lib/features/reads/known-facts.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

export type RaiseSiteNote = {
	readonly reviewId: string;
	readonly readId: string;
	/** adequate | limited | inadequate, or null where the reviewer did not say. */
	readonly imageQuality: string | null;
	/** Codes of the taxonomy. */
	readonly issues: readonly string[];
	readonly comment: string | null;
	readonly now: Instant;
};

/**
 * Keeps what a review says of the images for those who made them; nothing where it has nothing to say. Names and numbers of the
 * case are taken out of the words for good, also the reviewer's.
 */
export async function raiseSiteNote(
	write: WriteHandle,
	_app: Pick<App, 'ids'>,
	{ reviewId, readId, imageQuality, issues, comment, now }: RaiseSiteNote
): Promise<void> {
	const words = comment?.trim() ?? '';
	const isFine = imageQuality === null || imageQuality === 'adequate';
	if (isFine && issues.length === 0 && words === '') return;
	const { reads, siteNotes } = write.tables;
	const [row] = await write
		.select({ facilityId: reads.facilityId, modality: reads.modality })
		.from(reads)
		.where(eq(reads.id, readId));
	if (!row) throw new Error('a note about a read that does not exist');
	await write
		.insert(siteNotes)
		.values({
			id: noteIdOf(reviewId),
			facilityId: row.facilityId,
			modality: row.modality,
			reviewId,
			readId,
			imageQuality,
			issues: [...new Set(issues)],
			comment: words === '' ? '' : await scrubWords(write, words, { reviewId, readId }),
			status: 'open',
			// The hour would tell who reviewed.
			raisedAt: startOfUtcDay(now)
		})
		.onConflictDoNothing();
}

/** Follows from the review, so that one review makes one note, and unlike other ids tells nobody at what hour it was made. */
function noteIdOf(reviewId: string): string {
	return bytesToHex(sha256(utf8ToBytes(`site-note ${reviewId}`))).slice(0, 32);
}

async function scrubWords(
	read: ReadHandle,
	words: string,
	{ reviewId, readId }: { reviewId: string; readId: string }
): Promise<string> {
	const { reviews } = read.tables;
	const known = await knownFactsOf(read, readId);
	const [review] = await read
		.select({ caseId: reviews.caseId })
		.from(reviews)
		.where(eq(reviews.id, reviewId));
	const judges = review ? await judgesOf(read, review.caseId) : { names: [], codes: [] };
	const facts = {
		...known,
		people: [...known.people, ...judges.names],
		identifiers: [...(known.identifiers ?? []), ...judges.codes]
	};
	return scrubReport(words, facts).text;
}
