import { describe, expect, it } from 'vitest';
import { evaluateGate } from './evaluate.ts';
import { bareGatePolicy } from './policy.ts';
import { aGateRead, aLicence, withLicences } from './test-records.ts';

function outcomeAt(signedAt: number, facilityTimeZone: string, expiresOn: string): string {
	const read = aGateRead({ signedAt, facilityTimeZone });
	const records = withLicences(aLicence({ issuedOn: '2000-01-01', expiresOn }));
	return evaluateGate({ read, records, policy: bareGatePolicy, knownAt: null }).outcome;
}

/** The first instant of the day after, found by halving: it knows no offset and no rule of daylight saving. */
function firstInstantAfter(day: string, timeZone: string): number {
	const wall = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit'
	});
	let [before, after] = [Date.parse(`${day}T00:00:00Z`), Date.parse(`${day}T00:00:00Z`) + 60 * 3_600_000];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (wall.format(middle) <= day) before = middle;
		else after = middle;
	}
	return after;
}

describe('the midnight of expiry', () => {
	// Written by hand: what the clocks of these places did. The last day ends where the next one begins, wherever that is.
	it.each([
		['Chicago, summer', 'America/Chicago', '2026-05-31', '2026-06-01T05:00:00Z'],
		['Chicago, winter', 'America/Chicago', '2026-01-31', '2026-02-01T06:00:00Z'],
		[
			'Chicago, the day on which the clocks go forward (23 hours)',
			'America/Chicago',
			'2026-03-08',
			'2026-03-09T05:00:00Z'
		],
		[
			'Chicago, the day on which they go back (25 hours)',
			'America/Chicago',
			'2026-11-01',
			'2026-11-02T06:00:00Z'
		],
		[
			'Havana, where the clocks go forward at midnight',
			'America/Havana',
			'2026-03-07',
			'2026-03-08T05:00:00Z'
		],
		['Havana, where midnight comes twice', 'America/Havana', '2026-10-31', '2026-11-01T04:00:00Z'],
		['Cairo, where the clocks go forward at midnight', 'Africa/Cairo', '2026-04-23', '2026-04-23T22:00:00Z'],
		['Lord Howe, half an hour of summer', 'Australia/Lord_Howe', '2026-04-05', '2026-04-05T13:30:00Z'],
		['Kathmandu, a quarter of an hour off', 'Asia/Kathmandu', '2026-05-31', '2026-05-31T18:15:00Z'],
		['Kiritimati, the first to have tomorrow', 'Pacific/Kiritimati', '2026-12-31', '2026-12-31T10:00:00Z'],
		['Pago Pago, the last to have today', 'Pacific/Pago_Pago', '2026-12-31', '2027-01-01T11:00:00Z'],
		['Guam, which has no summer time', 'Pacific/Guam', '2026-05-31', '2026-05-31T14:00:00Z'],
		['Apia, which left out 30 December 2011', 'Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00Z'],
		['29 February', 'America/New_York', '2028-02-29', '2028-03-01T05:00:00Z']
	])('in %s', (_place, zone, expiresOn, ends) => {
		const end = Date.parse(ends);
		expect(outcomeAt(end - 1, zone, expiresOn)).toBe('pass');
		expect(outcomeAt(end, zone, expiresOn)).toBe('fail');
	});

	// Those days hold changes of clocks in the Americas, Europe, Africa, Chile and Australia, and days on which nobody changes.
	it.each(['2026-03-07', '2026-03-28', '2026-04-04', '2026-07-15', '2026-09-05', '2026-10-31'])(
		'on %s lies, in every zone, between the last millisecond of the day and the first of the next',
		(expiresOn) => {
			for (const zone of Intl.supportedValuesOf('timeZone')) {
				const end = firstInstantAfter(expiresOn, zone);
				expect([zone, outcomeAt(end - 1, zone, expiresOn)]).toEqual([zone, 'pass']);
				expect([zone, outcomeAt(end, zone, expiresOn)]).toEqual([zone, 'fail']);
			}
		}
	);
});
