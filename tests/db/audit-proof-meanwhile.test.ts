import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { verifyAuditLog } from '#lib/features/audit/verify-log.server.ts';
import { allJobs } from '#lib/runtime/worker.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Records so many events. */
async function record(app: TestApp, n: number): Promise<void> {
	const entries = Array.from({ length: n }, (_, at) => ({
		...{ at: app.clock.now(), actor: null, subjectId: `subject-${at}` },
		...{ type: 'report.revealed' as const, facts: { assignmentId: 'a' } }
	}));
	await app.db.transaction((write) => recordAudit(write, ...entries));
}

/** The app, where something happens once as a table is read: before its rows are, or after. */
function whenRead(
	app: TestApp,
	table: SQLiteTable,
	happens: () => Promise<void>,
	when: 'before' | 'after' = 'before'
): App {
	let isOver = false;
	const once = async (): Promise<void> => {
		if (isOver) return;
		isOver = true;
		await happens();
	};
	/** The same query, whatever is added to it. */
	const watched = (query: object): object =>
		new Proxy(query, {
			get(target, name) {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				if (name !== 'then') return (...given: unknown[]) => watched(member.apply(target, given) as object);
				return (resolve: (rows: unknown) => void, reject: (error: unknown) => void) => {
					const run = async (): Promise<unknown> => {
						if (when === 'before') await once();
						const rows: unknown = await (target as PromiseLike<unknown>);
						if (when === 'after') await once();
						return rows;
					};
					run().then(resolve, reject);
				};
			}
		});
	const select = (...given: Parameters<App['db']['read']['select']>) => {
		const query = app.db.read.select(...given);
		return {
			from: (asked: SQLiteTable) => (asked === table ? watched(query.from(asked)) : query.from(asked))
		};
	};
	const read = { ...app.db.read, select } as unknown as App['db']['read']; // the same, but for one table
	return { ...app, db: { ...app.db, read } };
}

describe.each(engines)('the proof of an audit log that others write to on %s', (engine) => {
	it('holds while further checkpoints are signed and kept under its reading', async () => {
		await using app = await testApp({ engine });
		await record(app, 90);
		await makeCheckpoint(app, null);
		await runDue(app, allJobs);
		const sign = async (): Promise<void> => {
			await record(app, 10);
			expect(await makeCheckpoint(app, null)).toMatchObject({ ok: true });
			await runDue(app, allJobs);
		};
		const { auditCheckpoints, signingKeys } = app.db.read.tables;
		// One is signed after its beginning, the other between the pages of the database and the folder.
		expect(await verifyAuditLog(whenRead(app, signingKeys, sign))).toMatchObject({ findings: [] });
		expect(await verifyAuditLog(whenRead(app, auditCheckpoints, sign, 'after'))).toMatchObject({
			checked: { database: 2, folder: 3 },
			findings: []
		});
	});

	it('is signed once where two sign it at the same entry', async () => {
		await using app = await testApp({ engine });
		await record(app, 90);
		await makeCheckpoint(app, null);
		await record(app, 10);
		const [one, other] = await Promise.all([makeCheckpoint(app, null), makeCheckpoint(app, null)]);
		expect([one.ok, other.ok]).toEqual([true, true]);
		expect(await verifyAuditLog(app)).toMatchObject({ findings: [] });
	});
});
