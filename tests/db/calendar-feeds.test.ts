import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { feedsOf, makeFeed, revokeFeed } from '#lib/features/credentials/expiry/feed-commands.server.ts';
import { openFeed } from '#lib/features/credentials/expiry/feed.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { readCalendar } from '../support/read-calendar.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('calendars of what runs out on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologist: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		const [own, other] = [await aRadiologist(app), await aRadiologist(app)];
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologist = await getActor(app, (await aUser(app, 'radiologist', { radiologistId: own.id })).id);
		await licence(own.id, 'TX', '2026-12-31');
		await licence(other.id, 'OK', '2026-11-30');
	});
	afterEach(() => app.close());

	const licence = async (
		radiologistId: string,
		jurisdiction: string,
		expiresOn: string,
		supersedes?: string
	) =>
		getValue(
			await recordCredential(app, coordinator, {
				kind: 'licence',
				body: { jurisdiction, pathway: 'full', status: 'active', issuedOn: '2024-01-01', expiresOn },
				radiologistId,
				source: 'hand',
				...(supersedes === undefined ? {} : { supersedes, words: 'a slip' })
			})
		).id;
	const make = async (actor: Actor, scope: 'own' | 'group') => {
		const { address } = getValue(await makeFeed(app, actor, { scope }));
		return /\/calendar\/([\w-]{43})\.ics$/.exec(address)?.[1] ?? '';
	};
	const open = (token: string, address = '10.0.0.1') => openFeed(app, { token, address });
	const eventsOf = async (token: string) => readCalendar(getValue(await open(token))).events;

	it('tell a radiologist of their own alone, without a name', async () => {
		const text = getValue(await open(await make(radiologist, 'own')));
		expect(readCalendar(text).events).toEqual([
			expect.objectContaining({
				start: '20261231',
				end: '20270101',
				summary: 'Runs out: TX licence',
				triggers: ['-P30D', '-P7D', '-P1D']
			})
		]);
		expect(text).not.toMatch(/Family|Given|OK licence|R\d{4}/);
	});

	it('tell a coordinator of the group without naming anybody, with the page that does', async () => {
		const text = getValue(await open(await make(coordinator, 'group')));
		const url = `${app.config.origin}/credentials/expirables`;
		expect(readCalendar(text).events).toMatchObject([
			{ summary: 'Runs out: OK licence of a radiologist', url },
			{ summary: 'Runs out: TX licence of a radiologist', url }
		]);
		expect(text).not.toMatch(/Family|Given|R\d{4}|NPI/);
	});

	it('are for those who may see what is in them', async () => {
		const refused = { ok: false, error: 'not-permitted' };
		expect(await makeFeed(app, radiologist, { scope: 'group' })).toEqual(refused);
		expect(await makeFeed(app, coordinator, { scope: 'own' })).toEqual(refused);
		const token = await make(coordinator, 'group');
		const { userRoles } = app.db.read.tables;
		await app.db.transaction((write) => write.delete(userRoles).where(eq(userRoles.userId, coordinator.id)));
		expect(await open(token)).toEqual({ ok: false, error: 'not-found' });
	});

	it('keep a UID over a correction', async () => {
		const token = await make(radiologist, 'own');
		const [before] = await eventsOf(token);
		const { credentialRows: t } = app.db.read.tables;
		const [row] = await app.db.read.select({ id: t.id }).from(t).where(eq(t.place, 'TX'));
		await licence(radiologist.radiologistId ?? '', 'TX', '2027-01-31', row?.id);
		const [after] = await eventsOf(token);
		expect([after?.uid, after?.start]).toEqual([before?.uid, '20270131']);
	});

	it('are ten at most, also where several are asked for at once', async () => {
		const made = await Promise.all(
			Array.from({ length: 14 }, () => makeFeed(app, coordinator, { scope: 'group' }))
		);
		expect(made.filter(({ ok }) => ok)).toHaveLength(10);
	});

	it('end when they are taken back, with the answer that every wrong address gets', async () => {
		const token = await make(radiologist, 'own');
		const [feed] = await feedsOf(app.db.read, radiologist.id);
		const id = { feed: feed?.id ?? '' };
		expect(await revokeFeed(app, coordinator, id)).toEqual({ ok: false, error: 'calendar-feed-not-found' });
		getValue(await revokeFeed(app, radiologist, id));
		const wrong = { ok: false, error: 'not-found' };
		expect([await open(token), await open('x'), await open('')]).toEqual([wrong, wrong, wrong]);
		expect(await feedsOf(app.db.read, radiologist.id)).toEqual([]);
		expect(await auditTypes(app, feed?.id ?? '')).toEqual(['calendar-feed.made', 'calendar-feed.revoked']);
	});

	it('keep no secret, and when each was used', async () => {
		const token = await make(radiologist, 'own');
		await open(token);
		const rows = await app.db.read.select().from(app.db.read.tables.calendarFeeds);
		expect(JSON.stringify(rows)).not.toContain(token);
		expect(await feedsOf(app.db.read, radiologist.id)).toEqual([
			expect.objectContaining({ lastUsedAt: app.clock.now() })
		]);
	});

	it('are not asked for without end', async () => {
		const token = await make(radiologist, 'own');
		for (let n = 0; n < 60; n += 1) expect((await open(token)).ok).toBe(true);
		expect(await open(token)).toEqual({ ok: false, error: 'too-many-attempts' });
		app.clock.advance(HOUR_MS);
		expect((await open(token)).ok).toBe(true);
		for (let n = 0; n < 600; n += 1) await open('x', '10.0.0.2');
		expect(await open('x', '10.0.0.2')).toEqual({ ok: false, error: 'too-many-attempts' });
		expect(await open('x', '10.0.0.3')).toEqual({ ok: false, error: 'not-found' });
	});
});
