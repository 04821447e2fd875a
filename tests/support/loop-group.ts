import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { makeUuidV7 } from '#lib/core/ids.ts';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { defaultReviewPolicy } from '#lib/core/review-policy.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { chooseMail } from '#lib/features/notices/commands.server.ts';
import { compareResult } from '#lib/features/referrals/ai-commands.server.ts';
import { findPairs } from '#lib/features/referrals/find-pairs.server.ts';
import { gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import { waitingPairs } from '#lib/features/referrals/pair-queries.server.ts';
import { beginPlan } from '#lib/features/referrals/plan-commands.server.ts';
import {
	acceptReferral,
	requestReview,
	submitReferral
} from '#lib/features/referrals/referral-commands.server.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import type { App } from '#lib/server/app.ts';
import { aCase, aRadiologist, aRead, aUser } from './builders.ts';
import { anAssignment } from './reviewing.ts';
import { getActor } from './sign-in.ts';
import { ctReportMessage, markers, writeCtStudy, writeEarlierStudy } from './study-files.ts';

/** Everybody of the group, each under names that no other text holds. */
export const people = {
	reader: [markers.readerFamily, markers.readerGiven],
	overReader: ['Lindqvistova', 'Ingeborgha'],
	reviewer: ['Skarsgaardh', 'Petronella'],
	second: ['Mountbattenby', 'Wilhelmina'],
	member: ['Okonkworthy', 'Bartholomea'],
	colleague: ['Votersenius', 'Quillomena'],
	chair: ['Chairwellington', 'Theodorika'],
	coordinator: ['Zimmerlinska', 'Philippota'],
	director: ['Directovsky', 'Archibaldus'],
	participant: ['Learnerhough', 'Septimusa']
} as const satisfies Record<string, readonly [family: string, given: string]>;
export type PersonKey = keyof typeof people;

const rolesOf: Readonly<Record<PersonKey, readonly Role[]>> = {
	reader: ['radiologist'],
	overReader: ['radiologist'],
	reviewer: ['reviewer'],
	second: ['reviewer'],
	member: ['committee'],
	colleague: ['committee'],
	chair: ['chair'],
	coordinator: ['coordinator'],
	director: ['director'],
	participant: ['radiologist']
};

/** Others whose names are said in texts, and words that belong to one place alone. */
export const said = {
	complainant: 'Hollingsworthy',
	complainantPhone: '956-555-0199',
	complaint: 'ZZCOMPLAINTZZ',
	clientFinal: 'ZZCLIENTFINALZZ',
	planReason: 'ZZPLANREASONZZ',
	algorithm: 'ZZALGORITHMZZ',
	calibration: 'ZZKNOWNANSWERZZ'
} as const;

export const emailOf = (key: PersonKey): string => `${people[key][0].toLowerCase()}@example.org`;
export const nameOf = (key: PersonKey): string => `${people[key][1]} ${people[key][0]}`;

/** The same product at another time: its clock stands there, and ids that are made carry it. */
export function appAt(app: App, now: Instant): App {
	return { ...app, clock: { now: () => now }, ids: () => makeUuidV7(now, app.random(10)) };
}

export type LoopGroup = {
	readonly actors: Readonly<Record<PersonKey, Actor>>;
	/** The drawn CT: it has images. */
	readonly ct: { readonly caseId: string; readonly readId: string };
	/** Each other door with its case. */
	readonly doors: Readonly<Record<string, string>>;
	readonly readIds: readonly string[];
};

async function anAccount(app: App, key: PersonKey, radiologistId?: string): Promise<Actor> {
	const [familyName, givenName] = people[key];
	const code = `QX-${familyName.slice(0, 7)}`;
	const id =
		radiologistId ??
		(await aRadiologist(app, { familyName, givenName, code, externalId: `NPI-${familyName.slice(0, 8)}` }))
			.id;
	const isReviewer = rolesOf[key].includes('reviewer');
	const isPhysician = !['coordinator', 'director'].includes(key);
	const user = await aUser(app, rolesOf[key], {
		radiologistId: isPhysician ? id : null,
		name: nameOf(key),
		email: emailOf(key),
		reviewerCode: isReviewer ? `RV-${familyName.slice(0, 7)}` : null
	});
	await chooseMail(app, await getActor(app, user.id), { mail: key === 'reviewer' ? 'daily' : 'at-once' });
	return getActor(app, user.id);
}

/** A group in which one reviewer holds a case of every door. Everything happens at the time of `app`. */
export async function prepareLoop(app: App, folder: string): Promise<LoopGroup> {
	const now = app.clock.now();
	getValue(
		await setUpGroup(app, {
			groupName: 'Kestrel Imaging',
			timeZone: 'America/Chicago',
			name: 'Ada Founder',
			email: 'ada@example.org',
			password: 'four slow herons'
		})
	);
	mkdirSync(folder, { recursive: true });
	writeCtStudy(join(folder, 'ct'));
	writeEarlierStudy(join(folder, 'before'));
	writeFileSync(join(folder, 'report.hl7'), ctReportMessage());
	const summary = await importPaths(app, null, [folder]);
	if (summary.refused > 0) throw new Error(JSON.stringify(summary.refusals));
	const { aiResults, assignments, calibrationItems, cases, radiologists, reads, reports } =
		app.db.read.tables;
	const [ctRead] = await app.db.read.select().from(reads);
	if (!ctRead) throw new Error('the import made no read');
	await app.db.transaction(async (write) => {
		await write.update(radiologists).set({ code: 'QX-Vanterp' });
		// Signed lately, whenever the test runs.
		await write.update(reads).set({ examCompletedAt: now - 2 * DAY_MS, finalAt: now - DAY_MS });
	});

	const reader = await anAccount(app, 'reader', ctRead.readerId);
	const reviewer = await anAccount(app, 'reviewer');
	const coordinator = await anAccount(app, 'coordinator');
	const director = await anAccount(app, 'director');
	const overReader = await anAccount(app, 'overReader');

	const policy = { defaultRate: 1, rates: {}, minimumPerReader: 1, lookBackDays: 3660 };
	getValue(
		await publishPolicy(app, coordinator, {
			kind: 'sampling',
			body: { ...policy, exclusions: ['no-images'] },
			basedOn: 1
		})
	);
	// Chance decides nothing here: who looks twice is said below.
	const fixed = { secondReviewerShare: 0, calibrationShare: 0, leaseHours: 336, timeZone: 'America/Chicago' };
	const body = { ...defaultReviewPolicy, ...fixed };
	getValue(await publishPolicy(app, director, { kind: 'review', body, basedOn: 1 }));
	const period = { from: toUtcDay(now - 5 * DAY_MS), through: toUtcDay(now - DAY_MS) };
	const draw = getValue(await commitDraw(app, coordinator, { label: 'Draw of the week', ...period }));
	getValue(await revealDraw(app, coordinator, draw.id));

	let count = 0;
	const aTextRead = async (given: Parameters<typeof aRead>[1] = {}) => {
		count += 1;
		const read = await aRead(app, {
			accession: `ACC-77300${count}`,
			facilityId: ctRead.facilityId,
			readerId: ctRead.readerId,
			patientId: ctRead.patientId,
			...given
		});
		const text = `FINDINGS: No bleed. Told Dr. ${markers.referrerFamily}.\nSigned by ${nameOf('reader')}, M.D. Accession ${read.accession}`;
		await app.db.transaction((write) =>
			write.insert(reports).values({ readId: read.id, text, knownPeople: [], knownIdentifiers: [] })
		);
		return read;
	};
	const asCoordinator = { app, actor: coordinator };
	const hostile = `Dr. ${said.complainant}, phone ${said.complainantPhone}, says Dr. ${people.reader[0]} of ${markers.institution} missed it in ${markers.mrn}.`;

	const complained = await aTextRead();
	const complaint = getValue(
		await submitReferral(asCoordinator, {
			...{ readId: complained.id, mode: 'complaint', source: 'clinician', grade: null },
			words: `${said.complaint} ${hostile}`
		})
	);
	getValue(await acceptReferral(asCoordinator, complaint));
	for (const mode of ['second-opinion', 'self-nominated'] as const) {
		const { id } = await aTextRead();
		const words = `Is this a bleed? Signed, Dr. ${nameOf('reader')}`;
		getValue(
			await acceptReferral(
				asCoordinator,
				getValue(await requestReview({ app, actor: reader }, { id, mode, words }))
			)
		);
	}
	const preliminary = await aTextRead({ kind: 'preliminary' });
	await aTextRead({
		accession: preliminary.accession,
		readerId: overReader.radiologistId ?? '',
		finalAt: now - 60_000
	});
	await findPairs(app);
	const [pair] = (await waitingPairs(app.db.read, coordinator)).rows;
	getValue(
		await gradePair(asCoordinator, {
			...{ pairId: pair?.id ?? '', grade: 'major', gradedFor: 'client', refer: false },
			words: `${said.clientFinal} ${hostile}`
		})
	);
	const detected = await aTextRead();
	const resultId = app.ids();
	await app.db.transaction((write) =>
		write.insert(aiResults).values({
			...{ id: resultId, naturalKey: 'one', readId: detected.id, facilityId: ctRead.facilityId },
			...{ accession: detected.accession, algorithm: said.algorithm, algorithmVersion: '1' },
			...{ finding: 'intracranial-haemorrhage', result: 'positive', confidence: 0.9, agreement: 'unknown' },
			receivedAt: now
		})
	);
	getValue(await compareResult(asCoordinator, { resultId, agreement: 'disagrees' }));
	getValue(
		await beginPlan(
			{ app, actor: director },
			{
				...{ radiologistId: ctRead.readerId, trigger: 'concern', reason: `${said.planReason} ${hostile}` },
				...{
					modalities: [],
					targetCount: 1,
					from: toUtcDay(now - 5 * DAY_MS),
					through: toUtcDay(now - DAY_MS)
				},
				...{ criteria: 'No 3b.', maxSignificant: 0, maxScoreThree: 0 }
			}
		)
	);
	await takeForPlans(app);

	const known = await aTextRead({ readerId: overReader.radiologistId ?? '' });
	const itemId = app.ids();
	await app.db.transaction((write) =>
		write.insert(calibrationItems).values({
			...{ id: itemId, readId: known.id, answer: '3b', explanation: said.calibration, basis: 'proven' },
			...{ status: 'active', createdBy: director.id, createdAt: now }
		})
	);
	const seeded = await aCase(app, {
		...{ readId: known.id, detectionMode: 'calibration', state: 'assigned', calibrationItemId: itemId }
	});
	await anAssignment(app, { caseId: seeded.id, reviewerId: reviewer.id });

	// A reviewer is given few cases of one reader at a time; here one has them all.
	for (const row of await app.db.read.select().from(cases).where(eq(cases.state, 'drawn'))) {
		await app.db.transaction((write) =>
			write.update(cases).set({ state: 'assigned' }).where(eq(cases.id, row.id))
		);
		await anAssignment(app, { caseId: row.id, reviewerId: reviewer.id });
	}

	// The portal's own clock is days ahead of the loop: nothing runs out meanwhile.
	await app.db.transaction((write) => write.update(assignments).set({ leaseUntil: now + 14 * DAY_MS }));

	// Whoever comes now gets nothing of what was given out before.
	const rest = {
		second: await anAccount(app, 'second'),
		member: await anAccount(app, 'member'),
		colleague: await anAccount(app, 'colleague'),
		chair: await anAccount(app, 'chair'),
		participant: await anAccount(app, 'participant')
	};
	const rows = await app.db.read
		.select({ caseId: cases.id, mode: cases.detectionMode, readId: cases.readId, state: cases.state })
		.from(cases);
	const given = await app.db.read.select({ caseId: assignments.caseId }).from(assignments);
	if (given.length !== rows.length) throw new Error(`not all was given out: ${JSON.stringify(rows)}`);
	const ct = rows.find(({ mode }) => mode === 'random');
	if (!ct) throw new Error('the draw took nothing');
	return {
		actors: { reader, reviewer, coordinator, director, overReader, ...rest },
		ct,
		doors: Object.fromEntries(rows.filter((row) => row !== ct).map(({ mode, caseId }) => [mode, caseId])),
		readIds: (await app.db.read.select({ id: reads.id }).from(reads)).map(({ id }) => id)
	};
}
