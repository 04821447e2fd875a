import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { findActivities } from '#lib/features/credentials/cme/activities.server.ts';
import { checkCmeFile, importCmeFile } from '#lib/features/credentials/cme/import.server.ts';
import { latestResults } from '#lib/features/credentials/cme/results.server.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const head = 'person,title,provider,completedOn,credits,category,modalities,description';

describe.each(engines)('a file of activities on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let person: { id: string; code: string; familyName: string; givenName: string };

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		person = await aRadiologist(app, { degree: 'MD', npi: '1234567893' });
	});
	afterEach(() => app.close());

	const bytes = (...lines: string[]) => [new TextEncoder().encode([head, ...lines].join('\n'))];
	const stored = () => findActivities(app.db.read);

	it('is looked at without a trace, taken in by line, and taken twice changes nothing', async () => {
		const file = bytes(
			`${person.code},Body CT,Society,2025-03-01,15,AMA PRA Category 1,CT,`,
			'1234567893,Body CT,Society,2025-03-01,1,Category 2,CT,Reading group',
			`${person.code},Too much,Society,2025-03-01,15.1,AMA PRA Category 1,,`,
			'1234567890,Nobody’s number,Society,2025-03-01,1,1,,',
			'R9999,Of somebody else,Society,2025-03-01,1,1,,',
			`${person.code},=1+1,Society,2025-04-01,2,1,,`
		);
		const check = await checkCmeFile(app, file);
		expect(await stored()).toEqual([]);
		expect(check).toMatchObject({ taken: 2, refusedCount: 3, unchanged: 0 });
		expect(check.refused.map(({ line, column, code }) => [line, column, code])).toEqual([
			[4, 'credits', 'not-in-quarters'],
			[5, 'person', 'not-an-npi'],
			[6, 'person', 'unknown-person']
		]);
		expect(await importCmeFile(app, coordinator, file)).toEqual(check);
		const rows = await stored();
		expect(rows.map(({ body }) => [body.title, body.credits.length])).toEqual([
			['Body CT', 2],
			['=1+1', 1]
		]);
		expect(await importCmeFile(app, coordinator, file)).toMatchObject({ taken: 0, unchanged: 3 });
		expect(await stored()).toHaveLength(2);
		const results = await latestResults(app.db.read, [person.id]);
		expect(results.find(({ rule }) => rule === 'ABR-P2')?.body.earned.total).toBe(17);
		expect(await auditTypes(app, coordinator.id)).toEqual(['cme.imported', 'cme.imported']);
	});

	it('says whom an NPI means, and of a code only what was typed', async () => {
		const line = (who: string, title: string) => `${who},${title},Society,2025-03-01,1,1,,`;
		const shown = async (...lines: string[]) =>
			(await checkCmeFile(app, bytes(...lines))).lines.map((each) => each.person);
		const typed = person.code.toLowerCase();
		expect(await shown(line('1234567893', 'A'))).toEqual([`${person.familyName}, ${person.givenName}`]);
		expect(await shown(line(typed, 'A'))).toEqual([typed]);
		// One person named both ways in a file is not told by name: it would say whose the code is.
		expect(await shown(line('1234567893', 'A'), line(typed, 'B'))).toEqual([typed, typed]);
		expect(await shown(line(typed, 'A'), line('1234567893', 'B'))).toEqual([typed, typed]);
	});

	it('is the word of its own holder where they take it in themselves, and names nobody by what two go by', async () => {
		const own: Actor = { ...coordinator, radiologistId: person.id };
		await aRadiologist(app, { code: '1234567893' });
		const file = bytes(
			`${person.code},Body CT,Society,2025-03-01,15,AMA PRA Category 1,CT,`,
			'1234567893,Chest CT,Society,2025-03-02,15,AMA PRA Category 1,CT,'
		);
		const check = await importCmeFile(app, own, file);
		expect(check.refused.map(({ line, code }) => [line, code])).toEqual([[3, 'ambiguous-person']]);
		expect((await stored()).map(({ source }) => source)).toEqual(['self']);
	});

	it('keeps what looks like a recorded activity of another source as a copy, and names it', async () => {
		const line = (provider: string, credits: number) =>
			`${person.code},Body CT,${provider},2025-03-01,${credits},1,CT,`;
		await importCmeFile(app, coordinator, bytes(line('Society', 15)));
		const check = await importCmeFile(app, coordinator, bytes(line('Transcript service', 15)));
		expect(check).toMatchObject({ taken: 1, copies: 1 });
		expect(check.lines[0]?.copyOf).toEqual({ title: 'Body CT', provider: 'Society' });
		const results = await latestResults(app.db.read, [person.id]);
		expect(results.find(({ rule }) => rule === 'ABR-P2')?.body.earned.total).toBe(15);
	});

	it('names a hundred bad lines each, and takes nothing of a file without its columns', async () => {
		const bad = Array.from(
			{ length: 100 },
			(_, at) =>
				[
					`${person.code},A,P,2025-13-0${at % 10},1,1,,`,
					`${person.code},A,P,2025-01-01,x,1,,`,
					`,A,P,2025-01-01,1,1,,`,
					'only,three,cells'
				][at % 4] ?? ''
		);
		const check = await importCmeFile(app, coordinator, bytes(...bad));
		expect(check).toMatchObject({ taken: 0, refusedCount: 100 });
		expect(check.refused.map(({ line }) => line)).toEqual(bad.map((_, at) => at + 2));
		expect(new Set(check.refused.map(({ code }) => code))).toEqual(
			new Set(['not-a-day', 'not-a-number', 'missing', 'wrong-column-count'])
		);
		const headless = await importCmeFile(app, coordinator, [new TextEncoder().encode('a,b\n1,2')]);
		expect(headless.refused).toEqual([expect.objectContaining({ line: null, code: 'missing-columns' })]);
		expect(await stored()).toEqual([]);
	});
});
