import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { kaplanMeier } from '#lib/core/statistics/kaplan-meier.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { makeQueueTally, minutesToHalf } from './queue.ts';
import { serviceClasses } from './service-class.ts';

const curve = (finished: number[], open: number[] = []) =>
	kaplanMeier({
		time: [...finished, ...open],
		event: [...finished.map(() => 1), ...open.map(() => 0)],
		confType: 'log-log',
		level: 0.95
	});
const tenToHundred = Array.from({ length: 10 }, (_, at) => (at + 1) * 10);

describe('the time until half of the open reads are read', () => {
	it.each([
		['of reads that have just come is the median', tenToHundred, [0, 0], 50],
		['of reads that have waited counts from now', tenToHundred, [50, 50], 30],
		['of one read long past all others is not known', tenToHundred, [100], null],
		['of no reads is not known', tenToHundred, [], null],
		['is not known where nothing was finished', [], [5], null]
	])('%s', (_what, finished, open, expected) => {
		const minutes = minutesToHalf(curve(finished), open);
		if (expected === null) expect(minutes).toBeNull();
		else expect(minutes).toBeCloseTo(expected, 0);
	});
});

describe('a queue', () => {
	const [urgent, mr, ct] = [
		serviceClasses.indexOf('urgent'),
		modalities.indexOf('MR'),
		modalities.indexOf('CT')
	];
	const read = (minutes: number, isOpen = false) => {
		const [spanMs, ageMs] = [minutes * MINUTE_MS, minutes * MINUTE_MS];
		return { classIndex: urgent, target: null, isOpen, startedAt: 0, spanMs, ageMs, heldMs: 0 };
	};

	it('is forecast by class and modality, and only where somebody waits', () => {
		const tally = makeQueueTally();
		for (const minutes of tenToHundred) {
			tally.count(read(minutes), mr);
			tally.count(read(minutes), ct);
		}
		tally.count(read(50, true), mr);
		const now = 1e12;
		const forecasts = tally.forecasts(now);
		expect(forecasts).toMatchObject([
			{ serviceClass: 'urgent', modality: 'MR', open: 1, finished: 10, median: { estimate: 60 } }
		]);
		expect(((forecasts[0]?.halfReadAt ?? 0) - now) / MINUTE_MS).toBeCloseTo(30, -1);
	});
});
