import { z } from 'zod';
import { method } from '#lib/core/statistics/method.ts';
import { carryRound } from './carry-round.ts';
import { commitment, hmacHex } from './hmac.ts';
import { largestRemainder } from './largest-remainder.ts';
import { paretoSample } from './pareto-pps.ts';
import { makeTagger, rankCases } from './rank.ts';
import { systematicSample } from './systematic.ts';
import { thresholdSample } from './threshold.ts';

const number = z.number();
const text = z.string();
const draw = { seedHex: text, drawId: text };

/** The methods of sampling. */
export const samplingMethods = {
	'sampling.hmac': method(z.object({ keyHex: text, messageHex: text }), ({ keyHex, messageHex }) => ({
		hex: hmacHex(keyHex, messageHex)
	})),
	'sampling.commitment': method(z.object(draw), ({ seedHex, drawId }) => ({
		commitment: commitment(seedHex, drawId)
	})),
	'sampling.rank': method(
		z.object({ ...draw, ids: z.array(text), k: number }),
		({ seedHex, drawId, ids, k }) => ({ selected: rankCases(makeTagger(seedHex, drawId), ids, k) })
	),
	'sampling.threshold': method(
		z.object({ ...draw, items: z.array(z.object({ id: text, pi: number })) }),
		({ seedHex, drawId, items }) => thresholdSample(makeTagger(seedHex, drawId), items)
	),
	'sampling.allocate': method(
		z.object({ strata: z.record(text, number), total: number }),
		({ strata, total }) => {
			const parts = Object.entries(strata).map(([name, size]) => ({ name, size }));
			const counts = largestRemainder(parts, total);
			return { allocation: Object.fromEntries(parts.map(({ name }, i) => [name, counts[i]])) };
		}
	),
	'sampling.carryRound': method(
		z.object({ sizes: z.array(number), rate: z.union([number, text]) }),
		({ sizes, rate }) => ({ k: carryRound(sizes, rate) })
	),
	'sampling.systematic': method(z.object({ N: number, k: number, u: number }), ({ N, k, u }) => ({
		indices: systematicSample(N, k, u)
	})),
	'sampling.paretoPps': method(
		z.object({ ...draw, items: z.array(z.object({ id: text, size: number })), k: number }),
		({ seedHex, drawId, items, k }) => paretoSample(makeTagger(seedHex, drawId), items, k)
	)
};
