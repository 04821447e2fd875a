import { asc, eq, inArray } from 'drizzle-orm';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import type { ReferralSource } from '#lib/core/referrals/kinds.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import { demoPeople } from './accounts.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

const complaints = [
	'The emergency department called: the orthopaedist sees a fracture that the report does not mention.',
	'The surgeon found the appendix perforated and asks whether that could be seen.',
	'The oncologist says that the nodule was there on the earlier examination.',
	'The patient’s family asks why the bleed was called only on the second scan.',
	'The hospitalist says that the side in the impression is not the side in the findings.'
];
const questions = [
	'Is the linear lucency a fracture or a vessel? Please look again.',
	'Is the mass effect real, or is the patient tilted?',
	'I called this stable. Do you agree?'
];
const discordances = [
	'The client’s radiologist added a finding.',
	'The final report calls the finding that ours mentions in passing.',
	'The client disagrees with our measurement and its consequence.'
];
/** Algorithms by what they look at: the first that fits the modality and the procedure. */
const algorithms: readonly (readonly [RegExp, readonly [string, string, string]])[] = [
	[/^CT .*(head|brain)/i, ['Haemorrhage triage', '3.2', 'intracranial-haemorrhage']],
	[/^CT .*(chest|pulmonary)/i, ['PE triage', '2.0', 'pulmonary-embolism']],
	[/^CT .*spine/i, ['Fracture assistant', '1.4', 'cervical-fracture']],
	[/^CT /i, ['Abdomen assistant', '0.9', 'free-air']],
	[/^XR .*chest/i, ['Chest assistant', '1.8', 'pneumothorax']],
	[/^XR /i, ['Bone assistant', '2.1', 'fracture']],
	[/^MG /i, ['Breast assistant', '4.0', 'mass']],
	[/^MR .*(head|brain)/i, ['Stroke assistant', '1.2', 'acute-infarct']],
	[/^MR /i, ['Joint and spine assistant', '1.0', 'full-thickness-tear']],
	[/^US .*thyroid/i, ['Thyroid assistant', '1.5', 'nodule']],
	[/^US /i, ['Sonography assistant', '1.1', 'free-fluid']]
];
const otherAlgorithm = ['Lesion assistant', '1.0', 'focal-lesion'] as const;

/** Limits of the demo plan: the radiologist is the outlier, so that they are passed. */
const PLAN_SIGNIFICANT = 1;
const PLAN_SCORE_THREE = 1;
const PLAN_BEGUN_HOURS = 9;

type Referral = Tables['referrals']['$inferInsert'];
type AiResult = Tables['aiResults']['$inferInsert'];
type PastCase = Awaited<ReturnType<typeof pastCases>>[number];

/** Who asked for every past case that did not come from the lottery, and the plan to which the focused ones belong. */
export async function writePastReferrals(
	seeding: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const { app, idAt, group } = seeding;
	const found = await pastCases(seeding);
	const plan = planOf(seeding, people, found);
	const referrals: Referral[] = [];
	const results: AiResult[] = [];
	for (const one of found) {
		const random = makeRandom(group.seed, hashText('referral'), Math.floor(one.createdAt / 1000));
		const result = one.mode === 'ai-disagreement' ? resultOf(seeding, one, random, people) : null;
		if (result) results.push(result);
		const isPlan = one.mode === 'focused';
		const { source, words, grade } = askedFor(one.mode, random);
		const actorId = isPlan ? null : people.coordinatorId;
		const id = idAt(one.createdAt);
		referrals.push({
			id,
			readId: one.readId,
			mode: one.mode,
			source,
			words,
			grade,
			planId: isPlan ? (plan?.id ?? null) : null,
			aiResultId: result?.id ?? null,
			status: 'accepted',
			caseId: one.caseId,
			// Their outcomes were told long ago: nobody waits for a notice.
			askedBy: null,
			receivedAt: one.createdAt,
			decidedBy: actorId,
			decidedAt: one.createdAt
		});
		const about = { subjectId: id, actorId, at: one.createdAt };
		audit.add(
			{ ...about, type: 'referral.received', facts: { mode: one.mode, source } },
			{ ...about, type: 'referral.accepted', facts: { caseId: one.caseId } }
		);
	}
	await app.db.transaction(async (write) => {
		const { tables } = write;
		if (plan) await write.insertRows(tables.focusedPlans, [plan]);
		await write.insertRows(tables.aiResults, results);
		await write.insertRows(tables.referrals, referrals);
	});
	if (plan) {
		audit.add({
			type: 'focused-plan.begun',
			subjectId: plan.id,
			facts: { trigger: plan.trigger, targetCount: plan.targetCount },
			at: plan.createdAt,
			actorId: plan.createdBy
		});
	}
}

async function pastCases({ app }: Seeding) {
	const { cases, reads } = app.db.read.tables;
	return app.db.read
		.select({
			caseId: cases.id,
			mode: cases.detectionMode,
			createdAt: cases.createdAt,
			readId: reads.id,
			readerId: reads.readerId,
			facilityId: reads.facilityId,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure,
			finalAt: reads.finalAt
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			inArray(cases.detectionMode, [
				'complaint',
				'second-opinion',
				'preliminary-final',
				'ai-disagreement',
				'focused'
			])
		)
		.orderBy(asc(cases.createdAt), asc(cases.id));
}

function askedFor(
	mode: string,
	random: Random
): { source: ReferralSource; words: string; grade: string | null } {
	switch (mode) {
		case 'complaint':
			return {
				source: random.next() < 0.8 ? 'clinician' : 'patient',
				words: random.pick(complaints),
				grade: null
			};
		case 'second-opinion':
			return { source: 'clinician', words: random.pick(questions), grade: null };
		case 'preliminary-final':
			return {
				source: 'client',
				words: random.pick(discordances),
				grade: random.next() < 0.4 ? 'major' : 'minor'
			};
		case 'focused':
			return { source: 'plan', words: '', grade: null };
		default:
			return { source: 'algorithm', words: '', grade: null };
	}
}

/** The algorithm's result that a report disagreed with. */
function resultOf(
	{ idAt }: Seeding,
	{ facilityId, accession, readId, modality, procedure, finalAt, createdAt }: PastCase,
	random: Random,
	people: People
): AiResult {
	const examination = `${modality} ${procedure}`;
	const [algorithm, algorithmVersion, finding] =
		algorithms.find(([fits]) => fits.test(examination))?.[1] ?? otherAlgorithm;
	return {
		id: idAt(createdAt),
		naturalKey: JSON.stringify([facilityId, accession, algorithm, algorithmVersion, finding]),
		readId,
		facilityId,
		accession,
		algorithm,
		algorithmVersion,
		finding,
		result: 'positive',
		confidence: Math.round((0.6 + 0.39 * random.next()) * 100) / 100,
		agreement: 'disagrees',
		comparedBy: people.coordinatorId,
		comparedAt: createdAt,
		receivedAt: finalAt ?? createdAt
	};
}

/** The plan of the demo radiologist: all its reads are reviewed, so that somebody may end it. */
function planOf(
	{ idAt }: Seeding,
	people: People,
	found: readonly PastCase[]
): Tables['focusedPlans']['$inferInsert'] | null {
	const focused = found.filter(({ mode }) => mode === 'focused');
	const [first] = focused;
	const last = focused.at(-1);
	if (!first || !last) return null;
	const signed = focused.map(({ finalAt, createdAt }): Instant => finalAt ?? createdAt);
	const day = (at: Instant): Instant => Math.floor(at / DAY_MS) * DAY_MS;
	const createdAt = day(Math.min(...signed)) - DAY_MS + PLAN_BEGUN_HOURS * HOUR_MS;
	return {
		id: idAt(createdAt),
		radiologistId: first.readerId,
		trigger: 'concern',
		reason: 'The rate of the last quarter lies above the upper limit of the funnel, in CT and MR.',
		modalities: '',
		targetCount: focused.length,
		periodFrom: day(Math.min(...signed)),
		periodTo: day(Math.max(...signed)) + DAY_MS,
		criteria: 'At most one clinically significant discrepancy and at most one that is almost always found.',
		maxSignificant: PLAN_SIGNIFICANT,
		maxScoreThree: PLAN_SCORE_THREE,
		status: 'active',
		createdBy: people.userIds.get(demoPeople.director) ?? '',
		createdAt
	};
}
