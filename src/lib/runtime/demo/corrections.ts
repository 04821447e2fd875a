import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso, type Instant } from '#lib/core/instant.ts';
import { correctionIdOf } from '#lib/core/corrections/correction-id.ts';
import { defaultCorrectionPolicy } from '#lib/core/corrections/policy.ts';
import { dueAtOf } from '#lib/core/corrections/clock.ts';
import type { CorrectionReason, InformingWay } from '#lib/core/corrections/life.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import { writeDemoAddenda } from './correction-addenda.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

type Row = Tables['corrections']['$inferInsert'];
type Found = {
	readonly caseId: string;
	readonly readId: string;
	readonly comment: string | null;
	readonly submittedAt: Instant;
};

const receivers = [
	'Dr. Okafor, emergency physician',
	'Dr. Lindqvist, hospitalist',
	'Charge nurse Bell, emergency department',
	'Dr. Farrow, surgeon on call'
];
const closings = [
	'The facility keeps the addendum in its own system.',
	'The patient was called back and treated; the report of the treating team says so.',
	'A later examination reported the finding.'
];
const needless = 'The treating team knew of the finding and had acted on it.';

/** Of settled corrections, the share that nobody had to be told of. */
const NEEDLESS_SHARE = 0.08;
const BY_HAND_HOURS = 2;
/** Of the last corrections that ended, so many have an addendum, unless nobody had to be told. */
const ADDENDA = 4;

/**
 * The way back to the facilities in the demo group: every clinically significant score of the past opened a correction; at the data
 * cut one is opened by hand a moment ago, one is overdue, one waits for its receipt, and those before are closed, the last of them
 * with an addendum.
 */
export async function writeDemoCorrections(
	seeding: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const { app, cutAt, group } = seeding;
	const significant = await significantReviews(seeding, ['2b', '3b']);
	const random = makeRandom(group.seed, hashText('corrections'));
	const rows: Row[] = [];
	const work: Work = { seeding, people, audit, random };
	const late = significant.findLastIndex(({ submittedAt }) => submittedAt < cutAt - 1.2 * DAY_MS);
	for (const [at, found] of significant.entries()) {
		const isInformed = at === late - 1 || at > late;
		if (at === late) rows.push(overdue(work, found));
		else
			rows.push(
				settled(work, found, isInformed ? 'informed' : at >= late - 1 - ADDENDA ? 'amended' : 'ended')
			);
	}
	const [other] = await significantReviews(seeding, ['3a']).then((all) => all.toReversed());
	if (other) {
		const openedAt = cutAt - BY_HAND_HOURS * HOUR_MS;
		rows.push(opened(work, { ...other, submittedAt: openedAt }, 'coordinator'));
	}
	const addenda = rows.flatMap(({ readId, addendumReadId: id, addendumAt: at }) =>
		id && at ? [{ id, readId, at }] : []
	);
	await app.db.transaction(async (write) => {
		await writeDemoAddenda(seeding, write, { addenda, audit });
		await write.insertRows(write.tables.corrections, rows);
	});
}

/** First reviews of the past with these scores, in order. */
async function significantReviews({ app }: Seeding, scores: readonly string[]): Promise<Found[]> {
	const { cases, reviews } = app.db.read.tables;
	return app.db.read
		.select({
			caseId: cases.id,
			readId: cases.readId,
			comment: reviews.comment,
			submittedAt: reviews.submittedAt
		})
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.where(
			and(
				eq(reviews.ordinal, 1),
				inArray(reviews.score, [...scores]),
				isNotNull(reviews.comment),
				ne(cases.state, 'withdrawn')
			)
		)
		.orderBy(asc(reviews.submittedAt), asc(reviews.id));
}

type Work = {
	readonly seeding: Seeding;
	readonly people: People;
	readonly audit: PastAudit;
	readonly random: Random;
};

// Rows that are written together have the same columns.
const untouched = {
	status: 'open',
	informedAt: null,
	informedBy: null,
	informedWhom: null,
	informedHow: null,
	receivedAt: null,
	receivedFrom: null,
	addendumReadId: null,
	addendumAt: null,
	closedAt: null,
	closedBy: null,
	closingWords: null,
	alarmedAt: null
} as const satisfies Partial<Row>;

function opened({ people, audit }: Work, found: Found, because: CorrectionReason) {
	const { caseId, readId, comment, submittedAt: openedAt } = found;
	const id = correctionIdOf(caseId);
	const dueAt = dueAtOf(because, openedAt, defaultCorrectionPolicy);
	const actorId = because === 'coordinator' ? people.coordinatorId : null;
	const facts = { because, dueAt: toIso(dueAt) };
	audit.add({ type: 'correction.opened', subjectId: id, actorId, at: openedAt, facts });
	const finding = comment ?? '';
	return { ...untouched, id, caseId, readId, openedBecause: because, finding, openedAt, dueAt };
}

function overdue(work: Work, found: Found): Row {
	const row = opened(work, found, 'score');
	work.audit.add({ type: 'correction.overdue', subjectId: row.id, actorId: null, at: row.dueAt, facts: {} });
	return { ...row, alarmedAt: row.dueAt };
}

/** A correction of which the facility was informed, and unless it still waits for the receipt, one that has ended. */
function settled(work: Work, found: Found, standing: 'informed' | 'amended' | 'ended'): Row {
	const isWaiting = standing === 'informed';
	const { seeding, people, audit, random } = work;
	const row = opened(work, found, 'score');
	const about = { subjectId: row.id, actorId: people.coordinatorId };
	const { cutAt } = seeding;
	const share = random.next() ** 2;
	if (!isWaiting && random.next() < NEEDLESS_SHARE) {
		const closedAt = Math.min(Math.round(row.openedAt + (20 + 300 * share) * MINUTE_MS), cutAt);
		audit.add({ type: 'correction.closed', ...about, at: closedAt, facts: { outcome: 'not-needed' } });
		return { ...row, status: 'not-needed', closedAt, closedBy: about.actorId, closingWords: needless };
	}
	const soonest = Math.round(row.openedAt + (15 + 1500 * share) * MINUTE_MS);
	const informedAt = Math.max(row.openedAt, Math.min(soonest, cutAt - MINUTE_MS));
	const how: InformingWay = random.next() < 0.75 ? 'telephone' : 'secure-message';
	const whom = random.pick(receivers);
	const isLate = informedAt > row.dueAt;
	audit.add({ type: 'correction.informed', ...about, at: informedAt, facts: { how, isLate } });
	const informed = {
		...row,
		status: 'informed',
		informedAt,
		informedBy: about.actorId,
		informedWhom: whom,
		informedHow: how
	};
	if (isWaiting) return informed;
	const receivedAt = Math.min(Math.round(informedAt + (1 + 90 * random.next()) * MINUTE_MS), cutAt);
	const closedAt = Math.min(Math.round(receivedAt + (0.2 + 3 * random.next()) * DAY_MS), cutAt);
	const closingWords = random.pick(closings);
	audit.add({ type: 'correction.received', ...about, at: receivedAt, facts: {} });
	const closed = {
		...informed,
		status: 'closed',
		receivedAt,
		receivedFrom: whom,
		closedAt,
		closedBy: about.actorId
	};
	if (standing === 'ended') {
		audit.add({ type: 'correction.closed', ...about, at: closedAt, facts: { outcome: 'without-addendum' } });
		return { ...closed, closingWords };
	}
	const addendumAt = Math.round((receivedAt + closedAt) / 2);
	const addendumReadId = seeding.idAt(addendumAt);
	audit.add(
		{
			type: 'correction.addendum-linked',
			subjectId: row.id,
			actorId: null,
			at: addendumAt,
			facts: { readId: addendumReadId }
		},
		{ type: 'correction.closed', ...about, at: closedAt, facts: { outcome: 'with-addendum' } }
	);
	return { ...closed, addendumReadId, addendumAt };
}
