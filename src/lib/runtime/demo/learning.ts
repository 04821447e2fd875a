import { and, asc, eq, gte, inArray, isNull, lt } from 'drizzle-orm';
import { describeLesion } from '#lib/core/demo/reports/lesion-words.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toZonedDay } from '#lib/core/instant.ts';
import type { LearningKind } from '#lib/core/learning/kinds.ts';
import { getValue } from '#lib/core/result.ts';
import { addCase, planConference } from '#lib/features/learning/conference-commands.server.ts';
import { acceptCase } from '#lib/features/learning/curate.server.ts';
import { closeImprovement, openImprovement } from '#lib/features/learning/improvements.server.ts';
import {
	endConference,
	savePoint,
	sendPoints,
	showCase,
	startConference
} from '#lib/features/learning/meeting-commands.server.ts';
import { attend } from '#lib/features/learning/attendance.server.ts';
import { nominateFromReviews } from '#lib/features/learning/nominate.server.ts';
import { submitLearning } from '#lib/features/learning/submit.server.ts';
import type { PastAudit } from './audit-log.ts';
import { demoPeople } from './accounts.ts';
import type { KeptStudies } from './images.ts';
import { learningStories, type LearningStory } from './learning-stories.ts';
import { DEMO_TIME_ZONE, type People } from './people.ts';
import { actorOf } from './present-acts.ts';
import type { Seeding } from './seeding.ts';

type Given = { readonly people: People; readonly audit: PastAudit };

const HELD_DAYS = 20;
const PLANNED_DAYS = 7;
/** Reads shown at the held meeting were signed this long before it. */
const SHOWN_READ_DAYS = 30;
const PRESENT = 17;
const CASES_WITH_IMAGES = 4;

/** Moves the clock to an instant, after all that happened before it was chained. */
async function goTo(seeding: Seeding, audit: PastAudit, at: number): Promise<void> {
	await seeding.app.db.transaction((write) => audit.writeUntil(write, at));
	seeding.setTime(at);
}

/** A meeting that was held, by the product's own commands: submissions, attendance, points sent, and what was taken on. */
export async function playHeldMeeting(seeding: Seeding, { people, audit }: Given): Promise<void> {
	const { app, cutAt } = seeding;
	const heldAt = cutAt - HELD_DAYS * DAY_MS + 18 * HOUR_MS;
	await goTo(seeding, audit, heldAt - 8 * DAY_MS);
	const coordinator = { app, actor: await actorOf(seeding, people.coordinatorId) };
	const shown: { id: string; story: LearningStory }[] = [];
	for (const story of learningStories.filter(({ isShown }) => isShown)) {
		const found = await aReadLike(seeding, story);
		if (!found) continue;
		const { id } = await submit(seeding, people, { ...story, ...found });
		getValue(await acceptCase(coordinator, { id }));
		shown.push({ id, story });
	}
	if (shown.length === 0) return;
	const on = toZonedDay(heldAt, DEMO_TIME_ZONE);
	const { id } = getValue(
		await planConference(coordinator, {
			title: 'Learning meeting: easily missed',
			day: on,
			time: '12:30',
			place: 'Conference room and video'
		})
	);
	for (const one of shown) getValue(await addCase(coordinator, { id, case: one.id }));
	await goTo(seeding, audit, heldAt + 30 * MINUTE_MS);
	getValue(await startConference(coordinator, { id }));
	for (const userId of readersOf(people).slice(0, PRESENT)) {
		getValue(await attend({ app, actor: await actorOf(seeding, userId) }, { id }));
	}
	await goTo(seeding, audit, heldAt + 75 * MINUTE_MS);
	for (const { id: one, story } of shown) {
		getValue(await showCase(coordinator, { id, case: one }));
		getValue(await savePoint(coordinator, { id, case: one, learningPoint: story.taken }));
	}
	getValue(await endConference(coordinator, { id }));
	getValue(await sendPoints(coordinator, { id, points: [] }));
	await playImprovements(seeding, people, id, coordinator.actor);
	await markOldRead(seeding);
}

/** A meeting planned for next week with images, and what waits for a decision; after the present round. */
export async function playPlannedMeeting(
	seeding: Seeding,
	{ people, audit, kept }: Given & { readonly kept: KeptStudies }
): Promise<void> {
	const { app, cutAt } = seeding;
	await goTo(seeding, audit, cutAt);
	const coordinator = { app, actor: await actorOf(seeding, people.coordinatorId) };
	const { id } = getValue(
		await planConference(coordinator, {
			title: 'Learning meeting: look again',
			day: toZonedDay(cutAt + PLANNED_DAYS * DAY_MS, DEMO_TIME_ZONE),
			time: '12:30',
			place: 'Conference room and video'
		})
	);
	for (const one of await casesWithImages(seeding, kept)) {
		const submission = await submit(seeding, people, one);
		getValue(await acceptCase(coordinator, { id: submission.id }));
		getValue(await addCase(coordinator, { id, case: submission.id }));
	}
	for (const story of learningStories.filter(({ isShown }) => !isShown)) {
		const found = await aReadLike(seeding, story);
		if (found) await submit(seeding, people, { ...story, ...found });
	}
	await nominateFromReviews(app);
}

type Shared = Pick<LearningStory, 'kind' | 'title' | 'story' | 'points'> & {
	readonly readId: string;
	readonly readerCode: string;
};

async function submit(seeding: Seeding, people: People, one: Shared) {
	const actor = await actorOf(seeding, people.userIds.get(one.readerCode) ?? '');
	const { kind, readId, title, story, points } = one;
	const given = { kind, source: 'own', readId, title, story, learningPoints: points } as const;
	return getValue(await submitLearning({ app: seeding.app, actor }, given));
}

/** A read without images that a story may be told of, signed in the weeks before, with its reader. */
async function aReadLike({ app }: Seeding, { modality, region }: LearningStory) {
	const { radiologists, reads } = app.db.read.tables;
	const now = app.clock.now();
	const [row] = await app.db.read
		.select({ readId: reads.id, readerCode: radiologists.code })
		.from(reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.where(
			and(
				eq(reads.modality, modality),
				eq(reads.bodyRegion, region),
				eq(reads.kind, 'final'),
				gte(reads.finalAt, now - SHOWN_READ_DAYS * DAY_MS),
				lt(reads.finalAt, now - DAY_MS),
				isNull(reads.studyUid)
			)
		)
		.orderBy(asc(reads.finalAt), asc(reads.id))
		.limit(1);
	return row ?? null;
}

/** Cases of reads with images whose finding the plan of the images knows; none that the demo reviewer has still to read. */
async function casesWithImages(seeding: Seeding, kept: KeptStudies): Promise<Shared[]> {
	const { app, group } = seeding;
	const { assignments, cases, instances, radiologists, reads, series, studies } = app.db.read.tables;
	const rows = await app.db.read
		.selectDistinct({ readId: reads.id, readerCode: radiologists.code, studyUid: studies.studyUid })
		.from(reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
		.innerJoin(series, eq(series.studyId, studies.id))
		.innerJoin(instances, eq(instances.seriesId, series.id))
		.where(
			and(
				inArray(reads.modality, ['CT', 'MR', 'XR']),
				isNull(instances.withheldReason),
				isNull(instances.keptOutReason)
			)
		)
		.orderBy(asc(studies.studyUid));
	const waiting = await app.db.read
		.select({ readId: cases.readId })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(eq(assignments.status, 'open'));
	const isWaiting = new Set(waiting.map(({ readId }) => readId));
	const plans = new Map(planStudies(group).map((plan) => [plan.key, plan]));
	const found = rows.flatMap(({ readId, readerCode, studyUid }) => {
		const key = kept.studies.find((study) => study.studyUid === studyUid)?.key;
		const plan = key === undefined ? undefined : plans.get(key);
		return plan?.lesion ? [{ readId, readerCode, plan }] : [];
	});
	// What nobody has still to read comes first, and no two of one kind of examination while there is another.
	found.sort((a, b) => Number(isWaiting.has(a.readId)) - Number(isWaiting.has(b.readId)));
	const firsts = found.filter((one, at) => found.findIndex(({ plan }) => plan.body === one.plan.body) === at);
	const others = found.filter((one) => !firsts.includes(one));
	return [...firsts, ...others].slice(0, CASES_WITH_IMAGES).map(({ readId, readerCode, plan }, at) => ({
		readId,
		readerCode,
		...wordsOf(plan, at)
	}));
}

const kinds: readonly LearningKind[] = ['great-catch', 'opportunity', 'near-miss'];

const titles = [
	'The question came with its answer',
	'Behind what everybody looks at',
	'A long list and a short history',
	'One look more'
] as const;

function wordsOf({ lesion, modality }: StudyPlan, at: number) {
	const described = lesion ? describeLesion(lesion, modality) : { finding: '', impression: '' };
	return {
		kind: kinds[at % kinds.length] ?? 'opportunity',
		title: titles[at % titles.length] ?? titles[0],
		story:
			'The history did not point there, and the worklist was long. It was seen on a second look, before the next examination.',
		points: `${described.finding} Finish the whole search pattern before the impression, also where the question is answered.`
	};
}

async function playImprovements(seeding: Seeding, people: People, conferenceId: string, actor: Actor) {
	const { app, cutAt } = seeding;
	const act = { app, actor };
	const day = (days: number): string => toZonedDay(cutAt + days * DAY_MS, DEMO_TIME_ZONE);
	const [first = people.coordinatorId, second = people.coordinatorId] = readersOf(people);
	const open = async (title: string, description: string, ownerId: string, dueOn: string) =>
		getValue(await openImprovement(act, { title, description, ownerId, dueOn, conferenceId })).id;
	await open(
		'Coronal and sagittal reformats in every head protocol',
		'Ask the sites that send axial images alone.',
		first,
		day(-5)
	);
	await open(
		'A line for the last image in the abdomen template',
		'Lung bases and pelvis floor, so that neither is forgotten.',
		people.userIds.get(demoPeople.radiologist) ?? second,
		day(21)
	);
	const done = await open('Hanging protocol with a bone window first for trauma', '', second, day(-10));
	getValue(
		await closeImprovement(act, { action: done, status: 'done', result: 'In use at all readers’ desks.' })
	);
}

/** Accounts of radiologists, in the order of their codes. */
function readersOf(people: People): string[] {
	return [...people.radiologistIds.keys()].flatMap((code) => people.userIds.get(code) ?? []);
}

/** What was told weeks ago has been read. */
async function markOldRead({ app }: Seeding): Promise<void> {
	const readAt = app.clock.now() + DAY_MS;
	await app.db.transaction((write) =>
		write
			.update(write.tables.notices)
			.set({ readAt })
			.where(
				and(
					isNull(write.tables.notices.readAt),
					inArray(write.tables.notices.kind, ['learning.conference-planned', 'learning.points-sent'])
				)
			)
	);
}
