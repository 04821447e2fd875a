import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { makeCertificate, parseCertificate } from './certificate.ts';
import { drawSample } from './draw.ts';
import { makeFrame } from './frame.ts';
import type { SamplingPolicy } from './policy.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const policy: SamplingPolicy = {
	version: 2,
	defaultRate: 0.5,
	rates: { CT: 1 },
	minimumPerReader: 0,
	lookBackDays: 31,
	exclusions: ['no-images']
};
const frame = getValue(
	makeFrame([
		{ caseId: 'c-1', reader: 'R07', modality: 'CT', facility: 'F01', finalisedOn: '2026-01-05' },
		{ caseId: 'c-2', reader: 'R07', modality: 'MR', facility: 'F01', finalisedOn: '2026-01-06' }
	])
);
const certificate = makeCertificate({
	draw: drawSample({ drawId: '2026-01', seedHex, frame, policy }),
	period: { fromOn: '2026-01-01', throughOn: '2026-01-31' },
	seedHex,
	committedAt: Date.UTC(2026, 0, 1),
	revealedAt: Date.UTC(2026, 1, 1, 8),
	frame,
	policy,
	readerTiers: { R07: 'junior' },
	exclusions: { 'no-images': 4 },
	generator: 'Overread'
});

describe('makeCertificate', () => {
	it('holds all that the draw followed from', () => {
		expect(certificate).toMatchObject({
			format: 'overread-draw/1',
			committedAt: '2026-01-01T00:00:00.000Z',
			revealedAt: '2026-02-01T08:00:00.000Z',
			frameHash: frame.hash,
			frameCount: 2,
			exclusions: { 'no-images': 4 },
			strata: [
				{ reader: 'R07', modality: 'CT', size: 1, sampled: 1, inclusion: 1, selected: ['c-1'] },
				{ reader: 'R07', modality: 'MR', size: 1, sampled: 1, inclusion: 1, selected: ['c-2'] }
			]
		});
	});

	it('reads back as it was written', () => {
		expect(parseCertificate(JSON.stringify(certificate))).toEqual({ ok: true, value: certificate });
	});
});

describe('parseCertificate', () => {
	it.each([
		['another format', { format: 'overread-draw/2' }, 'format'],
		['a short seed', { seedHex: 'abc' }, 'seedHex'],
		['a day that is none', { period: { fromOn: '2026-02-30', throughOn: '2026-03-01' } }, 'period.fromOn'],
		['a policy that is none', { policy: { ...policy, defaultRate: 2 } }, 'policy.defaultRate'],
		['an unknown reason', { exclusions: { tired: 1 } }, 'exclusions'],
		['a missing list', { strata: undefined }, 'strata'],
		['a patient', { patientName: 'DOE^JANE' }, '']
	])('refuses %s', (_, change, at) => {
		const outcome = parseCertificate(JSON.stringify({ ...certificate, ...change }));
		expect(outcome).toEqual({ ok: false, error: { code: 'certificate-form', at } });
	});

	it('refuses what is not JSON', () => {
		expect(parseCertificate('{"format":')).toEqual({
			ok: false,
			error: { code: 'certificate-json', at: '' }
		});
	});
});
