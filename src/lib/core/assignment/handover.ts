import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';

/** A report of a facility: who signed it, and when. */
export type SignedRead = { readonly readerId: string; readonly signedAt: Instant };

/**
 * With whom each reader shared a handover at one facility on one of its days. There is no rota, so it follows from the order of
 * signing: whoever signs next after a reader's last report of the day takes over from that reader, unless the gap is longer than
 * `handoverMinutes`. It goes both ways: neither reviews what the other read there that day. People who read side by side all day are
 * not partners for that alone; of a group on one site nobody would be left. 0 minutes turns the rule off.
 * Source: domain reference, section 6 ("never: same-day handover partner").
 * @param reads of one facility and one day, in any order
 */
export function handoverPartners(
	reads: readonly SignedRead[],
	handoverMinutes: number
): Map<string, Set<string>> {
	const partners = new Map<string, Set<string>>();
	if (handoverMinutes === 0) return partners;
	const ordered = [...reads].sort((a, b) => a.signedAt - b.signedAt);
	// The last one of each reader: later entries take the place of earlier ones.
	const lastAt = new Map(ordered.map(({ readerId }, at) => [readerId, at]));
	for (const [readerId, at] of lastAt) {
		for (const next of followers(ordered, at, handoverMinutes * MINUTE_MS)) {
			link(partners, readerId, next);
			link(partners, next, readerId);
		}
	}
	return partners;
}

/** Everybody else who signed first at or after the read at this place: several where they signed at the same instant. */
function followers(ordered: readonly SignedRead[], at: number, withinMs: number): string[] {
	const last = ordered[at];
	if (!last) return [];
	const others = (one: SignedRead): boolean =>
		one.signedAt >= last.signedAt && one.readerId !== last.readerId;
	// Reads of the same instant may stand before it in the order.
	let from = at;
	while (from > 0 && ordered[from - 1]?.signedAt === last.signedAt) from -= 1;
	const found: string[] = [];
	let nextAt: Instant | null = null;
	for (let i = from; i < ordered.length; i++) {
		const one = ordered[i];
		if (!one || (nextAt !== null && one.signedAt > nextAt)) break;
		if (!others(one)) continue;
		if (one.signedAt - last.signedAt > withinMs) break;
		nextAt = one.signedAt;
		found.push(one.readerId);
	}
	return found;
}

function link(partners: Map<string, Set<string>>, from: string, to: string): void {
	const known = partners.get(from);
	if (known) known.add(to);
	else partners.set(from, new Set([to]));
}
