import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { makeRandom } from '#lib/core/demo/random.ts';
import { evaluateGate } from './evaluate.ts';
import { makePersonGate } from './person-gate.ts';
import { bareGatePolicy, type GatePolicy } from './policy.ts';
import type { CredentialRecords, LicenceTerm } from './records.ts';
import { makeZonedDays } from './zoned-days.ts';

const policy: GatePolicy = { ...bareGatePolicy, requireMalpractice: true, verificationMaxAgeDays: 40 };
const start = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;

function someRecords(seed: number): CredentialRecords {
	const random = makeRandom(seed, 1);
	const pick = (most: number): number => Math.floor(random.next() * most);
	const licences = Array.from({ length: 6 }, (_, at): LicenceTerm => {
		const issuedOn = addDays('2026-01-01', pick(300));
		return {
			id: `l${at}`,
			recordedAt: start + pick(300) * dayMs,
			...(at > 2 && pick(2) === 0 ? { supersedes: `l${at - 1}` } : {}),
			isVoid: pick(8) === 0,
			jurisdiction: pick(2) === 0 ? 'TX' : 'OK',
			pathway: 'full',
			status: (['active', 'probation', 'suspended', 'expired'] as const)[pick(4)] ?? 'active',
			issuedOn,
			expiresOn: addDays(issuedOn, 5 + pick(120)),
			...(pick(2) === 0 ? { graceUntil: addDays(issuedOn, 140) } : {})
		};
	});
	return {
		licences,
		verifications: [{ id: 'v', of: 'l0', verifiedOn: addDays('2026-01-01', pick(200)), result: 'confirmed' }],
		exclusions: [
			{ id: 'x', list: 'LEIE', from: addDays('2026-01-01', pick(300)), to: addDays('2026-12-01', 3) }
		],
		malpractice: [{ id: 'm', states: ['*'], from: '2026-02-01', to: addDays('2026-02-01', pick(300)) }]
	};
}

describe('the gate of one person', () => {
	it.each(Array.from({ length: 25 }, (_, seed) => seed))('answers as the gate itself does (%i)', (seed) => {
		const records = someRecords(seed);
		const gate = makePersonGate(records, policy);
		const zonedDays = makeZonedDays();
		const random = makeRandom(seed, 2);
		for (let n = 0; n < 200; n++) {
			const signedAt = start + Math.floor(random.next() * 366 * dayMs);
			const read = {
				signedAt,
				facilityTimeZone: 'America/Chicago',
				serviceState: random.next() < 0.5 ? 'TX' : null,
				facility: 'f',
				facilityState: 'OK',
				modality: 'CT',
				kind: 'final',
				payer: ''
			} as const;
			const day = zonedDays(signedAt, read.facilityTimeZone) ?? '';
			const now = evaluateGate({ read, records, policy, knownAt: null });
			const then = evaluateGate({ read, records, policy, knownAt: signedAt });
			const answers = [gate.on(read, day), gate.asKnown(read, day, signedAt)];
			expect(day).toBe(now.day);
			expect(answers.map(({ outcome, reasons }) => [outcome, reasons])).toEqual(
				[now, then].map(({ outcome, reasons }) => [outcome, reasons])
			);
		}
	});
});

describe('days of zones', () => {
	it('are those of the calendar there, also where the clock is turned, and none where nobody knows the zone', () => {
		const days = makeZonedDays();
		const at = Date.UTC(2026, 10, 1, 5);
		expect(days(at, 'America/Chicago')).toBe('2026-11-01');
		expect(days(at - 1, 'America/Chicago')).toBe('2026-10-31');
		expect(days(at, 'Asia/Kathmandu')).toBe('2026-11-01');
		expect([days(at, 'Nowhere/Nothing'), days(at, '')]).toEqual([null, null]);
	});
});
