import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { genesisHash } from '#lib/core/audit/chain.ts';
import { err } from '#lib/core/result.ts';
import { auditPage, auditTypes } from '#lib/features/audit/queries.server.ts';
import { verdictFor, verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { openCase } from '#lib/features/reviews/draft-commands.server.ts';
import { reopenOwn } from '#lib/features/reviews/reconsider.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aForm, anAssignedCase, aScore, reviewAtL3 } from '../support/reviewing.ts';
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
	/** Inserts all rows of a table once more, and lets the new ones take the places of the old. */
	const replacing = (table: string, key: string, changed: string) =>
		sql.raw(
			engine === 'sqlite'
				? `replace into ${table} select * from ${table}`
				: `insert into ${table} select * from ${table} on conflict (${key}) do update set ${changed} = excluded.${changed}`
		);
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
		['delete of the last event', sql`delete from audit_events where seq = 28`],
		['removal of all', engine === 'sqlite' ? sql`delete from audit_events` : sql`truncate audit_events`],
		['update disguised as an insertion', replacing('audit_events', 'seq', 'type')],
		['replacement of all', replacing('audit_events', 'seq', 'facts')]
	])('refuses an %s, whoever asks', async (_, statement) => {
		const before = await links();
		await expect(app.db.transaction((write) => write.run(statement))).rejects.toThrow();
		expect(await links()).toEqual(before);
	});

	it.each([
		['audit_checkpoints', 'id', 'note'],
		['audit_tree_nodes', 'height, nth', 'hash']
	])('refuses the same of %s', async (table, key, changed) => {
		await app.db.transaction(async (write) => {
			const { auditCheckpoints, auditTreeNodes } = write.tables;
			const hashes = { rootHash: 'a', headHash: 'b' };
			await write
				.insert(auditCheckpoints)
				.values({ id: table, treeSize: table.length, ...hashes, at: 1, keyId: 'k', note: 'n' });
			await write.insert(auditTreeNodes).values({ height: 8, nth: table.length, hash: 'a' });
		});
		for (const statement of [
			sql.raw(`update ${table} set ${changed} = 'x'`),
			sql.raw(`delete from ${table}`),
			...(engine === 'postgres' ? [sql.raw(`truncate ${table} cascade`)] : []),
			replacing(table, key, changed)
		])
			await expect(app.db.transaction((write) => write.run(statement))).rejects.toThrow();
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

	it('tells whoever has reads of their own no outcome of anybody, nor what one could be guessed by', async () => {
		await using app = await testApp({ engine });
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const radiologistId = (await aRadiologist(app)).id;
		const reader = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		const about = { at: app.clock.now(), actor: null, subjectId: 'case-1' };
		await app.db.transaction((write) =>
			recordAudit(
				write,
				{ ...about, type: 'review.submitted', facts: { assignmentId: 'a', reviewId: 'r', score: '3b' } },
				{
					...about,
					subjectId: 'correction-1',
					type: 'correction.opened',
					facts: { because: 'score', dueAt: '' }
				},
				{ ...about, type: 'case.referred', facts: { reviewId: 'r' } },
				{
					...about,
					type: 'committee.decided',
					facts: { decisionId: 'd', outcome: 'confirmed', finalScore: '3b' }
				},
				// As earlier releases froze one: its counts stay in the chain.
				{
					...about,
					type: 'quality.baseline-frozen',
					facts: { mode: 'random', version: 1, x: 58, n: 740 } as never
				},
				{ ...about, type: 'feedback.answered', facts: { outcome: 'uphold' } },
				{ ...about, type: 'feedback.released', facts: {} }
			)
		);
		const shownTo = async (actor: typeof reader, filter: { type?: string; subject?: string } = {}) =>
			(await auditPage(app, actor, { before: null, type: null, subject: null, ...filter })).rows.slice(0, 7);
		const told = await shownTo(reader);
		expect(told.map(({ type, facts, withheld }) => [type, facts, withheld])).toEqual([
			['feedback.released', {}, []],
			['quality.baseline-frozen', { mode: 'random', version: 1 }, ['x', 'n']],
			['review.submitted', { assignmentId: 'a', reviewId: 'r' }, ['score']]
		]);
		// Neither numbers nor keys have gaps where entries are left out.
		expect(told.map(({ key, seq, hash }) => [key, seq, hash])).toEqual([
			[1, null, null],
			[2, null, null],
			[3, null, null]
		]);
		for (const type of ['committee.decided', 'correction.opened', 'feedback.answered'])
			expect(await shownTo(reader, { type })).toEqual([]);
		expect(await shownTo(reader, { subject: 'correction-1' })).toEqual([]);
		expect(await shownTo(reader, { subject: 'case-1' })).toHaveLength(3);
		expect(await auditTypes(app.db.read, reader)).not.toContain('case.referred');
		const whole = await verifyAuditChain(app.db.read);
		expect(await verdictFor(app.db.read, reader)).toEqual({
			links: null,
			headHash: null,
			firstBreak: null,
			isPart: true
		});
		// Nothing changes for others.
		expect(await verdictFor(app.db.read, director)).toEqual({ ...whole, isPart: false });
		const all = await shownTo(director);
		expect(all.map(({ type }) => type)).toContain('committee.decided');
		expect(all[2]).toMatchObject({ facts: { x: 58, n: 740 }, withheld: [] });
		expect(all[0]?.hash).toBe(whole.headHash);
		expect(await shownTo(director, { subject: 'case-1' })).toHaveLength(6);
		expect(await shownTo(director, { type: 'correction.opened' })).toHaveLength(1);
		expect(await auditTypes(app.db.read, director)).toContain('case.referred');
	});

	it('is the same for whoever has reads of their own after any score, also one that was thought over', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const radiologistId = (await aRadiologist(app)).id;
		const reader = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		const shown = async () => {
			const { rows } = await auditPage(app, reader, { before: null, type: null, subject: null });
			return rows.map(({ type, facts }) => [type, Object.keys(facts).sort()]);
		};
		const addedBy = async (work: () => Promise<unknown>) => {
			const before = (await shown()).length;
			await work();
			const after = await shown();
			return after.slice(0, after.length - before);
		};
		for (const score of ['1', '2b', '3a', '3b'] as const) {
			const { reviewer, assignmentId } = await anAssignedCase(app);
			expect(await addedBy(() => reviewAtL3(app, reviewer, assignmentId, score))).toEqual([
				['review.submitted', ['assignmentId', 'reviewId']],
				['report.revealed', ['assignmentId']],
				['impression.locked', ['assignmentId']],
				['case.opened', ['assignmentId']]
			]);
			const act = { app, actor: reviewer };
			const reopened = await addedBy(async () => {
				const again = await reopenOwn(act, { id: assignmentId });
				const id = (again.ok && again.value.nextId) || '';
				expect((await openCase(act, { id })).ok).toBe(true);
				expect((await submitReview(act, aForm(id, 0, aScore('2b')))).ok).toBe(true);
			});
			expect(reopened).toEqual([]);
		}
	});

	it('goes on for whoever has reads of their own by the entries that they saw, so that no gap can be counted', async () => {
		await using app = await testApp({ engine });
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const radiologistId = (await aRadiologist(app)).id;
		const reader = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		const about = { at: app.clock.now(), actor: null };
		const ids = Array.from({ length: 130 }, (_, index) => `case-${index}`);
		await app.db.transaction((write) =>
			recordAudit(
				write,
				...ids.flatMap((subjectId, index) => [
					{ ...about, subjectId, type: 'report.revealed' as const, facts: { assignmentId: 'a' } },
					...(index % 3 === 0
						? [{ ...about, subjectId, type: 'case.referred' as const, facts: { reviewId: 'r' } }]
						: [])
				])
			)
		);
		const pageOf = (actor: typeof reader, before: number | null) =>
			auditPage(app, actor, { before, type: null, subject: null });
		const newest = [...ids].reverse();
		const first = await pageOf(reader, null);
		expect(first.rows.map(({ subjectId }) => subjectId)).toEqual(newest.slice(0, 100));
		expect(first.next).toBe(100);
		const second = await pageOf(reader, first.next);
		expect(second.rows.slice(0, 30).map(({ subjectId }) => subjectId)).toEqual(newest.slice(100));
		expect(second.rows[0]).toMatchObject({ key: 101, seq: null });
		// Others go on by the number of the last entry, and see every one.
		const whole = await pageOf(director, null);
		const seqs = [...whole.rows, ...(await pageOf(director, whole.next)).rows].map(({ seq }) => seq ?? 0);
		expect(seqs).toEqual(Array.from(seqs, (_, index) => (seqs[0] ?? 0) - index));
		expect(seqs.at(-1)).toBe(1);
	});
});
