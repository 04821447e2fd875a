import { and, eq, isNotNull } from 'drizzle-orm';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { openQuestions } from '#lib/features/committee/questions.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { demoPeople } from './accounts.ts';
import type { PastAudit } from './audit-log.ts';
import { PRESENT_DAYS } from './past-draws.ts';
import type { KeptStudies } from './images.ts';
import type { People } from './people.ts';
import { checkDemoPixels } from './pixel-checks.ts';
import { presentSamplingRules } from './policies.ts';
import { actorOf, freeMembers, reviewAs, voteAs, type GoTo, type OpenCase } from './present-acts.ts';
import type { Seeding } from './seeding.ts';

/** Days before the data cut at which the round is drawn, and up to which its reads are finished. */
const DRAWN_DAYS = 2;
/** Days before the draw whose reads it leaves for the next one, so that there is something to draw. */
const LEFT_DAYS = 2;
/** Cases of the demo radiologist that are decided and released, and cases that wait for the committee. */
const RELEASED = 2;
const IN_COMMITTEE = 3;
const CONCURRING = 1;

type Round = {
	readonly people: People;
	readonly audit: PastAudit;
	readonly kept: KeptStudies;
};

/**
 * The present round, by the product's own commands: a policy that draws every read with images, a draw, its assignment, and a
 * few reviews with marks on the finding: some wait for the committee, some are decided and released, most are open.
 */
export async function playPresentRound(seeding: Seeding, round: Round): Promise<void> {
	const { app, cutAt, setTime } = seeding;
	// What happened up to a moment is chained before what is done at that moment.
	const goTo: GoTo = async (at) => {
		await app.db.transaction((write) => round.audit.writeUntil(write, at));
		setTime(at);
	};
	const drawnAt = cutAt - DRAWN_DAYS * DAY_MS;
	await goTo(drawnAt - 2 * DAY_MS + 9 * HOUR_MS);
	const director = await actorOf(seeding, round.people.userIds.get(demoPeople.director) ?? '');
	getValue(await publishPolicy(app, director, { kind: 'sampling', body: presentSamplingRules, basedOn: 1 }));

	await goTo(drawnAt - DAY_MS + 8 * HOUR_MS);
	const coordinator = await actorOf(seeding, round.people.coordinatorId);
	await checkDemoPixels(seeding, coordinator, round.kept);
	const from = toUtcDay(cutAt - PRESENT_DAYS * DAY_MS);
	const through = toUtcDay(drawnAt - (1 + LEFT_DAYS) * DAY_MS);
	const draw = getValue(
		await commitDraw(app, coordinator, { label: `Reads with images, ${from} to ${through}`, from, through })
	);
	await goTo(drawnAt + 9 * HOUR_MS);
	getValue(await revealDraw(app, coordinator, draw.id));
	await playReviews(seeding, round, await openCases(seeding, draw.id), goTo);
	await goTo(cutAt);
}

/** The round's open cases with the study and the reviewer of each. */
async function openCases({ app }: Seeding, drawId: string): Promise<OpenCase[]> {
	const { cases, reads, radiologists, assignments } = app.db.read.tables;
	const rows = await app.db.read
		.select({
			caseId: cases.id,
			assignmentId: assignments.id,
			reviewerId: assignments.reviewerId,
			readId: reads.id,
			readerCode: radiologists.code,
			studyUid: reads.studyUid
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.innerJoin(assignments, and(eq(assignments.caseId, cases.id), eq(assignments.ordinal, 1)))
		.where(and(eq(cases.drawId, drawId), isNotNull(reads.studyUid)))
		.orderBy(reads.studyUid);
	return rows.map((row) => ({ ...row, studyUid: row.studyUid ?? '' }));
}

async function playReviews(
	seeding: Seeding,
	{ people, kept }: Round,
	cases: readonly OpenCase[],
	goTo: GoTo
): Promise<void> {
	const { app, cutAt, group } = seeding;
	const { studies } = kept;
	const demoReviewer = people.userIds.get(demoPeople.reviewer);
	const missed = missedStudies(planStudies(group), studies);
	const withMiss = cases.filter(({ studyUid }) => missed.has(studyUid));
	const own = withMiss.filter(({ readerCode }) => readerCode === demoPeople.radiologist);
	const released = own.slice(0, RELEASED);
	// The demo reviewer keeps theirs, to be found by whoever tries.
	const others = [...own.slice(RELEASED), ...withMiss.filter((one) => !own.includes(one))].filter(
		({ reviewerId }) => reviewerId !== demoReviewer
	);
	const concurring = cases.filter(
		({ studyUid, reviewerId }) => !missed.has(studyUid) && reviewerId !== demoReviewer
	);
	const reviewed = [...released, ...others.slice(0, IN_COMMITTEE), ...concurring.slice(0, CONCURRING)];
	let at = app.clock.now() + 2 * HOUR_MS;
	for (const one of reviewed) {
		await goTo(at);
		const study = studies.find(({ studyUid }) => studyUid === one.studyUid);
		if (study) await reviewAs(seeding, { one, study, kept, goTo });
		at += 40 * MINUTE_MS;
	}
	const ballots = [
		...released.flatMap((one) =>
			freeMembers(people, one)
				.slice(0, 2)
				.map((userId) => upheld(one, userId))
		),
		...openVotes(people, await waitingOf(seeding, others))
	];
	at = cutAt - DAY_MS + 10 * HOUR_MS;
	for (const { one, ...vote } of ballots) {
		await goTo(at);
		await voteAs(seeding, one, vote);
		at += 15 * MINUTE_MS;
	}
}

type Ballot = { readonly one: OpenCase; readonly userId: string; readonly outcome: 'uphold' | 'downgrade' };

function upheld(one: OpenCase, userId: string): Ballot {
	return { one, userId, outcome: 'uphold' };
}

/** Of these cases the ones that wait for the committee. */
async function waitingOf({ app }: Seeding, cases: readonly OpenCase[]): Promise<OpenCase[]> {
	const open = new Set((await openQuestions(app.db.read)).map(({ caseId }) => caseId));
	return cases.filter(({ caseId }) => open.has(caseId));
}

/** One case with a vote cast, one with equal votes that the chair breaks; the others are untouched. */
function openVotes(people: People, [tied, begun]: readonly OpenCase[]): Ballot[] {
	const ballots: Ballot[] = [];
	if (tied) {
		const members = freeMembers(people, tied);
		const [chair] = members;
		const last = members.at(-1);
		if (chair && last && chair !== last) {
			ballots.push(upheld(tied, chair), { one: tied, userId: last, outcome: 'downgrade' });
		}
	}
	const voter = begun && freeMembers(people, begun).at(-1);
	if (begun && voter) ballots.push(upheld(begun, voter));
	return ballots;
}

/** Study UIDs whose report misses what the images show. */
function missedStudies(plans: readonly StudyPlan[], studies: KeptStudies['studies']): ReadonlySet<string> {
	const keys = new Set(plans.filter(({ truth }) => truth !== '1').map(({ key }) => key));
	return new Set(studies.filter(({ key }) => keys.has(key)).map(({ studyUid }) => studyUid));
}
