import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { drawSample } from './draw.ts';
import { makeFrame } from './frame.ts';
import { hmacHex } from './hmac.ts';
import type { SamplingPolicy } from './policy.ts';
import { makeTagger, rankCases } from './rank.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const policy: SamplingPolicy = {
	version: 1,
	defaultRate: 0.1,
	rates: {},
	minimumPerReader: 3,
	lookBackDays: 92,
	exclusions: []
};
const entries = Array.from({ length: 200 }, (_, i) => ({
	caseId: `c-${String(i).padStart(4, '0')}`,
	reader: `R0${i % 3}`,
	modality: i % 2 ? 'CT' : 'MR',
	facility: 'F01',
	finalisedOn: '2026-02-03'
}));
const frame = getValue(makeFrame(entries));

describe('drawSample', () => {
	it('ranks each stratum for itself and tells its inclusion probability', () => {
		const { strata } = drawSample({ drawId: '2026-Q1', seedHex, frame, policy });
		expect(strata.map(({ reader, modality }) => `${reader} ${modality}`)).toEqual([
			'R00 CT',
			'R00 MR',
			'R01 CT',
			'R01 MR',
			'R02 CT',
			'R02 MR'
		]);
		expect(strata.reduce((sum, { sampled }) => sum + sampled, 0)).toBe(20);
		const tagger = makeTagger(seedHex, '2026-Q1');
		strata.forEach(({ size, sampled, inclusion, selected }, i) => {
			const caseIds = frame.strata[i]?.caseIds ?? [];
			expect(size).toBe(caseIds.length);
			expect(inclusion).toBe(sampled / size);
			expect(selected).toEqual(rankCases(tagger, caseIds, sampled));
		});
	});

	it('is the same again, and another with another seed or draw id', () => {
		const draw = drawSample({ drawId: 'a', seedHex, frame, policy });
		expect(drawSample({ drawId: 'a', seedHex, frame, policy })).toEqual(draw);
		const otherId = drawSample({ drawId: 'b', seedHex, frame, policy });
		const otherSeed = drawSample({ drawId: 'a', seedHex: 'f'.repeat(64), frame, policy });
		expect(otherId.strata).not.toEqual(draw.strata);
		expect(otherSeed.strata).not.toEqual(draw.strata);
	});

	it('does not reshuffle earlier cases when a later one is added to a fully drawn stratum', () => {
		const all = { ...policy, defaultRate: 1 };
		const more = getValue(makeFrame([...entries, { ...entries[0], ...late }]));
		const before = drawSample({ drawId: 'a', seedHex, frame, policy: all }).strata[1]?.selected ?? [];
		const after = drawSample({ drawId: 'a', seedHex, frame: more, policy: all }).strata[1]?.selected ?? [];
		expect(after.filter((id) => id !== late.caseId)).toEqual(before);
	});

	it('takes an HMAC of the platform', () => {
		const asked: string[] = [];
		const draw = drawSample({
			drawId: 'a',
			seedHex,
			frame,
			policy,
			makeHmac: (keyHex) => (message) => {
				asked.push(message);
				return hmacHex(keyHex, Buffer.from(message).toString('hex'));
			}
		});
		expect(draw).toEqual(drawSample({ drawId: 'a', seedHex, frame, policy }));
		expect(asked).toContain('a:c-0000');
	});

	it('refuses a short seed and a draw id with a colon', () => {
		expect(() => drawSample({ drawId: 'a', seedHex: 'ab', frame, policy })).toThrow(RangeError);
		expect(() => drawSample({ drawId: 'a:b', seedHex, frame, policy })).toThrow(RangeError);
	});
});

const late = {
	caseId: 'c-9999',
	reader: 'R00',
	modality: 'MR',
	facility: 'F01',
	finalisedOn: '2026-02-03'
};
