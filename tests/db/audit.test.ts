import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { genesisHash } from '#lib/core/audit/chain.ts';
import { err } from '#lib/core/result.ts';
import { auditPage } from '#lib/features/audit/queries.server.ts';
import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('the audit chain on %s', (engine) => {
	let app: TestApp;
	beforeAll(async () => {
		app = await testApp({ engine });
	});
	afterAll(() => app.close());

	const event = (code: string) =>
		({
			type: 'facility.changed',
			subjectId: 'facility-1',
			facts: { code },
			at: app.clock.now(),
			actor: null
		}) as const;
	const links = () => {
		const { auditEvents } = app.db.read.tables;
		return app.db.read.select().from(auditEvents).orderBy(auditEvents.seq);
	};

	it('links each event to the one before it, in one transaction or in several', async () => {
		await app.db.transaction((write) => recordAudit(write, event('a'), event('b')));
		await app.db.transaction((write) => recordAudit(write, event('c')));
		const chain = await links();
		expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3]);
		expect(chain[0]?.prevHash).toBe(genesisHash);
		expect(chain[1]?.prevHash).toBe(chain[0]?.hash);
		expect(chain[2]?.prevHash).toBe(chain[1]?.hash);
		expect(chain[2]?.facts).toBe('{"code":"c"}');
		expect(await verifyAuditChain(app.db.read)).toEqual({
			links: 3,
			headHash: chain[2]?.hash,
			firstBreak: null
		});
	});

	it('does not fork when many write at once', async () => {
		await Promise.all(
			Array.from({ length: 25 }, (_, at) =>
				app.db.transaction((write) => recordAudit(write, event(`n${at}`)))
			)
		);
		const chain = await links();
		expect(chain).toHaveLength(28);
		expect(await verifyAuditChain(app.db.read)).toMatchObject({ links: 28, firstBreak: null });
	});

	it('forgets an event together with the transaction that it records', async () => {
		await app.db.transaction(async (write) => {
			await recordAudit(write, event('never'));
			return err('already-decided');
		});
		expect(await links()).toHaveLength(28);
	});

	it.each([
		['update', sql`update audit_events set facts = '{}' where seq = 2`],
		['delete', sql`delete from audit_events where seq = 2`],
		['delete of the last event', sql`delete from audit_events where seq = 28`]
	])('refuses an %s, whoever asks', async (_, statement) => {
		const before = await links();
		await expect(app.db.transaction((write) => write.run(statement))).rejects.toThrow();
		expect(await links()).toEqual(before);
	});

	it('names the first link that was altered by somebody who took the triggers away', async () => {
		const drop =
			engine === 'sqlite'
				? sql`drop trigger audit_events_no_update`
				: sql`drop trigger audit_events_append_only on audit_events`;
		await app.db.transaction(async (write) => {
			await write.run(drop);
			await write.run(sql`update audit_events set facts = '{"code":"B"}' where seq = 2`);
		});
		expect(await verifyAuditChain(app.db.read)).toMatchObject({ firstBreak: { seq: 2, reason: 'altered' } });
	});
});

describe.each(engines)('the page of the audit log on %s', (engine) => {
	it('names those who run the portal, but nobody in the log of a case', async () => {
		await using app = await testApp({ engine });
		const [reviewer, director, administrator] = await Promise.all(
			(['reviewer', 'director', 'administrator'] as const).map((role) => aUser(app, role))
		);
		if (!reviewer || !director || !administrator) throw new Error('no users');
		const at = app.clock.now();
		await app.db.transaction((write) =>
			recordAudit(
				write,
				{ type: 'session.started', subjectId: reviewer.id, facts: {}, at, actor: reviewer },
				{ type: 'case.opened', subjectId: 'case-1', facts: { assignmentId: 'a' }, at, actor: reviewer },
				{
					type: 'review.submitted',
					subjectId: 'case-1',
					facts: { assignmentId: 'a', reviewId: 'r', score: '1' },
					at,
					actor: reviewer
				},
				{ type: 'case.opened', subjectId: 'case-2', facts: { assignmentId: 'b' }, at, actor: reviewer }
			)
		);
		const filter = { before: null, type: null, subject: null };
		for (const asker of [director, administrator]) {
			const { rows } = await auditPage(app, await getActor(app, asker.id), filter);
			const [other, submitted, opened, session] = rows.map(({ actor }) => actor);
			expect(opened).toMatch(/^[0-9a-f]{6}$/);
			expect(submitted).toBe(opened);
			expect(other).not.toBe(opened);
			expect(reviewer.id.endsWith(opened ?? '')).toBe(false);
			expect(session).toBe(asker === director ? reviewer.name : reviewer.id.slice(-6));
		}
	});
});
