import { needsCommittee } from '#lib/core/scoring/scale.ts';
import type { Actor } from '#lib/core/actor.ts';
import { describeLesion } from '#lib/core/demo/reports/lesion-words.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import type { InstanceDescription } from '#lib/core/dicom/describe.ts';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { emptyDraftBody, type DraftBody, type Finding } from '#lib/core/scoring/draft.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import type { WrittenLesion, WrittenStudy } from '#lib/server/demo/write-study.ts';
import { toPatient, type Plane } from '#lib/viewer/marks/plane.ts';
import type { KeptStudies } from './images.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

/** A case of the present round with its reviewer, its reader and its study. */
export type OpenCase = {
	readonly caseId: string;
	readonly assignmentId: string;
	readonly reviewerId: string;
	readonly readerCode: string;
	readonly studyUid: string;
};

/** Moves the clock to an instant, after all that happened before it. */
export type GoTo = (at: Instant) => Promise<void>;

/** From the tip of an arrow to its tail, as a share of the picture's width. */
const ARROW_SHARE = 0.08;
const FIRST_LOOK_MS = 70_000;

/** The account as the product would see it in a request. Throws when it may not sign in. */
export async function actorOf({ app }: Seeding, userId: string): Promise<Actor> {
	const actor = await findActor(app.db.read, userId, app.clock.now());
	if (!actor) throw new Error('somebody of the demo group may not sign in');
	return actor;
}

/** Reviews a case as its reviewer would: own impression, report, score, and an arrow on what the report missed. */
export async function reviewAs(
	seeding: Seeding,
	given: { one: OpenCase; study: WrittenStudy; kept: KeptStudies; goTo: GoTo }
): Promise<void> {
	const { one, study, kept, goTo } = given;
	const { app } = seeding;
	const plan = planStudies(seeding.group).find(({ key }) => key === study.key);
	if (!plan) throw new Error(`no plan of ${study.key}`);
	const actor = await actorOf(seeding, one.reviewerId);
	const act = { app, actor };
	const startedAt = app.clock.now();
	const id = one.assignmentId;
	const impression = impressionOf(plan);
	const empty = { id, impression, body: emptyDraftBody };
	getValue(await openCase(act, { id }));
	await goTo(startedAt + FIRST_LOOK_MS);
	const locked = getValue(
		await lockImpression(act, { ...empty, revision: 0, activeMs: FIRST_LOOK_MS - 4000 })
	);
	await goTo(startedAt + FIRST_LOOK_MS + 1000);
	const seen = getValue(
		await revealReport(act, { ...empty, revision: locked.revision, activeMs: FIRST_LOOK_MS - 3000 })
	);
	await goTo(startedAt + 2 * MINUTE_MS);
	const body = bodyOf(plan, plan.isReported ? [] : await findingsOf(seeding, one, study, kept));
	getValue(await submitReview(act, { id, impression, revision: seen.revision, activeMs: 112_000, body }));
}

function impressionOf({ lesion, modality }: StudyPlan): string {
	return lesion ? describeLesion(lesion, modality).impression : 'No acute abnormality.';
}

function bodyOf(plan: StudyPlan, findings: Finding[]): DraftBody {
	const { truth, lesion } = plan;
	if (truth === '1' || !lesion) {
		return { ...emptyDraftBody, expectedness: '1', imageQuality: 'adequate' };
	}
	return {
		...emptyDraftBody,
		expectedness: truth.startsWith('3') ? '3' : '2',
		significance: truth.endsWith('b') ? 'b' : 'a',
		direction: 'miss',
		cause: 'perception/under-reading',
		factors: ['subtle-finding'],
		comment: needsCommittee(truth)
			? `${describeLesion(lesion, plan.modality).finding} It is not mentioned in the report.`
			: '',
		imageQuality: 'adequate',
		findings
	};
}

/** An arrow on the picture that shows the finding best, under the UIDs that the reviewer sees. */
async function findingsOf(
	{ app }: Seeding,
	{ caseId }: OpenCase,
	study: WrittenStudy,
	kept: KeptStudies
): Promise<Finding[]> {
	const blinded = await blindedStudy(app, caseId);
	return study.lesions.flatMap((lesion, at): Finding[] => {
		const sopInstanceUid = blinded?.toBlinded(lesion.instanceUid) ?? null;
		const description = kept.instances
			.get(study.key)
			?.find((instance) => instance.description.sopInstanceUID === lesion.instanceUid)?.description;
		if (sopInstanceUid === null || !description) return [];
		return [arrowOf(lesion, at, sopInstanceUid, description)];
	});
}

function arrowOf(
	lesion: WrittenLesion,
	at: number,
	sopInstanceUid: string,
	description: InstanceDescription
): Finding {
	const width = description.pixels?.columns ?? 512;
	// Away from the nearer edge, so that the whole arrow is on the picture.
	const lengthPx = Math.round(width * ARROW_SHARE) * (lesion.x > width / 2 ? -1 : 1);
	const tip: [number, number] = [Math.round(lesion.x), Math.round(lesion.y)];
	const tail: [number, number] = [tip[0] + lengthPx, tip[1] + Math.abs(lengthPx)];
	const plane = planeOf(description);
	const place = ([column, row]: [number, number]): [number, number, number] => {
		if (!plane) return [column, row, 0];
		const [x, y, z] = toPatient(plane, [column, row]);
		return [x, y, z];
	};
	return {
		id: `mark-${at + 1}`,
		kind: 'arrow',
		sopInstanceUid,
		frameNumber: lesion.frameNumber,
		frameOfReferenceUid: '',
		points: [place(tip), place(tail)],
		pointsPx: [tip, tail],
		label: ''
	};
}

function planeOf(description: InstanceDescription): Plane | null {
	const [x, y, z] = description.imagePosition;
	const [rx, ry, rz, cx, cy, cz] = description.imageOrientation;
	const [rowSpacing, columnSpacing] = description.pixelSpacingMm;
	if (x === undefined || y === undefined || z === undefined) return null;
	if (rx === undefined || ry === undefined || rz === undefined) return null;
	if (cx === undefined || cy === undefined || cz === undefined) return null;
	if (rowSpacing === undefined || columnSpacing === undefined) return null;
	return { origin: [x, y, z], row: [rx, ry, rz], column: [cx, cy, cz], rowSpacing, columnSpacing };
}

/** Members of the committee who have no part in a case, as users; the chair comes first and the demo's own member second. */
export function freeMembers(people: People, one: OpenCase): string[] {
	return people.committee
		.filter(({ userId, readerCode }) => readerCode !== one.readerCode && userId !== one.reviewerId)
		.map(({ userId }) => userId);
}

const said = {
	uphold: {
		finalScore: null,
		attribution: 'reader',
		comment: 'The finding is there on several images. Expected of most readers.'
	},
	downgrade: {
		finalScore: '2a',
		attribution: 'reader',
		comment: 'The finding is there, and hard to see between the structures around it.'
	}
} as const;

/** Votes on a reviewed case as a member of the committee. */
export async function voteAs(
	seeding: Seeding,
	one: OpenCase,
	{ userId, outcome }: { readonly userId: string; readonly outcome: keyof typeof said }
): Promise<void> {
	const actor = await actorOf(seeding, userId);
	const vote = {
		id: one.caseId,
		asked: 'score-1',
		outcome,
		...said[outcome],
		action: 'education',
		learningPoint:
			'Look once more along the edges of the images before signing: this one lies where the eye has left.'
	} as const;
	getValue(await castVote({ app: seeding.app, actor }, vote));
}
