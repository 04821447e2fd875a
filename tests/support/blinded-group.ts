import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import type { App } from '#lib/server/app.ts';
import { writeAnnexes } from './annex-files.ts';
import { aRadiologist, aUser } from './builders.ts';
import { cine, cineReportMessage, writeCineStudy } from './cine-study.ts';
import { aDay, anId, anInstant, aPerson, aText, type Secret } from './secrets.ts';
import { releaseImages } from './release-images.ts';
import { getActor } from './sign-in.ts';
import { ctReportMessage, earlier, markers, writeCtStudy, writeEarlierStudy } from './study-files.ts';

/** Names of those who work on reviews: no reader may learn them, and no committee. */
export const reviewing = {
	reviewer: ['Skarsgaardh', 'Petronella'],
	second: ['Mountbattenby', 'Wilhelmina'],
	committee: ['Okonkworthy', 'Bartholomea']
} as const;

/** Folders with everything that is imported. */
export function writeIncoming(folder: string, jpegs: readonly Uint8Array[]): void {
	writeCtStudy(join(folder, 'ct'));
	writeAnnexes(join(folder, 'beside'));
	writeEarlierStudy(join(folder, 'before'));
	writeCineStudy(join(folder, 'us'), jpegs);
	writeFileSync(join(folder, `${markers.patientFamily}.hl7`), ctReportMessage());
	writeFileSync(join(folder, `${cine.patientFamily}.hl7`), cineReportMessage());
}

async function aColleague(
	app: App,
	role: 'reviewer' | 'committee',
	[familyName, givenName]: readonly [string, string]
): Promise<Actor> {
	const code = `QX-${familyName.slice(0, 6)}`;
	const radiologist = await aRadiologist(app, { familyName, givenName, code, externalId: `NPI-${code}` });
	const user = await aUser(app, role, {
		radiologistId: radiologist.id,
		name: `${givenName} ${familyName}`,
		email: `${familyName.toLowerCase()}@example.org`,
		reviewerCode: role === 'reviewer' ? `RV-${familyName.slice(0, 6)}` : null
	});
	return getActor(app, user.id);
}

/** The account of the radiologist with this family name, under a code that no other text holds. */
async function theReader(app: App, familyName: string, email: string): Promise<Actor> {
	const { radiologists } = app.db.read.tables;
	const [row] = await app.db.read.select().from(radiologists).where(eq(radiologists.familyName, familyName));
	if (!row) throw new Error(`the import made no reader ${familyName}`);
	await app.db.transaction((write) =>
		write
			.update(radiologists)
			.set({ code: `RD-${email.slice(0, 5)}` })
			.where(eq(radiologists.id, row.id))
	);
	const user = await aUser(app, 'radiologist', {
		radiologistId: row.id,
		name: `${row.givenName} ${familyName}`,
		email
	});
	return getActor(app, user.id);
}

/** A group with two drawn cases that one reviewer holds; whoever else reviews comes later. */
export async function prepareGroup(app: App, incoming: string) {
	const founded = await setUpGroup(app, {
		groupName: 'Kestrel Imaging',
		timeZone: 'America/Chicago',
		name: 'Ada Founder',
		email: 'ada@example.org',
		password: 'four slow herons'
	});
	if (!founded.ok) throw new Error(founded.error);
	const summary = await importPaths(app, null, [incoming]);
	if (summary.refused > 0) throw new Error(JSON.stringify(summary.refusals));
	const reader = await theReader(app, markers.readerFamily, 'first.reader@example.org');
	const cineReader = await theReader(app, cine.readerFamily, 'other.reader@example.org');
	const coSigner = await theReader(app, cine.coSignerFamily, 'third.reader@example.org');
	const reviewer = await aColleague(app, 'reviewer', reviewing.reviewer);
	const committee = await aColleague(app, 'committee', reviewing.committee);
	const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	if ((await releaseImages(app, coordinator)) !== 1) throw new Error('the cine was to wait for a check');
	await publishPolicy(app, coordinator, {
		kind: 'sampling',
		body: { defaultRate: 1, rates: {}, minimumPerReader: 1, lookBackDays: 3660, exclusions: ['no-images'] },
		basedOn: 1
	});
	const period = { from: '2026-11-01', through: toUtcDay(Date.now() - DAY_MS) };
	const draw = await commitDraw(app, coordinator, { label: 'Draw of November', ...period });
	if (!draw.ok) throw new Error(draw.error);
	const revealed = await revealDraw(app, coordinator, draw.value.id);
	if (!revealed.ok || revealed.value.assignment.assigned !== 2) throw new Error('two cases were to be drawn');
	const second = await aColleague(app, 'reviewer', reviewing.second);
	return { reader, cineReader, coSigner, reviewer, second, committee, coordinator, drawId: draw.value.id };
}

export type Group = Awaited<ReturnType<typeof prepareGroup>>;

/** What the files and messages say of readers, patients, places and studies. */
export const secretsOfFiles: readonly Secret[] = [
	aPerson('the CT reader', markers.readerFamily, markers.readerGiven),
	aPerson('the CT patient', markers.patientFamily, markers.patientGiven),
	aPerson('the CT referrer', markers.referrerFamily),
	aText('numbers of the CT', markers.readerId, markers.mrn, markers.accession),
	aText('the place of the CT', markers.institution, markers.station),
	aText('UIDs of the CT', markers.studyUid),
	aDay('birth of the CT patient', '1961-03-17'),
	aDay('the day of the CT', '2026-11-10'),
	aPerson('the reader of the earlier CT', earlier.readerFamily),
	aText('numbers of the earlier CT', earlier.accession, earlier.station, earlier.studyUid),
	aDay('the day of the earlier CT', '2024-08-06'),
	aPerson('the cine reader', cine.readerFamily, cine.readerGiven),
	aPerson('the co-signer', cine.coSignerFamily, cine.coSignerGiven),
	aPerson('the cine patient', cine.patientFamily, cine.patientGiven),
	aPerson('the mother', cine.motherFamily),
	aPerson('others of the cine', cine.referrerFamily, cine.sonographerFamily, cine.nurseFamily),
	aText('numbers of the readers', cine.readerId, cine.coSignerId),
	aText('numbers of the patient', cine.mrn, cine.visit, cine.phone, cine.street),
	aText('numbers of the cine', cine.accession, cine.order, cine.message),
	aText('the place of the cine', cine.facility, cine.institution, cine.station, cine.serial),
	aText('UIDs of the cine', cine.studyUid),
	aText('file names', cine.fileStem),
	aDay('birth of the cine patient', '1948-09-23'),
	aDay('the day of the cine', '2026-11-13')
];

function idsOf(name: string, rows: readonly { readonly id: string }[]): Secret[] {
	return rows.map(({ id }) => anId(`id of ${name}`, id));
}

/** What the database has of reads and readers that a blinded eye must not see, besides what stands in the files. */
export async function secretsOfReading(app: App, { drawId }: Group): Promise<Secret[]> {
	const { read } = app.db;
	const { facilities, instances, patients, radiologists, reads, series, studies, users } = read.tables;
	const readRows = await read.select().from(reads);
	const readers = await read
		.select({ id: radiologists.id, userId: users.id, code: radiologists.code, email: users.email })
		.from(reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.innerJoin(users, eq(users.radiologistId, radiologists.id));
	const files = await read.select().from(instances);
	return [
		...secretsOfFiles,
		...idsOf('a read', readRows),
		...readRows.map((row) => aText('keys of a read', row.naturalKey, row.samplingId)),
		...readRows.flatMap((row) =>
			[row.orderedAt, row.examCompletedAt, row.finalAt, row.reportedAt]
				.filter((at) => at !== null)
				.map((at) => anInstant('an instant of a read', at))
		),
		...readRows.map((row) => aText('the arrival of a read', String(row.receivedAt))),
		...idsOf('a reader', readers),
		...readers.map(({ userId }) => anId('user id of a reader', userId)),
		...readers.map(({ code, email }) => aText('code and email of a reader', code, email)),
		...idsOf('a facility', await read.select().from(facilities)),
		...idsOf('a patient', await read.select().from(patients)),
		...idsOf('a study', await read.select().from(studies)),
		...idsOf('a series', await read.select().from(series)),
		...idsOf('an object', files),
		...files.map(({ path, sha256 }) => aText('the file of an object', path, sha256)),
		anId('id of the draw', drawId)
	];
}

/** Ids of the cases: a reviewer knows the assignment alone. */
export async function secretsOfCases(app: App): Promise<Secret[]> {
	return idsOf('a case', await app.db.read.select().from(app.db.read.tables.cases));
}

/** What would tell who reviews or decides, or when: for readers, for the committee, and for other reviewers. */
export async function secretsOfReviewing(app: App, people: readonly Actor[]): Promise<Secret[]> {
	const { read } = app.db;
	const { assignments, committeeDecisions, committeeVotes, drafts, radiologists, reviews, users } =
		read.tables;
	const rows = await read
		.select({ user: users, radiologist: radiologists })
		.from(users)
		.innerJoin(radiologists, eq(radiologists.id, users.radiologistId));
	const found = rows.filter(({ user }) => people.some(({ id }) => id === user.id));
	const ids = new Set(people.map(({ id }) => id));
	const given = (await read.select().from(assignments)).filter(({ reviewerId }) => ids.has(reviewerId));
	const done = (await read.select().from(reviews)).filter(({ reviewerId }) => ids.has(reviewerId));
	const decided = (await read.select().from(committeeDecisions)).filter(({ memberId }) => ids.has(memberId));
	const voted = (await read.select().from(committeeVotes)).filter(({ memberId }) => ids.has(memberId));
	const begun = (await read.select().from(drafts)).filter(({ assignmentId }) =>
		given.some(({ id }) => id === assignmentId)
	);
	const instants = [
		...given.flatMap(({ openedAt, endedAt }) => [openedAt, endedAt]),
		...done.map(({ submittedAt }) => submittedAt),
		...begun.flatMap(({ impressionLockedAt, reportRevealedAt, updatedAt }) => [
			impressionLockedAt,
			reportRevealedAt,
			updatedAt
		]),
		...decided.map(({ decidedAt }) => decidedAt),
		...voted.map(({ castAt }) => castAt)
	].filter((at) => at !== null);
	return [
		...found.flatMap(({ user, radiologist }) => [
			aPerson(`the name of ${radiologist.code}`, radiologist.familyName, radiologist.givenName),
			aText(`the codes of ${radiologist.code}`, radiologist.code, radiologist.externalId ?? radiologist.code),
			aText(`the account of ${radiologist.code}`, user.email, user.reviewerCode ?? user.email),
			anId(`the user id of ${radiologist.code}`, user.id),
			anId(`the id of ${radiologist.code}`, radiologist.id)
		]),
		...idsOf('an assignment', given),
		...idsOf('a review', done),
		...idsOf('a decision', decided),
		...idsOf('a vote', voted),
		...instants.map((at) => aText('when somebody worked', String(at)))
	];
}
