import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadFiguresInput } from '#lib/features/quality/load.server.ts';
import { showName, showNames } from '#lib/features/quality/names.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { many, reviewedReads, view, type Given } from '../support/reviewed-reads.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Two readers, one below the minimum, in two facilities; a complaint and a case at another level besides. */
async function aReviewedGroup(app: TestApp) {
	await publishInitialPolicies(app);
	const [north, south] = [await aFacility(app), await aFacility(app)];
	const [busy, rare] = [await aRadiologist(app), await aRadiologist(app)];
	const atNorth = { readerId: busy.id, facilityId: north.id };
	await reviewedReads(app, atNorth, [...many(30), '2a', '2b', '3a']);
	await reviewedReads(app, { ...atNorth, modality: 'XR' }, many(7), { state: 'feedback-released' });
	await reviewedReads(app, { readerId: rare.id, facilityId: south.id }, [...many(11), '3b']);
	await reviewedReads(app, atNorth, ['3b'], { detectionMode: 'complaint' });
	await reviewedReads(app, atNorth, ['2a', '2a'], { blindingLevel: 'L2' });
	return { north, south, busy, rare };
}

describe.each(engines)('the quality page on %s', (engine) => {
	it('counts where the programme stands: frame, sampled, assigned, done, overdue, withdrawn, in committee', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const facility = await aFacility(app);
		const reader = await aRadiologist(app);
		const read = { readerId: reader.id, facilityId: facility.id };
		const past = app.clock.now() - DAY_MS;
		const ahead = app.clock.now() + DAY_MS;
		const open = (state: string, dueAt: number): Given => ({ state, dueAt, finalScore: null });
		await reviewedReads(app, read, ['1', '1', '2a'], { dueAt: past });
		await reviewedReads(app, read, ['1'], open('in-committee', past));
		await reviewedReads(app, read, ['2b'], { state: 'rebutted', dueAt: past, rebuttedAt: ahead });
		await reviewedReads(app, read, ['1', '1'], open('opened', past));
		await reviewedReads(app, read, ['1'], open('assigned', ahead));
		await reviewedReads(app, read, ['1'], open('drawn', past));
		await reviewedReads(app, read, ['1', '1'], open('withdrawn', past));
		const finalAt = app.clock.now() - 10 * DAY_MS;
		await aRead(app, { ...read, finalAt });
		await aRead(app, { ...read, finalAt, status: 'superseded' });
		await aRead(app, { ...read, finalAt, kind: 'preliminary' });
		expect((await view(app)).coverage.all).toMatchObject({
			reads: 12,
			sampled: 11,
			waiting: 1,
			assigned: 3,
			done: 5,
			inCommittee: 2,
			withdrawn: 2,
			due: 8,
			doneOfDue: 5,
			overdue: 3
		});
	});

	it('takes the pairs of reports of its months, and no others from the database', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const { readPairs } = app.db.read.tables;
		const facility = await aFacility(app);
		const { readerId } = await aRead(app, { facilityId: facility.id });
		for (const days of [10, 400]) {
			const preliminaryAt = app.clock.now() - days * DAY_MS;
			const sent = { kind: 'preliminary', preliminaryAt, finalAt: null };
			const read = await aRead(app, { facilityId: facility.id, readerId, ...sent });
			const pair = { id: app.ids(), preliminaryReadId: read.id, grade: 'concur', createdAt: preliminaryAt };
			await app.db.transaction((write) => write.insert(readPairs).values(pair));
		}
		const pairsOf = async (query: string) => {
			const input = await loadFiguresInput(app, parseQualityFilter(new URLSearchParams(query)));
			return input.pairs.map(({ n, month }) => [month, n]);
		};
		expect(await pairsOf('months=12')).toEqual([['2026-11', 1]]);
		expect((await pairsOf('months=24')).sort()).toEqual([
			['2025-10', 1],
			['2026-11', 1]
		]);
	});

	it('holds no name until names are asked for, and then records who asked and why', async () => {
		await using app = await testApp({ engine });
		const { busy } = await aReviewedGroup(app);
		const shown = JSON.stringify(await view(app));
		expect(shown).toContain(busy.code);
		expect(shown).not.toContain(busy.familyName);

		const director = await getActor(app, (await aUser(app, 'director')).id);
		const { value } = await showNames(app, director, { reason: 'committee' });
		expect(value.names[busy.code]).toBe(`${busy.familyName}, ${busy.givenName}`);
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read
			.select({ actorId: auditEvents.actorId, facts: auditEvents.facts })
			.from(auditEvents)
			.where(eq(auditEvents.type, 'names.viewed'));
		expect(events).toEqual([{ actorId: director.id, facts: '{"page":"quality","reason":"committee"}' }]);
	});

	it('shows one name on the page of that radiologist, and records of whom', async () => {
		await using app = await testApp({ engine });
		const { busy } = await aReviewedGroup(app);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		expect(await showName(app, director, busy.id, { reason: 'evaluation' })).toEqual({
			ok: true,
			value: { name: `${busy.familyName}, ${busy.givenName}` }
		});
		expect(await showName(app, director, 'nobody', { reason: 'evaluation' })).toMatchObject({ ok: false });
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read
			.select({ subjectId: auditEvents.subjectId, facts: auditEvents.facts })
			.from(auditEvents)
			.where(eq(auditEvents.type, 'names.viewed'));
		expect(events).toEqual([{ subjectId: busy.id, facts: '{"page":"radiologist","reason":"evaluation"}' }]);
	});
});
