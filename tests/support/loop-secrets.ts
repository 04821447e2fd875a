import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { emailOf, nameOf, people, said, type PersonKey } from './loop-group.ts';
import type { Act } from './play-loop.ts';
import { aDay, anId, anInstant, aPerson, aText, type Secret } from './secrets.ts';
import { earlier, markers } from './study-files.ts';

export const everybody = Object.keys(people) as PersonKey[]; // keys of a literal

/** All but these. */
export function without(...keys: readonly PersonKey[]): PersonKey[] {
	return everybody.filter((key) => !keys.includes(key));
}

/** Names of people in every spelling. */
export function namesOf(keys: readonly PersonKey[]): Secret[] {
	return keys.map((key) => aPerson(`the name of the ${key}`, ...people[key]));
}

/** By what else an account is known: address, codes and ids. */
export async function accountsOf(app: App, keys: readonly PersonKey[]): Promise<Secret[]> {
	const { radiologists, users } = app.db.read.tables;
	const [userRows, physicians] = [
		await app.db.read.select().from(users),
		await app.db.read.select().from(radiologists)
	];
	return keys.flatMap((key) => {
		const user = userRows.find(({ email }) => email === emailOf(key));
		if (!user) throw new Error(`${nameOf(key)} has no account`);
		const physician = physicians.find(({ id }) => id === user.radiologistId);
		const codes = [user.reviewerCode, physician?.code, physician?.externalId];
		return [
			aText(
				`address and codes of the ${key}`,
				user.email,
				...codes.filter((code) => typeof code === 'string')
			),
			anId(`user id of the ${key}`, user.id),
			...(physician ? [anId(`id of the ${key}`, physician.id)] : [])
		];
	});
}

/** Patient, place and numbers of the reads, and the people and phones of their texts. */
export const ofReads: readonly Secret[] = [
	aPerson('the patient', markers.patientFamily, markers.patientGiven),
	aText('numbers of the patient', markers.mrn, markers.accession, 'ACC-77300'),
	aDay('birth of the patient', '1961-03-17'),
	aText('the place', markers.institution, markers.station),
	aText('UIDs', markers.studyUid, markers.frameOfReferenceUid),
	aPerson('the reader of the earlier study', earlier.readerFamily),
	aText('the earlier study', earlier.studyUid, earlier.accession, earlier.station),
	aDay('the day of the earlier study', '2024-08-06'),
	aPerson('the referrer', markers.referrerFamily)
];

/** Who complained, and how to reach them. */
export const complainant: readonly Secret[] = [
	aPerson('the complainant', said.complainant),
	aText('the complainant’s phone', said.complainantPhone)
];

/** What was asked and known at the other doors. */
export const ofDoors: readonly Secret[] = [
	aText('words of the complaint', said.complaint),
	aText('words of the client', said.clientFinal),
	aText('reason of the plan', said.planReason),
	aText('the algorithm', said.algorithm),
	aText('the known answer', said.calibration)
];

/** Codes of the doors that a reviewer must not tell apart; where the reader asks, the reviewer gets the question. */
export const doorWords: readonly Secret[] = [
	aText('words of a door', 'complaint', 'clinician', 'focused', 'calibrated', 'ai-disagreement'),
	aText('more words of a door', 'preliminary-final', 'self-nominated', 'detectionMode')
];

/**
 * When somebody acted: the instant in every form to the minute, and the first 48 bits of each id that was made at that
 * instant (RFC 9562 §5.7).
 */
export function momentsOf(acts: readonly Act[], keys: readonly PersonKey[]): Secret[] {
	return acts
		.filter(({ by }) => keys.includes(by))
		.flatMap(({ by, at }) => [
			anInstant(`when the ${by} acted`, at),
			anIdTime(`ids of an act of the ${by}`, at)
		]);
}

function anIdTime(name: string, at: Instant): Secret {
	const hex = at.toString(16).padStart(12, '0');
	return { name, texts: [hex, `${hex.slice(0, 8)}-${hex.slice(8)}`], bytes: [Buffer.from(hex, 'hex')] };
}

/** Ids of the rows of tables. */
export async function idsIn(
	app: App,
	...names: readonly ('reads' | 'cases' | 'patients' | 'studies' | 'facilities' | 'reviews' | 'assignments')[]
): Promise<Secret[]> {
	const secrets: Secret[] = [];
	for (const name of names) {
		const rows = await app.db.read.select({ id: app.db.read.tables[name].id }).from(app.db.read.tables[name]);
		secrets.push(...rows.map(({ id }) => anId(`an id in ${name}`, id)));
	}
	return secrets;
}
