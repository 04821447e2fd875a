import { eq } from 'drizzle-orm';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { noticeKinds, type NoticeFacts, type NoticeKind } from '#lib/core/notices/kinds.ts';
import { chooseMail, readAll, readNotice } from '#lib/features/notices/commands.server.ts';
import { freshLabel } from '#lib/features/notices/fresh-label.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { countFresh, inbox, mailChoiceOf } from '#lib/features/notices/queries.server.ts';
import { remindReviewers } from '#lib/features/notices/reminders.server.ts';
import type { Actor } from '#lib/core/actor.ts';
import { aCase, aUser, publishInitialPolicies } from '../support/builders.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { anAssignment, auditTypes } from '../support/reviewing.ts';
import { anInstant } from '../support/secrets.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('notices on %s', (engine) => {
	let app: TestApp;
	let own: Actor;
	let other: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		own = await getActor(app, (await aUser(app, 'reviewer')).id);
		other = await getActor(app, (await aUser(app, 'reviewer')).id);
	});
	afterEach(() => app.close());

	async function tell<K extends NoticeKind>(
		to: readonly Actor[],
		kind: K,
		facts: NoticeFacts<K>,
		more: { onceKey?: string; path?: string } = {}
	): Promise<void> {
		const people = to.map(({ id }) => id);
		await app.db.transaction((write) =>
			notify(write, { ids: app.ids, now: app.clock.now() }, people, {
				kind,
				facts,
				path: '/reviews',
				...more
			})
		);
	}

	const see = (actor = own, after: string | null = null) =>
		inbox(app.db.read, actor.id, app.clock.now(), after);
	const texts = async (actor = own): Promise<string[]> => (await see(actor)).fresh.map(({ text }) => text);

	it('reach those they are for, once a key, newest first', async () => {
		await tell([own, own], 'review.overdue', { n: 1 }, { onceKey: 'overdue:1' });
		app.clock.advance(HOUR_MS);
		await tell([own, other], 'review.overdue', { n: 2 }, { onceKey: 'overdue:1' });
		await tell([own], 'review.returned', {});
		expect(await texts()).toEqual(['A review came back to you with a question', '1 review is overdue']);
		expect(await texts(other)).toEqual(['2 reviews are overdue']);
		expect(await countFresh(app.db.read, own.id, app.clock.now())).toBe(2);
	});

	it('open their page and are read then', async () => {
		await tell([own], 'review.returned', {}, { path: '/reviews' });
		const [notice] = (await see()).fresh;
		expect(await readNotice(app, own, { notice: notice?.id ?? '' })).toEqual({
			ok: true,
			value: { path: '/reviews' }
		});
		expect(await see()).toMatchObject({ fresh: [], freshCount: 0, earlier: [{ id: notice?.id }] });
		expect(await countFresh(app.db.read, own.id, app.clock.now())).toBe(0);
	});

	it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
		'lead to no other place: %s',
		async (path) => {
			await tell([own], 'review.returned', {}, { path });
			const [notice] = (await see()).fresh;
			expect(await readNotice(app, own, { notice: notice?.id ?? '' })).toEqual({
				ok: true,
				value: { path: '/notices' }
			});
		}
	);

	it('are nobody else’s to read or to open', async () => {
		await tell([own], 'review.returned', {});
		const [notice] = (await see()).fresh;
		const refused = { ok: false, error: 'notice-not-found' };
		expect(await readNotice(app, other, { notice: notice?.id ?? '' })).toEqual(refused);
		expect(await readAll(app, other, { through: notice?.id ?? '' })).toEqual(refused);
		expect(await see(other)).toMatchObject({ fresh: [], earlier: [] });
		expect((await see()).freshCount).toBe(1);
	});

	it('are all marked as read but those that came after the page was made', async () => {
		await tell([own, other], 'review.overdue', { n: 1 });
		await tell([own], 'review.overdue', { n: 2 });
		app.clock.advance(1000);
		const [newest] = (await see()).fresh;
		app.clock.advance(1000);
		await tell([own], 'review.overdue', { n: 3 });
		await readAll(app, own, { through: newest?.id ?? '' });
		expect(await texts()).toEqual(['3 reviews are overdue']);
		expect((await see(other)).freshCount).toBe(1);
	});

	it('come page by page without one lost or twice, also of the same instant', async () => {
		for (let n = 1; n <= 130; n++) {
			await tell([own], 'review.overdue', { n });
			if (n % 3 === 0) app.clock.advance(1000);
		}
		const [newest] = (await see()).fresh;
		expect(await see()).toMatchObject({ freshCount: 130, fresh: { length: 100 } });
		expect(freshLabel(await countFresh(app.db.read, own.id, app.clock.now()))?.short).toBe('99+');
		await readAll(app, own, { through: newest?.id ?? '' });
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const page = await see(own, cursor);
			seen.push(...page.earlier.map(({ text }) => text));
			cursor = page.nextCursor;
		} while (cursor);
		expect(seen).toHaveLength(130);
		expect(new Set(seen).size).toBe(130);
		expect(await see(other, newest?.id ?? null)).toMatchObject({ earlier: [] });
	});

	it('tell a reader of the committee’s answer with the next UTC day, so that its hour stands in no byte', async () => {
		const answeredAt = app.clock.now() + 3 * HOUR_MS;
		app.clock.set(answeredAt);
		await tell([own], 'feedback.answered', {});
		expect(await countFresh(app.db.read, own.id, app.clock.now())).toBe(0);
		expect(await texts()).toEqual([]);
		app.clock.set(startOfUtcDay(answeredAt) + DAY_MS);
		const shown = await see();
		expect(shown.fresh).toMatchObject([{ on: startOfUtcDay(answeredAt) + DAY_MS }]);
		const hour = anInstant('answered', answeredAt);
		const idTime = answeredAt.toString(16).padStart(12, '0').slice(0, 9);
		expect(makeLeakFinder([hour])(Buffer.from(JSON.stringify(shown)))).toEqual([]);
		expect(shown.fresh[0]?.id.replaceAll('-', '').startsWith(idTime)).toBe(false);
	});

	it('show a day and no hour, and nothing of a kind that is not known', async () => {
		for (const kind of Object.keys(noticeKinds) as NoticeKind[]) {
			await tell([own], kind, { n: 2, on: '2026-11-30' });
		}
		const { notices } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.insert(notices).values({
				id: app.ids(),
				userId: own.id,
				kind: 'of.later',
				facts: { name: 'Jane Roe' },
				path: '/',
				createdAt: app.clock.now()
			})
		);
		app.clock.advance(DAY_MS);
		const shown = (await see()).fresh;
		expect(shown).toHaveLength(Object.keys(noticeKinds).length);
		for (const { on, ...rest } of shown) {
			expect(on % DAY_MS).toBe(0);
			expect(Object.keys(rest).sort()).toEqual(['id', 'isUrgent', 'text']);
		}
		expect(JSON.stringify(shown)).not.toContain('Roe');
	});

	it('are mailed once a day until somebody chooses, which is written down', async () => {
		expect(await mailChoiceOf(app.db.read, own.id)).toBe('daily');
		await chooseMail(app, own, { mail: 'weekly' });
		await chooseMail(app, own, { mail: 'never' });
		expect(await mailChoiceOf(app.db.read, own.id)).toBe('never');
		expect(await mailChoiceOf(app.db.read, other.id)).toBe('daily');
		expect(await auditTypes(app, own.id)).toEqual(['notices.changed', 'notices.changed']);
	});

	it('go to everybody active who holds a role, once', async () => {
		const both = await aUser(app, ['director', 'coordinator']);
		await aUser(app, 'coordinator', { status: 'disabled' });
		expect(await holdersOf(app.db.read, ['director', 'coordinator'])).toEqual([both.id]);
	});

	describe('remind', () => {
		/** An open case of a reviewer that is due in so many days. */
		async function due(days: number, reviewerId = own.id): Promise<string> {
			const { id } = await aCase(app, { state: 'assigned', dueAt: app.clock.now() + days * DAY_MS });
			return anAssignment(app, { caseId: id, reviewerId });
		}
		async function after(days: number): Promise<void> {
			app.clock.advance(days * DAY_MS);
			await remindReviewers(app);
		}
		/** Has somebody read everything. */
		async function seen(actor = own): Promise<void> {
			const [newest] = (await see(actor)).fresh;
			if (newest) await readAll(app, actor, { through: newest.id });
		}
		const opened = async (id: string, status = 'open'): Promise<void> => {
			const { assignments } = app.db.read.tables;
			const openedAt = app.clock.now();
			await app.db.transaction((write) =>
				write.update(assignments).set({ openedAt, status }).where(eq(assignments.id, id))
			);
		};

		it('of new cases with one count a day', async () => {
			await due(14);
			await due(14);
			await after(0);
			await after(0);
			expect(await texts()).toEqual(['2 cases were assigned to you']);
			app.clock.advance(HOUR_MS);
			await due(14);
			await after(0.25);
			expect(await texts()).toHaveLength(1);
			await after(0.75);
			expect(await texts()).toEqual(['1 case was assigned to you', '2 cases were assigned to you']);
			await after(1);
			expect(await texts()).toHaveLength(2);
		});

		it('of what is due soon, once, and again only when something joins', async () => {
			for (const days of [10, 10, 12]) await opened(await due(days));
			await after(6.9);
			expect(await texts()).toEqual([]);
			await after(0.2);
			expect(await texts()).toEqual(['2 reviews are due soon']);
			await after(1);
			expect(await texts()).toHaveLength(1);
			await after(1);
			expect(await texts()).toEqual(['3 reviews are due soon', '2 reviews are due soon']);
		});

		it('of what is overdue, then once a week', async () => {
			await opened(await due(-1));
			await after(0);
			expect(await texts()).toEqual(['1 review is overdue']);
			await seen();
			for (let day = 0; day < 6; day++) await after(1);
			expect(await texts()).toEqual([]);
			await after(1);
			expect(await texts()).toEqual(['1 review is overdue']);
		});

		it('of nothing that is scored, given back or asked to be thought over', async () => {
			for (const status of ['scored', 'declined', 'expired', 'withdrawn']) {
				await opened(await due(-10), status);
			}
			const { assignments } = app.db.read.tables;
			const id = await due(-10);
			await app.db.transaction((write) =>
				write.update(assignments).set({ purpose: 'reconsider' }).where(eq(assignments.id, id))
			);
			expect(await remindReviewers(app)).toBe(0);
		});

		it('nobody who is away, and still the coordinators of what stays overdue', async () => {
			const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
			const now = app.clock.now();
			const away = await aUser(app, 'reviewer', { awayFrom: now - DAY_MS, awayTo: now + 20 * DAY_MS });
			await opened(await due(-1, away.id));
			await opened(await due(-1, own.id));
			await after(0);
			expect((await inbox(app.db.read, away.id, now)).freshCount).toBe(0);
			expect(await texts(coordinator)).toEqual([]);
			await after(1.9);
			expect(await texts(coordinator)).toEqual([]);
			await after(1.1);
			expect(await texts(coordinator)).toEqual(['2 reviews are long overdue']);
			await after(18);
			expect((await inbox(app.db.read, away.id, app.clock.now())).freshCount).toBeGreaterThan(0);
		});

		it('each person of a kind at most once a day, whoever asks at once', async () => {
			await due(-10);
			await due(1);
			await Promise.all([remindReviewers(app), remindReviewers(app), remindReviewers(app)]);
			expect((await texts()).toSorted()).toEqual([
				'1 review is due soon',
				'1 review is overdue',
				'2 cases were assigned to you'
			]);
		});
	});
});
