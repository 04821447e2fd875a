import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectionModes } from '#lib/core/case/detection.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { peerReviewSummary } from '#lib/features/reports/peer-review-summary.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const others = detectionModes.filter((mode) => mode !== 'random');

/** A report without what says how much was reviewed in any way: there, and nowhere else, other modes are counted. */
const ofRandom = ({ sections, ...report }: Report) => ({
	...report,
	sections: sections.filter(({ id }) => !id.startsWith('review-by-'))
});

describe.each(engines)('rates of the random sample on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	it.each(others)('do not change by a case of the mode %s, however it is scored', async (mode) => {
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const { id: readerId } = await aRadiologist(app);
		const { id: facilityId } = await aFacility(app);
		const finalAt = app.clock.now() - 20 * DAY_MS;
		const reviewed = async (detectionMode: string, finalScore: string): Promise<string> => {
			const read = await aRead(app, { readerId, facilityId, finalAt, examCompletedAt: finalAt - 1000 });
			await aCase(app, { readId: read.id, detectionMode, state: 'closed', finalScore, finalAt });
			return read.id;
		};
		for (let at = 0; at < 35; at++) await reviewed('random', at < 3 ? '2b' : '1');
		// Reads themselves are counted: there are as many before as after.
		const spare = await aRead(app, { readerId, facilityId, finalAt, examCompletedAt: finalAt - 1000 });

		const rates = async () => {
			const view = await qualityView(app, parseQualityFilter(new URLSearchParams()));
			const report = getValue(
				await peerReviewSummary(app, director, {
					from: toUtcDay(app.clock.now() - 60 * DAY_MS),
					through: toUtcDay(app.clock.now())
				})
			);
			const { readers, rates, modalities, coverage, trend, causes } = view;
			const { levels, modes } = view.choices;
			return {
				random: { readers, rates, modalities, coverage, trend, causes, levels, report: ofRandom(report) },
				otherModes: modes.filter((each) => each.mode !== 'random')
			};
		};
		const before = await rates();
		expect(before.random.readers.rows[0]?.rate).toMatchObject({ x: 3, n: 35 });
		await aCase(app, {
			readId: spare.id,
			detectionMode: mode,
			state: 'closed',
			finalScore: '3b',
			inclusion: null,
			finalAt,
			...(mode === 'calibration' ? { state: 'calibrated', finalScore: null } : {})
		});
		const after = await rates();
		expect(after.random).toEqual(before.random);
		expect(after.otherModes).toEqual(mode === 'calibration' ? [] : [{ mode, n: 1, scored: 1 }]);
	});
});
