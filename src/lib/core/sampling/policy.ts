import { z } from 'zod';
import { sha256Hex } from './hmac.ts';

/** Why a finished read is not in the frame. The counts stand on the certificate. */
export const exclusionReasons = [
	'preliminary',
	'no-images',
	'already-drawn',
	'reader-inactive',
	'test-patient'
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** A code without the characters that CSV, the ranking message or a sentence would stumble over. */
export const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

// Six decimals keep every rate exact as written, in any language that repeats the draw.
const rateSchema = z
	.number()
	.min(0)
	.max(1)
	.refine((rate) => Number(rate.toFixed(6)) === rate, { error: 'rate-decimals' });

/**
 * A version of the sampling policy; it never changes once a draw used it. The stratum is reader × modality.
 * - `rates` share of reads to draw by modality, `defaultRate` for the others; 0.03 is three in a hundred
 * - `readerTierRates` share added for readers of a tier, such as juniors
 * - `minimumPerReader` cases drawn of each reader in the period, as far as there are reads
 * - `lookBackDays` how old a read may be to enter the frame
 */
export const samplingPolicySchema = z.strictObject({
	version: z.int().min(1),
	defaultRate: rateSchema,
	rates: z.record(codeSchema, rateSchema),
	readerTierRates: z.record(codeSchema, rateSchema).optional(),
	minimumPerReader: z.int().min(0).max(100_000),
	lookBackDays: z.int().min(1).max(3660),
	exclusions: z.array(z.enum(exclusionReasons)).refine((list) => new Set(list).size === list.length)
});
export type SamplingPolicy = z.output<typeof samplingPolicySchema>;

/** Tier by reader code, as it was when the frame was frozen. */
export const readerTiersSchema = z.record(codeSchema, codeSchema);
export type ReaderTiers = z.output<typeof readerTiersSchema>;

/** SHA-256 of the policy as JSON with sorted keys and no spaces: names a policy whatever order its keys come in. */
export function policyHash(policy: SamplingPolicy): string {
	return sha256Hex(canonicalJson(policy));
}

function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}
