import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { parseNote } from '#lib/core/audit/checkpoint.ts';
import type { AuditFinding } from '#lib/core/audit/verdict.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { checkpointByClock } from '#lib/features/audit/checkpoint-task.server.ts';
import { verifyAuditLog } from '#lib/features/audit/verify-log.server.ts';
import { allJobs } from '#lib/runtime/worker.ts';
import { hashLink } from '#lib/core/audit/chain.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aUser } from '../support/builders.ts';
import { engines, testApp, type Engine, type TestApp } from '../support/test-app.ts';

/** Records so many events, a hundred at a time. */
async function record(app: TestApp, n: number): Promise<void> {
	for (let done = 0; done < n; done += 100) {
		const entries = Array.from({ length: Math.min(100, n - done) }, (_, at) => ({
			...{ at: app.clock.now(), actor: null, subjectId: `subject-${done + at}` },
			...{ type: 'report.revealed' as const, facts: { assignmentId: 'a' } }
		}));
		await app.db.transaction((write) => recordAudit(write, ...entries));
	}
}

/** Does what the database refuses: as somebody who may do anything in it, and puts the triggers back. */
async function tamper(app: TestApp, engine: Engine, ...statements: string[]): Promise<void> {
	const tables = ['audit_events', 'audit_checkpoints', 'audit_tree_nodes'];
	await app.db.transaction(async (write) => {
		if (engine === 'postgres') {
			for (const table of tables) await write.run(sql.raw(`alter table ${table} disable trigger user`));
			for (const statement of statements) await write.run(sql.raw(statement));
			for (const table of tables) await write.run(sql.raw(`alter table ${table} enable trigger user`));
			return;
		}
		const triggers = await write.rows<{ name: string; sql: string }>(
			sql`select name, sql from sqlite_master where type = 'trigger' and name like 'audit_%'`
		);
		for (const { name } of triggers) await write.run(sql.raw(`drop trigger ${name}`));
		for (const statement of statements) await write.run(sql.raw(statement));
		for (const trigger of triggers) await write.run(sql.raw(trigger.sql));
	});
}

/** Writes the chain anew from an entry on, as somebody would who hides a change. */
async function rewriteFrom(app: TestApp, engine: Engine, seq: number, subjectId: string): Promise<void> {
	const { auditEvents } = app.db.read.tables;
	const links = await app.db.read.select().from(auditEvents).orderBy(auditEvents.seq);
	let prevHash = links[seq - 2]?.hash ?? '0'.repeat(64);
	const statements = links.slice(seq - 1).map((link, at) => {
		const changed = { ...link, subjectId: at === 0 ? subjectId : link.subjectId, prevHash };
		prevHash = hashLink(changed);
		const subject = changed.subjectId === null ? 'null' : `'${changed.subjectId}'`;
		return `update audit_events set subject_id = ${subject}, prev_hash = '${changed.prevHash}', hash = '${prevHash}' where seq = ${link.seq}`;
	});
	await tamper(app, engine, ...statements);
}

const reasons = (findings: readonly AuditFinding[]): string[] =>
	findings.map((one) => (one.kind === 'checkpoint' ? `${one.place} ${one.reason}` : one.kind));

describe.each(engines)('the proof of the audit log on %s', (engine) => {
	it('is a signed checkpoint with the next entry behind it, kept in the folder by a job, and holds', async () => {
		await using app = await testApp({ engine });
		await record(app, 700);
		const made = await makeCheckpoint(app, null);
		// One entry tells of the first signing key.
		expect(made).toMatchObject({ ok: true, value: { treeSize: 701 } });
		await runDue(app, allJobs);
		const { auditAnchors, auditEvents } = app.db.read.tables;
		const anchors = await app.db.read.select().from(auditAnchors);
		expect(anchors.map(({ kind, status }) => [kind, status])).toEqual([['folder', 'kept']]);
		const last = await app.db.read
			.select()
			.from(auditEvents)
			.where(sql`seq = 702`);
		expect(last[0]).toMatchObject({ type: 'audit.checkpointed' });
		const note = made.ok ? made.value.note : '';
		const [log = ''] = readdirSync(app.config.audit.anchorFolder);
		const path = join(app.config.audit.anchorFolder, log, '2026-11', '000000000701.checkpoint');
		expect(readFileSync(path, 'utf8')).toBe(note);
		await record(app, 100);
		expect(await verifyAuditLog(app, { files: [{ name: 'mine', note }] })).toMatchObject({
			links: 802,
			checked: { database: 1, folder: 1, file: 1 },
			findings: []
		});
	});

	it('costs what is new: a second checkpoint keeps only further tiles, and each agrees with the log', async () => {
		await using app = await testApp({ engine });
		const { auditTreeNodes } = app.db.read.tables;
		const nodes = () => app.db.read.select().from(auditTreeNodes).orderBy(auditTreeNodes.nth);
		await record(app, 600);
		await makeCheckpoint(app, null);
		const before = await nodes();
		expect(before.map(({ height, nth }) => [height, nth])).toEqual([
			[8, 0],
			[8, 1]
		]);
		await record(app, 300);
		await makeCheckpoint(app, null);
		await makeCheckpoint(app, null);
		expect((await nodes()).slice(0, 2)).toEqual(before);
		expect(await nodes()).toHaveLength(3);
		const verdict = await verifyAuditLog(app);
		expect(verdict).toMatchObject({ links: 904, checked: { database: 3 }, findings: [] });
	});

	it('is found where entries before a checkpoint were rewritten with all that follows', async () => {
		await using app = await testApp({ engine });
		await record(app, 300);
		await makeCheckpoint(app, null);
		await record(app, 300);
		await makeCheckpoint(app, null);
		await runDue(app, allJobs);
		await rewriteFrom(app, engine, 400, 'another');
		const { findings } = await verifyAuditLog(app);
		expect(reasons(findings)).toEqual(['tree', 'database rewritten', 'folder rewritten']);
		expect(findings[1]).toMatchObject({ treeSize: 602, since: 301 });
		// Nothing more is signed on top of it, and those who look after the portal are told once.
		expect(await makeCheckpoint(app, null)).toEqual({ ok: false, error: 'audit-rewritten' });
		const { id } = await aUser(app, 'administrator');
		await checkpointByClock(app);
		await checkpointByClock(app);
		const { notices } = app.db.read.tables;
		const told = await app.db.read.select().from(notices);
		expect(told.map(({ userId, kind }) => [userId, kind])).toEqual([[id, 'audit.broken']]);
	});

	it('is found where the end was cut off with its checkpoints: by the folder, and by a file', async () => {
		await using app = await testApp({ engine });
		await record(app, 300);
		await makeCheckpoint(app, null);
		await record(app, 50);
		const second = await makeCheckpoint(app, null);
		await runDue(app, allJobs);
		await tamper(
			app,
			engine,
			'delete from audit_anchors where checkpoint_id in (select id from audit_checkpoints where tree_size > 301)',
			'delete from audit_checkpoints where tree_size > 301',
			'delete from audit_events where seq > 310'
		);
		const note = second.ok ? second.value.note : '';
		const { findings } = await verifyAuditLog(app, { files: [{ name: 'mine', note }] });
		expect(reasons(findings)).toEqual(['folder missing', 'folder beyond-end', 'file beyond-end']);
		expect(await makeCheckpoint(app, null)).toEqual({ ok: false, error: 'audit-cut' });
	});

	it.each([
		{
			what: 'a trigger that is gone',
			does: (app: TestApp) =>
				app.db.transaction((write) =>
					write.run(
						engine === 'sqlite'
							? sql`drop trigger audit_events_no_delete`
							: sql`drop trigger audit_events_no_truncate on audit_events`
					)
				),
			found: ['guard']
		},
		{
			what: 'a trigger that is switched off or does nothing',
			does: (app: TestApp) =>
				app.db.transaction(async (write) => {
					if (engine === 'postgres')
						return write.run(sql`alter table audit_events disable trigger audit_events_append_only`);
					await write.run(sql`drop trigger audit_events_no_update`);
					return write.run(
						sql`create trigger audit_events_no_update before update on audit_events begin select 1; end`
					);
				}),
			found: ['guard']
		},
		{
			what: 'an entry in the middle that is gone',
			does: (app: TestApp) => tamper(app, engine, 'delete from audit_events where seq = 100'),
			found: ['chain']
		},
		{
			what: 'the first entry gone',
			does: (app: TestApp) => tamper(app, engine, 'delete from audit_events where seq = 1'),
			found: ['chain', 'database other-log', 'folder other-log']
		},
		{
			what: 'an actor taken away as if it were sealed',
			does: async (app: TestApp) => {
				const { auditEvents } = app.db.read.tables;
				const [link] = await app.db.read
					.select()
					.from(auditEvents)
					.where(sql`seq = 5`);
				expect(link?.salt).toBe(null);
				await tamper(app, engine, "update audit_events set actor_id = 'sealed:x' where seq = 5");
			},
			found: ['chain']
		},
		{
			what: 'a root of the tree that was altered',
			does: (app: TestApp) => tamper(app, engine, "update audit_tree_nodes set hash = 'ff' where nth = 0"),
			found: ['tree']
		},
		{
			what: 'a checkpoint whose row was altered',
			does: (app: TestApp) => tamper(app, engine, 'update audit_checkpoints set at = at - 1'),
			found: ['database row-altered']
		},
		{
			what: 'a checkpoint whose text was altered',
			does: (app: TestApp) =>
				tamper(app, engine, "update audit_checkpoints set note = replace(note, 'head ', 'head 0')"),
			found: ['database unreadable']
		},
		{
			what: 'a file of a checkpoint that was altered',
			does: async (app: TestApp) => {
				const folder = app.config.audit.anchorFolder;
				const [log = ''] = readdirSync(folder);
				const path = join(folder, log, '2026-11', '000000000301.checkpoint');
				const note = readFileSync(path, 'utf8').replace('\n301\n', '\n300\n');
				rmSync(path);
				writeFileSync(path, note);
			},
			found: ['folder signature']
		}
	])('is found: $what', async ({ does, found }) => {
		await using app = await testApp({ engine });
		await record(app, 300);
		await makeCheckpoint(app, null);
		await runDue(app, allJobs);
		expect((await verifyAuditLog(app)).findings).toEqual([]);
		await does(app);
		expect(reasons((await verifyAuditLog(app)).findings)).toEqual(found);
	});

	it('leaves checkpoints of another portal in the same folder alone', async () => {
		await using app = await testApp({ engine });
		await using other = await testApp({ engine, audit: { anchorFolder: app.config.audit.anchorFolder } });
		for (const one of [app, other]) {
			await record(one, 10);
			await makeCheckpoint(one, null);
			await runDue(one, allJobs);
		}
		expect(await verifyAuditLog(app)).toMatchObject({ checked: { folder: 1 }, findings: [] });
	});

	it('never writes over what stands in the folder', async () => {
		await using app = await testApp({ engine });
		await record(app, 10);
		const made = await makeCheckpoint(app, null);
		const parsed = parseNote(made.ok ? made.value.note : '');
		const log = parsed.ok ? parsed.value.checkpoint.origin.replace('overread.audit/', '') : '';
		const folder = join(app.config.audit.anchorFolder, log, '2026-11');
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, '000000000011.checkpoint'), 'something else');
		await runDue(app, allJobs);
		const { auditAnchors } = app.db.read.tables;
		const [anchor] = await app.db.read.select().from(auditAnchors);
		expect(anchor).toMatchObject({ status: 'failed', lastError: 'anchor-taken' });
		expect(readFileSync(join(folder, '000000000011.checkpoint'), 'utf8')).toBe('something else');
		expect(reasons((await verifyAuditLog(app)).findings)).toEqual(['folder unreadable']);
	});
});
