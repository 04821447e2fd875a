import { demoModalities } from '#lib/core/demo/group/types.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import { roleNames, type Role } from '#lib/core/permissions.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { demoEmail, demoPeople, demoRoleOf } from './accounts.ts';
import type { PastAudit } from './audit-log.ts';
import { demoNpi } from './npi.ts';
import type { Seeding } from './seeding.ts';

export const DEMO_TIME_ZONE = 'America/Chicago';
const GROUP_NAME = 'Northlight Teleradiology';
const VERSION = '0.1.0';
const CAPACITY = 20;
/** Holds more than the others of the present round, so that there is something to try in every modality. */
const DEMO_REVIEWER_CAPACITY = 30;
const AUDITOR_DAYS = 30;
const AWAY_DAYS = 10;

/** Reviewers of the present round, by radiologist; the others are away, so that few hold the cases with images. */
export const presentReviewers: readonly string[] = [demoPeople.reviewer, 'R03', 'R24'];

/** Ids of the group's people and places by their codes. */
export type People = {
	readonly facilityIds: ReadonlyMap<string, string>;
	readonly radiologistIds: ReadonlyMap<string, string>;
	/** Users by radiologist (R…), reviewer (V…) or staff code (S…). */
	readonly userIds: ReadonlyMap<string, string>;
	/** Committee members with the radiologist whom each is. */
	readonly committee: readonly { readonly userId: string; readonly readerCode: string }[];
	readonly coordinatorId: string;
	readonly startedAt: Instant;
};

type Person = {
	readonly code: string;
	readonly name: string;
	readonly email: string;
	readonly roles: readonly Role[];
	readonly readerCode: string | null;
	readonly reviewerCode: string | null;
};

const roleOfStaff: Readonly<Record<string, Role>> = {
	director: 'director',
	chair: 'chair',
	committee: 'committee',
	coordinator: 'coordinator',
	auditor: 'auditor',
	administrator: 'administrator'
};

/** Everybody who signs in: one account a person, whatever they are. */
function listPeople({ group }: Seeding): Person[] {
	const rolesOf = (readerCode: string): Role[] =>
		group.staff
			.filter((member) => member.readerCode === readerCode)
			.flatMap(({ roles }) => roles.flatMap((role) => roleOfStaff[role] ?? []));
	const readers = group.readers.map((reader): Person => {
		const reviews = reader.reviewerCode !== null && reader.code !== demoPeople.radiologist;
		return {
			code: reader.code,
			name: `${reader.givenName} ${reader.familyName}`,
			email: reader.email,
			roles: [
				...new Set<Role>([
					'radiologist',
					...(reviews ? (['reviewer'] as const) : []),
					...rolesOf(reader.code)
				])
			],
			readerCode: reader.code,
			reviewerCode: reader.reviewerCode
		};
	});
	const staff = group.staff
		.filter(({ readerCode }) => readerCode === null)
		.map((member): Person => ({
			code: member.code,
			name: `${member.givenName} ${member.familyName}`,
			email: member.email,
			roles: [...new Set(member.roles.flatMap((role) => roleOfStaff[role] ?? []))],
			readerCode: null,
			reviewerCode: null
		}));
	return [...staff, ...readers];
}

/** Hashes of the demo accounts' password, and of one that nobody knows for everybody else. */
export type Hashes = { readonly shown: ReadonlyMap<Role, string>; readonly unknown: string };

/** Hashes before any transaction: hashing takes its time. An administrator may give the others a password. */
export async function hashPasswords({ app }: Seeding, password: string): Promise<Hashes> {
	const shown = roleNames.map(async (role) => [role, await hashPassword(password)] as const);
	return {
		shown: new Map(await Promise.all(shown)),
		unknown: await hashPassword(app.secrets.pseudonym('demo', 'nobody').toString('hex'))
	};
}

/** Writes the group, its places and its people as if set up a week before the first read. */
export async function writePeople(
	seeding: Seeding,
	write: WriteHandle,
	audit: PastAudit,
	hashes: Hashes
): Promise<People> {
	const { group, cutAt, idAt } = seeding;
	const startedAt = group.fromAt - 7 * DAY_MS + 14 * HOUR_MS;
	const { facilities, radiologists, users, userRoles, auditorScopes, settings } = write.tables;
	const people = listPeople(seeding);
	const userIds = new Map(people.map(({ code }) => [code, idAt(startedAt)]));
	const administratorId = userIds.get(demoPeople.administrator) ?? '';
	const by = { at: startedAt, actorId: administratorId };
	audit.add({ type: 'system.initialised', facts: { version: VERSION }, ...by });

	await write.insertRows(settings, [
		{ key: GROUP_SETTING, value: { name: GROUP_NAME, timeZone: DEMO_TIME_ZONE }, updatedAt: startedAt }
	]);
	const facilityRows = group.facilities.map(({ code, name, state, timeZone }) => ({
		id: idAt(startedAt),
		code,
		name,
		jurisdiction: state,
		timeZone,
		createdAt: startedAt
	}));
	await write.insertRows(facilities, facilityRows);
	const radiologistRows = group.readers.map((reader, index) => ({
		id: idAt(startedAt),
		code: reader.code,
		externalId: `NLT-${reader.code}`,
		familyName: reader.familyName,
		givenName: reader.givenName,
		npi: demoNpi(index),
		degree: reader.credentials.includes('DO') ? 'DO' : 'MD',
		section: reader.section,
		tier: reader.tier === 'junior' ? 'junior' : 'standard',
		reviewModalities: reader.reviewerCode === null ? '' : [...demoModalities].sort().join(','),
		createdAt: startedAt
	}));
	await write.insertRows(radiologists, radiologistRows);
	const facilityIds = new Map(facilityRows.map(({ code, id }) => [code, id]));
	const radiologistIds = new Map(radiologistRows.map(({ code, id }) => [code, id]));

	const userRows = people.map((person) => {
		const role = demoRoleOf(person.code);
		const isAway = person.roles.includes('reviewer') && !presentReviewers.includes(person.code);
		return {
			id: userIds.get(person.code) ?? '',
			email: role ? demoEmail(role) : person.email,
			name: person.name,
			passwordHash: (role && hashes.shown.get(role)) ?? hashes.unknown,
			radiologistId: person.readerCode === null ? null : (radiologistIds.get(person.readerCode) ?? null),
			reviewerCode: person.reviewerCode,
			reviewCapacity: person.code === demoPeople.reviewer ? DEMO_REVIEWER_CAPACITY : CAPACITY,
			awayFrom: isAway ? cutAt - 3 * DAY_MS : null,
			awayTo: isAway ? cutAt + AWAY_DAYS * DAY_MS : null,
			expiresAt: person.roles.includes('auditor') ? cutAt + AUDITOR_DAYS * DAY_MS : null,
			createdAt: startedAt
		};
	});
	await write.insertRows(users, userRows);
	await write.insertRows(
		userRoles,
		people.flatMap(({ code, roles }) => roles.map((role) => ({ userId: userIds.get(code) ?? '', role })))
	);
	await write.insertRows(
		auditorScopes,
		['F1', 'F3'].map((code) => ({
			userId: userIds.get(demoPeople.auditor) ?? '',
			facilityId: facilityIds.get(code) ?? '',
			periodFrom: group.fromAt,
			periodTo: cutAt + AUDITOR_DAYS * DAY_MS
		}))
	);
	for (const { id, code } of facilityRows) {
		audit.add({ type: 'facility.created', subjectId: id, facts: { code }, ...by });
	}
	for (const { id, code } of radiologistRows) {
		audit.add({ type: 'radiologist.created', subjectId: id, facts: { code }, ...by });
	}
	for (const { code, roles } of people) {
		const subjectId = userIds.get(code) ?? '';
		audit.add({ type: 'user.created', subjectId, facts: { roles: [...roles].sort().join(',') }, ...by });
	}
	for (const person of people) {
		if (person.reviewerCode !== null) userIds.set(person.reviewerCode, userIds.get(person.code) ?? '');
	}
	return {
		facilityIds,
		radiologistIds,
		userIds,
		committee: people
			.filter(({ roles }) => roles.includes('committee'))
			.map(({ code, readerCode }) => ({ userId: userIds.get(code) ?? '', readerCode: readerCode ?? '' })),
		coordinatorId: userIds.get(demoPeople.coordinator) ?? '',
		startedAt
	};
}
