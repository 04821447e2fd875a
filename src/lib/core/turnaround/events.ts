import type { Instant } from '#lib/core/instant.ts';

/**
 * What can happen to an examination on its way to a report, under neutral names (domain 4.1; after SIIM SWIM and IHE SOLE).
 * Addenda and critical results have records of their own and no place on these clocks.
 */
export const eventNames = [
	'ordered',
	'arrived',
	'exam_started',
	'exam_completed',
	'first_image_received',
	'last_image_received',
	'order_info_complete',
	'assigned',
	'opened',
	'dictated',
	'preliminary_sent',
	'final_signed',
	'delivered',
	'hold_start',
	'hold_end'
] as const;
export type EventName = (typeof eventNames)[number];

/** Events that stand with the read itself; the others are kept one by one. */
export const readColumns = {
	ordered: 'orderedAt',
	exam_completed: 'examCompletedAt',
	last_image_received: 'imagesReceivedAt',
	preliminary_sent: 'preliminaryAt',
	final_signed: 'finalAt'
} as const satisfies Partial<Record<EventName, string>>;

/** Events that are kept one by one, in the order in which they happen. */
export const keptEvents = [
	'arrived',
	'exam_started',
	'first_image_received',
	'order_info_complete',
	'assigned',
	'opened',
	'dictated',
	'delivered',
	'hold_start',
	'hold_end'
] as const satisfies readonly EventName[];
export type KeptEvent = (typeof keptEvents)[number];

/** How the sender's clock was known: with its offset, as wall-clock time of the facility, or written down by a person. */
export const clockQualities = ['stated', 'local', 'entered'] as const;
export type ClockQuality = (typeof clockQualities)[number];

/** Why a clock was held: what the reading group waits for and cannot give itself. */
export const holdReasons = [
	'images-missing',
	'priors-missing',
	'order-unclear',
	'protocol-question',
	'technologist-recall',
	'system-down',
	'other'
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** An event as a sender gives it. */
export type IncomingEvent = {
	readonly name: KeptEvent;
	readonly at: Instant;
	readonly quality: ClockQuality;
	/** Of a hold. */
	readonly reason?: HoldReason;
};

/** A time in which the clock was held; `to` is null while it is. */
export type Hold = { readonly from: Instant; readonly to: Instant | null };

/** Everything known of one accession. Of an event that happened several times the first counts, of images and order the last. */
export type Timeline = {
	readonly at: Readonly<Partial<Record<Exclude<EventName, 'hold_start' | 'hold_end'>, Instant>>>;
	readonly holds: readonly Hold[];
};

const lastCounts: ReadonlySet<EventName> = new Set(['last_image_received', 'order_info_complete']);

/** Puts events in their order; holds are paired, the end of one with the start before it. */
export function makeTimeline(
	events: readonly { readonly name: EventName; readonly at: Instant }[]
): Timeline {
	const at: Partial<Record<EventName, Instant>> = {};
	const bounds: { at: Instant; isStart: boolean }[] = [];
	for (const { name, at: when } of events) {
		if (name === 'hold_start' || name === 'hold_end') {
			bounds.push({ at: when, isStart: name === 'hold_start' });
			continue;
		}
		const known = at[name];
		if (known === undefined) at[name] = when;
		else at[name] = lastCounts.has(name) ? Math.max(known, when) : Math.min(known, when);
	}
	return { at, holds: bounds.length === 0 ? [] : pairHolds(bounds) };
}

/**
 * An end without a start, or a second start within a hold, says nothing. Senders give minutes: a hold that begins and ends within one has no
 * length, and one may begin in the minute in which another ends.
 */
function pairHolds(bounds: { at: Instant; isStart: boolean }[]): Hold[] {
	const holds: Hold[] = [];
	let from: Instant | null = null;
	const byInstant = [...Map.groupBy(bounds, ({ at }) => at)].sort(([a], [b]) => a - b);
	for (const [at, together] of byInstant) {
		const begins = together.some(({ isStart }) => isStart);
		const ends = together.some(({ isStart }) => !isStart);
		if (from === null) from = begins && !ends ? at : null;
		else if (ends) {
			holds.push({ from, to: at });
			from = begins ? at : null;
		}
	}
	if (from !== null) holds.push({ from, to: null });
	return holds;
}

/** Milliseconds of a span in which the clock was held. Holds do not overlap. */
export function heldMs(holds: readonly Hold[], from: Instant, to: Instant): number {
	let sum = 0;
	for (const hold of holds) sum += Math.max(0, Math.min(hold.to ?? to, to) - Math.max(hold.from, from));
	return sum;
}

/** Whether the clock is held at an instant. */
export function isHeld(holds: readonly Hold[], at: Instant): boolean {
	return holds.some(({ from, to }) => from <= at && (to === null || to > at));
}
