import { allocateCases } from './allocation.ts';
import type { Frame } from './frame.ts';
import type { MakeHmac } from './hmac.ts';
import type { ReaderTiers, SamplingPolicy } from './policy.ts';
import { makeTagger, rankCases } from './rank.ts';

/** What was drawn of one reader and modality; `selected` stands in rank order. */
export type DrawnStratum = {
	readonly reader: string;
	readonly modality: string;
	/** Eligible reads (N) and drawn cases (k); `inclusion` is k/N, the probability each of them had. */
	readonly size: number;
	readonly sampled: number;
	readonly inclusion: number;
	readonly selected: readonly string[];
};

/** A draw's outcome, strata sorted by reader, then modality. */
export type Draw = { readonly drawId: string; readonly strata: readonly DrawnStratum[] };

/**
 * Draws the cases to review: nothing but the arguments decides. Throws where the seed is not 32 bytes of lower-case hex or
 * the draw id holds a character that could make two ranking messages alike.
 * @param options.makeHmac the platform's own HMAC, where it is faster
 */
export function drawSample(options: {
	drawId: string;
	seedHex: string;
	frame: Pick<Frame, 'strata'>;
	policy: SamplingPolicy;
	readerTiers?: ReaderTiers;
	makeHmac?: MakeHmac;
}): Draw {
	const { drawId, frame } = options;
	if (!/^[0-9a-f]{64}$/.test(options.seedHex)) throw new RangeError('the seed must be 32 bytes of hex');
	if (!/^[\w.-]{1,64}$/.test(drawId)) throw new RangeError('the draw id must be letters, digits, dot, dash');
	const tagger = makeTagger(options.seedHex, drawId, options.makeHmac);
	const sized = frame.strata.map(({ reader, modality, caseIds }) => ({
		reader,
		modality,
		size: caseIds.length
	}));
	const counts = allocateCases(sized, options.policy, options.readerTiers);
	const strata = frame.strata.map(({ reader, modality, caseIds }, i) => {
		const size = caseIds.length;
		const sampled = counts[i] ?? 0;
		const selected = rankCases(tagger, caseIds, sampled);
		return { reader, modality, size, sampled, inclusion: sampled / size, selected };
	});
	return { drawId, strata };
}
