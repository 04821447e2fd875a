import { getTableName } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { dropIndexes } from '#lib/server/db/bulk.ts';
import { aCase } from '../support/builders.ts';
import { engines, testApp } from '../support/test-app.ts';

describe.each(engines)('bulk inserts on %s', (engine) => {
	it('keep every type, null and default as single inserts do', async () => {
		await using app = await testApp({ engine });
		const { policies, radiologists } = app.db.read.tables;
		const body = { text: 'a "quoted" \\ {text}, é', list: [1, null, 'x'] };
		await app.db.transaction((write) =>
			write.insertRows(policies, [
				{ id: 'p1', kind: 'sampling', version: 1, body, effectiveAt: 1, createdBy: null, createdAt: 2 ** 45 }
			])
		);
		expect(await app.db.read.select().from(policies)).toEqual([
			{ id: 'p1', kind: 'sampling', version: 1, body, effectiveAt: 1, createdBy: null, createdAt: 2 ** 45 }
		]);
		const rows = Array.from({ length: 6001 }, (_, at) => ({
			id: `r${String(at).padStart(4, '0')}`,
			code: `R${at}`,
			familyName: 'Family',
			givenName: 'Given',
			section: 'body',
			active: at % 2 === 0,
			createdAt: at
		}));
		await app.db.transaction((write) => write.insertRows(radiologists, rows));
		const kept = await app.db.read.select().from(radiologists).orderBy(radiologists.id);
		expect(kept.length).toBe(6001);
		expect(kept.at(6000)).toMatchObject({ code: 'R6000', active: true, tier: 'standard', externalId: null });
		expect(kept.at(1)?.active).toBe(false);
	});

	it('are part of their transaction, and of no rows do nothing', async () => {
		await using app = await testApp({ engine });
		const { settings } = app.db.read.tables;
		const row = { key: 'k', value: 1, updatedAt: 1 };
		const failing = app.db.transaction(async (write) => {
			await write.insertRows(settings, []);
			await write.insertRows(settings, [row]);
			await write.insertRows(settings, [row]);
		});
		await expect(failing).rejects.toSatisfy((error) => app.db.read.dialect.isUniqueViolation(error));
		expect(await app.db.read.select().from(settings)).toEqual([]);
	});

	it('leave the indexes as they were that a first load takes away', async () => {
		await using app = await testApp({ engine });
		const { read } = app.db;
		const { cases } = read.tables;
		const indexes = () => read.rows<{ name: string }>(read.dialect.indexesOf(getTableName(cases)));
		const before = await indexes();
		expect(before.map(({ name }) => name)).toContain('cases_read_mode');
		const makeIndexes = await app.db.transaction((write) => dropIndexes(write, [cases]));
		expect(await indexes()).toEqual([]);
		await app.db.transaction(makeIndexes);
		expect(await indexes()).toEqual(before);
		// One that triggers look rows up by stays.
		const makeOthers = await app.db.transaction((write) => dropIndexes(write, [cases], ['cases_final']));
		expect((await indexes()).map(({ name }) => name)).toEqual(['cases_final']);
		await app.db.transaction(makeOthers);
		expect((await indexes()).map(({ name }) => name).toSorted()).toEqual(
			before.map(({ name }) => name).toSorted()
		);
		const { readId } = await aCase(app);
		await expect(aCase(app, { readId })).rejects.toThrow();
	});
});
