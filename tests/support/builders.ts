import { eq } from 'drizzle-orm';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { insertInitialPolicies } from '#lib/features/admin/policy-commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';

/** Rows as they are stored, and what a test may say about one that it builds. */
type Row<K extends keyof Tables> = Tables[K]['$inferSelect'];
type Given<K extends keyof Tables> = Partial<Tables[K]['$inferInsert']>;

/** The password of every user that {@link aUser} makes. */
export const testPassword = 'five quiet lanterns';

let passwordHash: Promise<string> | null = null;
let count = 0;

/** A number that no other row of this process has, for codes that must be unique. */
function nextNumber(): string {
	count += 1;
	return String(count).padStart(4, '0');
}

function only<T>([row]: readonly T[]): T {
	if (row === undefined) throw new Error('the insert returned no row');
	return row;
}

/** A facility in Texas. */
export async function aFacility(app: App, given: Given<'facilities'> = {}): Promise<Row<'facilities'>> {
	const number = nextNumber();
	const { facilities } = app.db.read.tables;
	const values = {
		id: app.ids(),
		code: `F${number}`,
		name: `Hospital ${number}`,
		jurisdiction: 'TX',
		timeZone: 'America/Chicago',
		createdAt: app.clock.now(),
		...given
	};
	return only(await app.db.transaction((write) => write.insert(facilities).values(values).returning()));
}

/** A radiologist, who reads and may review every modality. */
export async function aRadiologist(
	app: App,
	given: Given<'radiologists'> = {}
): Promise<Row<'radiologists'>> {
	const number = nextNumber();
	const { radiologists } = app.db.read.tables;
	const values = {
		id: app.ids(),
		code: `R${number}`,
		externalId: `NPI${number}`,
		familyName: `Family${number}`,
		givenName: `Given${number}`,
		section: 'body',
		reviewModalities: 'CT,FL,MG,MR,NM,PT,US,XA,XR',
		createdAt: app.clock.now(),
		...given
	};
	return only(await app.db.transaction((write) => write.insert(radiologists).values(values).returning()));
}

/** An active user with a role or several; {@link testPassword} is the password. */
export async function aUser(
	app: App,
	role: Role | readonly Role[],
	given: Given<'users'> = {}
): Promise<Row<'users'>> {
	const number = nextNumber();
	const { users, userRoles } = app.db.read.tables;
	passwordHash ??= hashPassword(testPassword);
	const hash = await passwordHash;
	const held: readonly Role[] = typeof role === 'string' ? [role] : role;
	const values = {
		id: app.ids(),
		email: `user${number}@example.org`,
		name: `Person ${number}`,
		passwordHash: hash,
		reviewerCode: held.includes('reviewer') ? `V${number}` : null,
		createdAt: app.clock.now(),
		...given
	};
	return app.db.transaction(async (write) => {
		const user = only(await write.insert(users).values(values).returning());
		if (held.length) {
			await write.insert(userRoles).values(held.map((name) => ({ userId: user.id, role: name })));
		}
		return user;
	});
}

/** A finished routine CT of the head from yesterday; makes its facility and its reader unless they are given. */
export async function aRead(app: App, given: Given<'reads'> = {}): Promise<Row<'reads'>> {
	const number = nextNumber();
	const { reads } = app.db.read.tables;
	const facilityId = given.facilityId ?? (await aFacility(app)).id;
	const readerId = given.readerId ?? (await aRadiologist(app)).id;
	const completedAt = given.examCompletedAt ?? app.clock.now() - DAY_MS;
	const values = {
		id: app.ids(),
		naturalKey: `key-${number}`,
		samplingId: app.secrets.pseudonym('sampling', number).toString('hex').slice(0, 32),
		accession: `A${number}`,
		modality: 'CT',
		bodyRegion: 'head',
		procedure: 'CT head without contrast',
		priority: 'routine',
		patientClass: 'emergency',
		shift: 'day',
		ageYears: 54,
		sex: 'F',
		kind: 'final',
		status: 'current',
		reportVersion: 1,
		orderedAt: completedAt - HOUR_MS,
		finalAt: completedAt + HOUR_MS,
		source: 'hl7',
		receivedAt: completedAt + HOUR_MS,
		...given,
		facilityId,
		readerId,
		examCompletedAt: completedAt
	};
	return only(await app.db.transaction((write) => write.insert(reads).values(values).returning()));
}

/** A randomly drawn case that waits for a reviewer, due in two weeks; makes its read unless one is given. */
export async function aCase(app: App, given: Given<'cases'> = {}): Promise<Row<'cases'>> {
	const { cases } = app.db.read.tables;
	const readId = given.readId ?? (await aRead(app)).id;
	const values = {
		id: app.blindIds(),
		detectionMode: 'random',
		blindingLevel: 'L3',
		state: 'drawn',
		inclusion: 0.05,
		dueAt: app.clock.now() + 14 * DAY_MS,
		createdAt: app.clock.now(),
		...given,
		readId
	};
	return only(await app.db.transaction((write) => write.insert(cases).values(values).returning()));
}

/** Publishes version 1 of every policy, as setting a group up does. */
export async function publishInitialPolicies(app: App, timeZone = 'America/Chicago'): Promise<void> {
	await app.db.transaction(async (write) => {
		await recordAudit(write, ...(await insertInitialPolicies(app, write, { author: null, timeZone })));
	});
}

/** Takes away what images are laid out by: a viewer then opens one series. */
export async function withoutLayouts(app: App): Promise<void> {
	const { policies } = app.db.read.tables;
	await app.db.transaction((write) =>
		write
			.update(policies)
			.set({ body: { protocols: [] } })
			.where(eq(policies.kind, 'hanging'))
	);
}
