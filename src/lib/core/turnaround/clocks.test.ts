import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { clockNames, readClock, type ClockName, type StopAt } from './clocks.ts';
import { makeTimeline, type EventName } from './events.ts';

const now = Date.UTC(2026, 10, 16, 12);

/** A timeline from events in minutes before `now`. */
function told(...events: [EventName, number][]) {
	return makeTimeline(events.map(([name, ago]) => ({ name, at: now - ago * MINUTE_MS })));
}

const whole = told(
	['ordered', 200],
	['arrived', 190],
	['exam_started', 120],
	['exam_completed', 100],
	['first_image_received', 98],
	['last_image_received', 90],
	['order_info_complete', 80],
	['opened', 50],
	['preliminary_sent', 40],
	['final_signed', 10]
);

describe('a clock', () => {
	it.each<[ClockName, StopAt, number]>([
		['hospital', '', 90],
		['telerad', '', 40],
		['telerad', 'preliminary', 40],
		['telerad', 'final', 70],
		['worklist-wait', '', 30],
		['read-time', '', 10],
		['preliminary-to-final', '', 30],
		['door-to-interpretation', '', 150]
	])('%s, stopped by %j, runs for %i minutes', (clock, stopAt, minutes) => {
		expect(readClock(clock, whole, { now, stopAt })).toMatchObject({ kind: 'finished', minutes });
	});

	it('starts with the images where nobody tells that the order was complete', () => {
		const timeline = told(['last_image_received', 90], ['final_signed', 10]);
		expect(readClock('telerad', timeline, { now })).toMatchObject({ minutes: 80 });
	});

	it.each(clockNames)('%s has no start where its first event is not told', (clock) => {
		expect(readClock(clock, told(['delivered', 5]), { now })).toEqual({ kind: 'no-start' });
	});

	it.each<[string, [EventName, number][], object]>([
		['open', [['exam_completed', 30]], { kind: 'open', ageMinutes: 30 }],
		[
			'ended before it began',
			[
				['exam_completed', 30],
				['final_signed', 31]
			],
			{ kind: 'clock-error', error: 'negative' }
		],
		[
			'ended as it began',
			[
				['exam_completed', 30],
				['final_signed', 30]
			],
			{ kind: 'clock-error', error: 'negative' }
		],
		['begins in the future', [['exam_completed', -1]], { kind: 'clock-error', error: 'future' }],
		[
			'ends in the future',
			[
				['exam_completed', 5],
				['final_signed', -1]
			],
			{ kind: 'clock-error', error: 'future' }
		]
	])('says of a read that it is %s', (_what, events, expected) => {
		expect(readClock('hospital', told(...events), { now })).toMatchObject(expected);
	});

	it.each<[ClockName, StopAt]>([
		['worklist-wait', ''],
		['read-time', ''],
		['telerad', 'preliminary']
	])('%s, stopped by %j, does not wait for what may never come', (clock, stopAt) => {
		const timeline = told(
			['last_image_received', 90],
			...(clock === 'read-time' ? [['opened', 50] as [EventName, number]] : [])
		);
		expect(readClock(clock, timeline, { now, stopAt })).toEqual({ kind: 'not-timed' });
	});
});

describe('a hold', () => {
	const held = (...more: [EventName, number][]) =>
		told(['exam_completed', 100], ['last_image_received', 90], ['hold_start', 95], ['hold_end', 60], ...more);

	it('is taken off the clock of the contract, as far as it lies within, and told apart', () => {
		const timeline = held(['final_signed', 10]);
		expect(readClock('telerad', timeline, { now })).toMatchObject({
			minutes: 50,
			ageMinutes: 60,
			heldMinutes: 30
		});
		expect(readClock('hospital', timeline, { now })).toMatchObject({ minutes: 90, heldMinutes: 35 });
	});

	it.each([60, 70])('that covers all of the clock leaves no time of it (report %i minutes ago)', (ago) => {
		const timeline = held(['final_signed', ago]);
		expect(readClock('telerad', timeline, { now })).toEqual({ kind: 'held-throughout' });
		expect(readClock('hospital', timeline, { now })).toMatchObject({ kind: 'finished' });
	});

	it('that has not ended holds the clock until now', () => {
		expect(readClock('telerad', held(['hold_start', 40]), { now })).toMatchObject({
			kind: 'open',
			ageMinutes: 20
		});
	});

	it('that nobody ended is over with the report, so that the read comes due as others do', () => {
		expect(readClock('telerad', held(['hold_start', 40], ['final_signed', 30]), { now })).toMatchObject({
			kind: 'finished',
			minutes: 20,
			ageMinutes: 50
		});
	});

	it.each<[string, [EventName, number][], [number, number | null][]]>([
		[
			'of no length is none',
			[
				['hold_start', 50],
				['hold_end', 50]
			],
			[]
		],
		[
			'may begin as another ends',
			[
				['hold_start', 50],
				['hold_end', 40],
				['hold_start', 40],
				['hold_end', 30]
			],
			[
				[50, 40],
				[40, 30]
			]
		],
		[
			'is over where its end comes first in the list',
			[
				['hold_end', 50],
				['hold_start', 50]
			],
			[]
		]
	])('%s', (_, events, spans) => {
		expect(told(...events).holds).toEqual(
			spans.map(([from, to]) => ({
				from: now - from * MINUTE_MS,
				to: to === null ? null : now - to * MINUTE_MS
			}))
		);
	});

	it('is one hold where its start is told twice, and none where only its end is', () => {
		expect(told(['hold_start', 50], ['hold_start', 40], ['hold_end', 30], ['hold_end', 20]).holds).toEqual([
			{ from: now - 50 * MINUTE_MS, to: now - 30 * MINUTE_MS }
		]);
	});
});

describe('an event that is told several times', () => {
	it('counts when it happened first; of images and order, when they were complete', () => {
		expect(
			told(['opened', 50], ['opened', 60], ['last_image_received', 80], ['last_image_received', 70]).at
		).toEqual({ opened: now - 60 * MINUTE_MS, last_image_received: now - 70 * MINUTE_MS });
	});
});
