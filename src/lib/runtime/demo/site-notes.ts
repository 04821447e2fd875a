import { asc, eq, inArray } from 'drizzle-orm';
import { hashText, makeRandom } from '#lib/core/demo/random.ts';
import { DAY_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

const words: Readonly<Record<string, string>> = {
	motion: 'Repeat the blurred series before the patient leaves the table.',
	coverage: 'Please include the whole region of the order.',
	positioning: 'Please centre the patient; one side is cut off.',
	'contrast-timing': 'Scan later after the injection.',
	'wrong-protocol': 'The question needs the other protocol.',
	'series-missing': 'Please send the thin series too.'
};
const answers = [
	'Discussed with the technologists of that shift.',
	'The protocol was changed.',
	'The device was checked; a service call is open.'
];

const COMMENT_SHARE = 0.6;
/** The newest notes, which nobody has taken up, and those before them that are with the site. */
const OPEN = 6;
const WITH_THE_SITE = 8;

/** What hampered the images of a review in which they were not adequate; follows from the review's id. */
export function demoImageIssues(reviewId: string, imageQuality: string): string[] {
	if (imageQuality === 'adequate') return [];
	const { imageIssues } = defaultTaxonomy;
	return [makeRandom(hashText(`issue ${reviewId}`)).pick(imageIssues).code];
}

/** Notes to sites in the demo group, one for each review that found the images wanting: the newest open, the older ones answered. */
export async function writeDemoSiteNotes(
	{ app, cutAt, hex }: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const { cases, reads, reviews } = app.db.read.tables;
	const found = await app.db.read
		.select({
			reviewId: reviews.id,
			readId: reads.id,
			facilityId: reads.facilityId,
			modality: reads.modality,
			imageQuality: reviews.imageQuality,
			issues: reviews.imageIssues,
			submittedAt: reviews.submittedAt
		})
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(inArray(reviews.imageQuality, ['limited', 'inadequate']))
		.orderBy(asc(reviews.submittedAt), asc(reviews.id));
	const rows = found.map(({ submittedAt, ...note }, at): Tables['siteNotes']['$inferInsert'] => {
		const random = makeRandom(hashText(`note ${note.reviewId}`));
		const said = words[note.issues[0] ?? ''];
		const raisedAt = startOfUtcDay(submittedAt);
		const id = hex(16);
		const row = {
			...note,
			id,
			comment: said !== undefined && random.next() < COMMENT_SHARE ? said : '',
			status: 'open',
			raisedAt,
			answer: null,
			answeredBy: null,
			answeredAt: null
		};
		const answeredBy = people.coordinatorId;
		const answeredAt = Math.min(raisedAt + Math.round((1 + 3 * random.next()) * DAY_MS), cutAt);
		const newer = found.length - 1 - at;
		if (newer < OPEN) return row;
		const status = newer < OPEN + WITH_THE_SITE ? 'acknowledged' : 'closed';
		audit.add({
			type: 'site-note.answered',
			subjectId: id,
			actorId: answeredBy,
			at: answeredAt,
			facts: { status }
		});
		const answer = status === 'closed' ? random.pick(answers) : null;
		return { ...row, status, answer, answeredBy, answeredAt };
	});
	await app.db.transaction((write) => write.insertRows(write.tables.siteNotes, rows));
}
