import { makeHmac, type Hmac } from './hmac.ts';

/** A ranking is made for one draw: same case, same draw, same tag, whatever else is in the frame. */
export type Tagger = { readonly drawId: string; readonly hmac: Hmac };

/** Binds a seed and a draw. Throws unless the seed is hex. */
export function makeTagger(seedHex: string, drawId: string, make = makeHmac): Tagger {
	return { drawId, hmac: make(seedHex) };
}

/** HMAC-SHA-256(seed, "drawId:caseId") as 64 lower-case hex digits. */
export function tagOf({ drawId, hmac }: Tagger, caseId: string): string {
	return hmac(`${drawId}:${caseId}`);
}

/** The first 13 hex digits of a tag as an exact number below 2^52. */
export function prefixOf(tag: string): number {
	return parseInt(tag.slice(0, 13), 16);
}

/**
 * The first `k` ids by tag, in rank order: a simple random sample without replacement that does not depend on the order
 * of the ids. `k` beyond the number of ids takes all. Throws on a duplicate id.
 * Keeps 8 bytes an id and builds whole tags only for the selected, so a million ids need tens of megabytes.
 */
export function rankCases(tagger: Tagger, ids: readonly string[], k: number): string[] {
	if (!Number.isSafeInteger(k) || k < 0) throw new RangeError(`${k} is not a number of cases`);
	requireDistinct(ids);
	if (k === 0) return [];
	const prefixes = Float64Array.from(ids, (id) => prefixOf(tagOf(tagger, id)));
	const cut = prefixes.toSorted()[Math.min(k, ids.length) - 1] ?? -1;
	const candidates: { id: string; prefix: number; tag: string }[] = [];
	ids.forEach((id, i) => {
		const prefix = prefixes[i] ?? Infinity;
		if (prefix <= cut) candidates.push({ id, prefix, tag: '' });
	});
	candidates.sort((a, b) => {
		if (a.prefix !== b.prefix) return a.prefix - b.prefix;
		a.tag ||= tagOf(tagger, a.id);
		b.tag ||= tagOf(tagger, b.id);
		if (a.tag !== b.tag) return a.tag < b.tag ? -1 : 1;
		return a.id < b.id ? -1 : 1;
	});
	return candidates.slice(0, k).map(({ id }) => id);
}

function requireDistinct(ids: readonly string[]): void {
	// A frame is sorted, which shows it without a set.
	if (ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id)) return;
	if (new Set(ids).size !== ids.length) throw new RangeError('a case may be drawn once only');
}
