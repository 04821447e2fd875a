import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { qualityView } from '#lib/features/quality/dashboard.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { showNames } from '#lib/features/quality/names.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

type Reviewed = { readerId: string; facilityId: string; modality?: string; daysAgo?: number };
type Given = Parameters<typeof aCase>[1];

/** Finished reads with a case each: `scores` in order, of one reader. */
async function reviewedReads(
	app: TestApp,
	{ modality = 'CT', daysAgo = 40, ...read }: Reviewed,
	scores: readonly string[],
	given: Given = {}
): Promise<void> {
	for (const finalScore of scores) {
		const finalAt = app.clock.now() - daysAgo * DAY_MS;
		const { id } = await aRead(app, { ...read, modality, finalAt, examCompletedAt: finalAt - 1000 });
		await aCase(app, { readId: id, state: 'closed', finalScore, dueAt: finalAt + 20 * DAY_MS, ...given });
	}
}

const many = (n: number, score = '1'): string[] => Array.from({ length: n }, () => score);
const view = (app: TestApp, query = '') => qualityView(app, parseQualityFilter(new URLSearchParams(query)));

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
	it('rests its rates on final scores of the random sample at one blinding level', async () => {
		await using app = await testApp({ engine });
		const { busy } = await aReviewedGroup(app);
		const { readers, levels, otherModes, filter } = await view(app);
		expect(filter.level).toBe('L3');
		expect(levels).toEqual([
			{ level: 'L3', n: 52 },
			{ level: 'L2', n: 2 }
		]);
		expect(readers.group).toEqual(makeRate(4, 52));
		expect(readers.rows.find(({ code }) => code === busy.code)?.rate).toEqual(makeRate(3, 40));
		expect(otherModes).toEqual([{ mode: 'complaint', n: 1, scored: 1 }]);
		expect((await view(app, 'level=L2')).readers.group).toEqual(makeRate(2, 2));
	});

	it('sends no rate and no count of discrepancies of a reader below the minimum', async () => {
		await using app = await testApp({ engine });
		const { rare } = await aReviewedGroup(app);
		const { readers } = await view(app);
		expect(readers.rows.find(({ code }) => code === rare.code)).toEqual({
			readerId: rare.id,
			code: rare.code,
			n: 12,
			rate: null,
			zone: null,
			expected: null
		});
	});

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
		expect((await view(app)).health).toEqual({
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

	it('shows one facility, one modality and one period when asked', async () => {
		await using app = await testApp({ engine });
		const { north, south, busy } = await aReviewedGroup(app);
		await reviewedReads(app, { readerId: busy.id, facilityId: north.id, daysAgo: 200 }, many(5));
		const nOf = async (query: string) => (await view(app, query)).readers.group.n;
		expect(await nOf('')).toBe(57);
		expect(await nOf('months=3')).toBe(52);
		expect(await nOf(`facility=${south.id}`)).toBe(12);
		expect(await nOf('modality=XR')).toBe(7);
		expect(await nOf('facility=elsewhere')).toBe(0);
		expect((await view(app, `facility=${south.id}&months=3`)).health.reads).toBe(12);
	});

	it('holds no name until names are asked for, and then records who asked and why', async () => {
		await using app = await testApp({ engine });
		const { busy } = await aReviewedGroup(app);
		const shown = JSON.stringify(await view(app));
		expect(shown).toContain(busy.code);
		expect(shown).not.toContain(busy.familyName);

		const director = await getActor(app, (await aUser(app, 'director')).id);
		const { value } = await showNames(app, director, { reason: 'committee' });
		expect(value.names[busy.id]).toBe(`${busy.familyName}, ${busy.givenName}`);
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read
			.select({ actorId: auditEvents.actorId, facts: auditEvents.facts })
			.from(auditEvents)
			.where(eq(auditEvents.type, 'names.viewed'));
		expect(events).toEqual([{ actorId: director.id, facts: '{"page":"quality","reason":"committee"}' }]);
	});
});
