import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { remindOfExpirables } from '#lib/features/credentials/expiry/reminders.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';

/** The day of `testStart` in the group's zone. */
const today = '2026-11-16';

describe.each(engines)('reminders of what runs out on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;
	const accounts = { holder: '', coordinator: '', director: '', administrator: '' };

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		const value = { name: 'Test group', timeZone: 'America/Chicago' };
		await app.db.transaction((write) =>
			write.insert(write.tables.settings).values({ key: GROUP_SETTING, value, updatedAt: testStart })
		);
		radiologistId = (await aRadiologist(app)).id;
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		accounts.coordinator = coordinator.id;
		accounts.director = (await aUser(app, 'director')).id;
		accounts.administrator = (await aUser(app, 'administrator')).id;
		accounts.holder = (await aUser(app, 'radiologist', { radiologistId })).id;
	});
	afterEach(() => app.close());

	const record = async (credential: Credential): Promise<string> =>
		getValue(await recordCredential(app, coordinator, { ...credential, radiologistId, source: 'hand' })).id;
	const licence = (expiresOn: string, issuedOn = '2024-01-01') =>
		record({
			kind: 'licence',
			body: { jurisdiction: 'TX', pathway: 'full', status: 'active', issuedOn, expiresOn }
		});
	const check = (of: string) =>
		record({
			kind: 'verification',
			body: {
				of,
				verifiedOn: today,
				result: 'confirmed',
				sourceName: 'Texas Medical Board',
				sourceType: 'primary',
				method: 'web'
			}
		});
	const rungs = async (rowId: string) => {
		const { credentialReminders: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t).where(eq(t.rowId, rowId)).orderBy(asc(t.sentAt));
		return rows.map(({ rung, escalatedTo, closedBy }) => ({ rung, escalatedTo, closedBy }));
	};
	const noticesOf = async (userId: string) => {
		const { notices: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t).where(eq(t.userId, userId)).orderBy(asc(t.createdAt));
		return rows.map(({ kind, facts }) => ({ kind, ...facts }));
	};
	const days = async (n: number) => {
		for (let day = 0; day < n; day += 1) {
			await remindOfExpirables(app);
			app.clock.advance(DAY_MS);
		}
	};

	it('go out at each rung once over 121 days, and then daily; nearer the end more are told', async () => {
		const id = await licence(addDays(today, 121));
		await days(124);
		expect(await rungs(id)).toEqual([
			...[120, 90, 60].map((rung) => ({ rung, escalatedTo: '', closedBy: null })),
			...[30, 14].map((rung) => ({ rung, escalatedTo: 'group-admin', closedBy: null })),
			...[7, 1, 0, -1, -2].map((rung) => ({
				rung,
				escalatedTo: 'group-admin,qa-director,scheduling',
				closedBy: null
			}))
		]);
		const [own, group, admin] = ['credential.own-expiring', 'credential.expiring', 'credential.escalated'];
		expect(await noticesOf(accounts.holder)).toEqual(Array(10).fill({ kind: own, n: 1 }));
		expect(await noticesOf(accounts.coordinator)).toEqual(Array(10).fill({ kind: group, n: 1 }));
		expect(await noticesOf(accounts.administrator)).toEqual(Array(7).fill({ kind: admin, n: 1 }));
		expect(await noticesOf(accounts.director)).toEqual(Array(5).fill({ kind: group, n: 1 }));
	});

	it('are one notice a person however many terms, and none a second time or by a second worker', async () => {
		await licence(addDays(today, 60));
		await record({ kind: 'mqsa', body: { from: '2024-01-01', to: addDays(today, 90) } });
		await Promise.all([remindOfExpirables(app), remindOfExpirables(app)]);
		expect(await remindOfExpirables(app)).toBe(0);
		expect(await noticesOf(accounts.coordinator)).toEqual([{ kind: 'credential.expiring', n: 2 }]);
		expect(await noticesOf(accounts.holder)).toEqual([{ kind: 'credential.own-expiring', n: 2 }]);
	});

	it('are the lowest rung alone where the server stood still', async () => {
		const id = await licence(addDays(today, 120));
		await remindOfExpirables(app);
		app.clock.advance(100 * DAY_MS);
		await remindOfExpirables(app);
		expect((await rungs(id)).map(({ rung }) => rung)).toEqual([120, 30]);
	});

	it('wait for the start of the day in the group’s zone', async () => {
		const id = await licence(addDays(today, 30));
		app.clock.advance(-HOUR_MS);
		expect(await remindOfExpirables(app)).toBe(0);
		app.clock.advance(HOUR_MS);
		await remindOfExpirables(app);
		expect((await rungs(id)).map(({ rung }) => rung)).toEqual([30]);
	});

	it('are closed by a newer term only when it was checked, in the audit log with that term', async () => {
		const id = await licence(addDays(today, 7));
		await remindOfExpirables(app);
		const renewal = await licence(addDays(today, 700), addDays(today, 8));
		app.clock.advance(6 * DAY_MS);
		await remindOfExpirables(app);
		expect((await rungs(id)).map(({ rung, closedBy }) => [rung, closedBy])).toEqual([
			[7, null],
			[1, null]
		]);
		await check(renewal);
		await remindOfExpirables(app);
		app.clock.advance(5 * DAY_MS);
		expect(await remindOfExpirables(app)).toBe(0);
		expect((await rungs(id)).map(({ closedBy }) => closedBy)).toEqual([renewal, renewal]);
		const types = await auditTypes(app, radiologistId);
		expect(types.filter((type) => type.startsWith('reminder.'))).toEqual([
			'reminder.sent',
			'reminder.sent',
			'reminder.closed'
		]);
	});

	it('are not sent again where a row is corrected without another end', async () => {
		const id = await licence(addDays(today, 60));
		await remindOfExpirables(app);
		const corrected = getValue(
			await recordCredential(app, coordinator, {
				kind: 'licence',
				body: {
					jurisdiction: 'TX',
					pathway: 'full',
					status: 'active',
					issuedOn: '2024-01-01',
					expiresOn: addDays(today, 60),
					number: 'T1'
				},
				radiologistId,
				source: 'hand',
				supersedes: id,
				words: 'its number was missing'
			})
		);
		expect(await remindOfExpirables(app)).toBe(0);
		expect(await rungs(corrected.id)).toEqual([]);
	});

	it('name nobody and nothing in a mail', async () => {
		await licence(addDays(today, 60));
		await remindOfExpirables(app);
		const { notices } = app.db.read.tables;
		const rows = await app.db.read.select().from(notices);
		expect(JSON.stringify(rows.map(({ facts, path }) => ({ facts, path })))).not.toMatch(/TX|R\d{4}|Family/);
	});
});
