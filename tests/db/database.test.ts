import { eq, sql } from 'drizzle-orm';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '#lib/core/result.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { openDatabase } from '#lib/server/db/open.ts';
import { aFacility, aUser } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('the database on %s', (engine) => {
	let app: TestApp;
	beforeAll(async () => {
		app = await testApp({ engine });
	});
	afterAll(() => app.close());
	beforeEach(async () => {
		const { settings } = app.db.read.tables;
		await app.db.transaction((write) => write.delete(settings));
	});

	const insert = (key: string, value: unknown = 1) => ({ key, value, updatedAt: app.clock.now() });
	const keys = async (): Promise<string[]> => {
		const { settings } = app.db.read.tables;
		const rows = await app.db.read.select({ key: settings.key }).from(settings).orderBy(settings.key);
		return rows.map(({ key }) => key);
	};

	it('keeps what a transaction wrote when it resolves', async () => {
		const { settings } = app.db.read.tables;
		const value = await app.db.transaction(async (write) => {
			await write.insert(settings).values([insert('a'), insert('b')]);
			return ok('both');
		});
		expect(value).toEqual(ok('both'));
		expect(await keys()).toEqual(['a', 'b']);
	});

	it('keeps nothing of a transaction that throws, and passes the error on', async () => {
		const { settings } = app.db.read.tables;
		const work = app.db.transaction(async (write) => {
			await write.insert(settings).values(insert('a'));
			throw new Error('the disk is on fire');
		});
		await expect(work).rejects.toThrow('the disk is on fire');
		expect(await keys()).toEqual([]);
	});

	it('keeps nothing of a transaction that resolves to an expected failure, and returns the failure', async () => {
		const { settings } = app.db.read.tables;
		const outcome = await app.db.transaction(async (write) => {
			await write.insert(settings).values(insert('a'));
			return err('already-decided');
		});
		expect(outcome).toEqual(err('already-decided'));
		expect(await keys()).toEqual([]);
	});

	it('gives rows of texts and bytes as they were written, within a transaction and outside', async () => {
		const { rollups } = app.db.read.tables;
		const body = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 256));
		const odd = `O'Hare \\ "n°\u00a01" $1`;
		const query = sql`select ${rollups.facilityId}, null, cast(${rollups.version} as text), ${rollups.body}
			from ${rollups} where ${rollups.topic} = ${odd} order by ${rollups.version}`;
		const expected = [
			{ texts: [odd, null, '1'], bytes: Uint8Array.from(body) },
			{ texts: ['', null, '2'], bytes: new Uint8Array(0) }
		];
		const rowsOf = async (read: ReadHandle) =>
			(await read.bytesRows(query)).map(({ texts, bytes }) => ({
				texts,
				bytes: bytes && Uint8Array.from(bytes)
			}));
		await app.db.transaction(async (write) => {
			await write.insertRows(rollups, [
				{ topic: odd, facilityId: odd, period: '2026-01', format: 1, body, version: 1 },
				{ topic: odd, facilityId: '', period: '2026-01', format: 1, body: Buffer.alloc(0), version: 2 }
			]);
			expect(await rowsOf(write)).toEqual(expected);
		});
		expect(await rowsOf(app.db.read)).toEqual(expected);
		await expect(app.db.read.bytesRows(sql`select 'no such', ${'x'} from nowhere`)).rejects.toThrow();
		expect(await rowsOf(app.db.read)).toEqual(expected);
	});

	it('goes on after a transaction that failed', async () => {
		const { settings } = app.db.read.tables;
		await app.db.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined);
		await app.db.transaction((write) => write.insert(settings).values(insert('after')));
		expect(await keys()).toEqual(['after']);
	});

	it('loses no update when overlapping transactions take the same lock', async () => {
		const { settings } = app.db.read.tables;
		await app.db.transaction((write) => write.insert(settings).values(insert('counter', 0)));
		await Promise.all(
			Array.from({ length: 20 }, () =>
				app.db.transaction(async (write) => {
					const lock = write.dialect.lockAudit();
					if (lock) await write.run(lock);
					const [row] = await write.select().from(settings).where(eq(settings.key, 'counter'));
					await write
						.update(settings)
						.set({ value: Number(row?.value) + 1 })
						.where(eq(settings.key, 'counter'));
				})
			)
		);
		const [row] = await app.db.read.select().from(settings).where(eq(settings.key, 'counter'));
		expect(row?.value).toBe(20);
	});

	it('shows a reader nothing of a transaction that has not been committed', async () => {
		const { settings } = app.db.read.tables;
		const seen = await app.db.transaction(async (write) => {
			await write.insert(settings).values(insert('early'));
			return keys();
		});
		expect(seen).toEqual([]);
		expect(await keys()).toEqual(['early']);
	});

	it('refuses to write through the handle for reading, whatever the statement', async () => {
		await aFacility(app);
		for (const statement of [
			sql`insert into settings (key, value, updated_at) values ('x', '1', 0) returning key`,
			sql`update facilities set name = 'x' returning id`,
			sql`delete from facilities returning id`
		]) {
			await expect(Promise.resolve().then(() => app.db.read.rows(statement))).rejects.toThrow();
		}
		expect(await keys()).toEqual([]);
	});

	it('names a violated unique key, and nothing else, as one', async () => {
		const { users, userRoles } = app.db.read.tables;
		const first = await aUser(app, 'reviewer');
		const { dialect } = app.db.read;
		const failure = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
		const twice = await failure(aUser(app, 'reviewer', { email: first.email }));
		expect(dialect.isUniqueViolation(twice)).toBe(true);
		const roleTwice = await failure(
			app.db.transaction((write) => write.insert(userRoles).values({ userId: first.id, role: 'reviewer' }))
		);
		expect(dialect.isUniqueViolation(roleTwice)).toBe(true);
		const orphan = await failure(
			app.db.transaction((write) => write.insert(userRoles).values({ userId: 'nobody', role: 'reviewer' }))
		);
		expect(orphan).toBeInstanceOf(Error);
		expect(dialect.isUniqueViolation(orphan)).toBe(false);
		const rows = await app.db.read.select().from(users).where(eq(users.email, first.email));
		expect(rows).toHaveLength(1);
	});

	it('gives instants, counts, truth values, snapshots and bytes back as they went in', async () => {
		const { facilities, inboundMessages, settings } = app.db.read.tables;
		const at = Date.UTC(2999, 11, 31, 23, 59, 59, 999);
		const facility = await aFacility(app, { active: false, createdAt: at });
		const [row] = await app.db.read.select().from(facilities).where(eq(facilities.id, facility.id));
		expect(row).toEqual(facility);
		expect(row?.createdAt).toBe(at);
		expect(row?.active).toBe(false);
		const snapshot = { text: 'Åse – 日本', list: [1, 2.5, null], nested: { yes: true } };
		await app.db.transaction((write) => write.insert(settings).values(insert('snapshot', snapshot)));
		const [setting] = await app.db.read.select().from(settings).where(eq(settings.key, 'snapshot'));
		expect(setting?.value).toEqual(snapshot);
		const body = Buffer.from([0, 255, 13, 10, 28]);
		await app.db.transaction((write) =>
			write.insert(inboundMessages).values({
				id: app.ids(),
				format: 'hl7',
				sha256: '0'.repeat(64),
				body,
				status: 'stored',
				receivedAt: at
			})
		);
		const [message] = await app.db.read.select({ body: inboundMessages.body }).from(inboundMessages);
		expect(Buffer.compare(message?.body ?? Buffer.alloc(0), body)).toBe(0);
		const [total] = await app.db.read.select({ n: sql<number>`count(*)` }).from(facilities);
		expect(typeof total?.n).toBe('number');
	});
});

describe('a new SQLite file', () => {
	it('is readable by its owner alone, with its log, wherever it lies', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'overread-test-'));
		chmodSync(folder, 0o755);
		const db = await openDatabase(`file:${join(folder, 'new.sqlite')}`);
		try {
			const { settings } = db.read.tables;
			await db.transaction((write) =>
				write.insert(settings).values({ key: 'a', value: {}, updatedAt: 1 }).returning()
			);
			const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
			expect(modes).toEqual(modes.map(() => 0o600));
			expect(modes.length).toBeGreaterThan(1);
		} finally {
			await db.close();
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
