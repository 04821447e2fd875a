import { z } from 'zod';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Draw } from './draw.ts';
import type { Frame } from './frame.ts';
import { commitment } from './hmac.ts';
import {
	codeSchema,
	exclusionReasons,
	policyHash,
	readerTiersSchema,
	samplingPolicySchema,
	type ExclusionReason,
	type ReaderTiers,
	type SamplingPolicy
} from './policy.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const caseIdSchema = z.string().regex(/^[\w.-]{1,64}$/);

/** A draw certificate: with the frame's CSV it lets anyone repeat the draw. It holds no PHI; readers are codes. */
export const certificateSchema = z.strictObject({
	format: z.literal('overread-draw/1'),
	drawId: caseIdSchema,
	period: z.strictObject({ fromOn: z.iso.date(), throughOn: z.iso.date() }),
	commitment: hash,
	committedAt: z.iso.datetime(),
	seedHex: hash,
	revealedAt: z.iso.datetime(),
	frameHash: hash,
	frameCount: count,
	policy: samplingPolicySchema,
	policyHash: hash,
	readerTiers: readerTiersSchema.optional(),
	strata: z.array(
		z.strictObject({
			reader: codeSchema,
			modality: codeSchema,
			size: count,
			sampled: count,
			inclusion: z.number().min(0).max(1),
			selected: z.array(caseIdSchema)
		})
	),
	exclusions: z.partialRecord(z.enum(exclusionReasons), count),
	generator: z.string().max(100)
});
export type DrawCertificate = z.output<typeof certificateSchema>;

/** Writes the certificate of a draw, revealing its seed. `period` is of whole days, both included. */
export function makeCertificate(options: {
	draw: Draw;
	period: { fromOn: string; throughOn: string };
	seedHex: string;
	committedAt: Instant;
	revealedAt: Instant;
	frame: Pick<Frame, 'hash' | 'count'>;
	policy: SamplingPolicy;
	readerTiers?: ReaderTiers;
	exclusions: Partial<Record<ExclusionReason, number>>;
	generator: string;
}): DrawCertificate {
	const { draw, policy, seedHex } = options;
	return {
		format: 'overread-draw/1',
		drawId: draw.drawId,
		period: options.period,
		commitment: commitment(seedHex, draw.drawId),
		committedAt: toIso(options.committedAt),
		seedHex,
		revealedAt: toIso(options.revealedAt),
		frameHash: options.frame.hash,
		frameCount: options.frame.count,
		policy,
		policyHash: policyHash(policy),
		...(options.readerTiers ? { readerTiers: options.readerTiers } : {}),
		strata: draw.strata.map((stratum) => ({ ...stratum, selected: [...stratum.selected] })),
		exclusions: options.exclusions,
		generator: options.generator
	};
}

/** Reads a certificate from its JSON text. `at` is the dotted path of the first field that is wrong. */
export function parseCertificate(
	text: string
): Result<DrawCertificate, { code: 'certificate-json' | 'certificate-form'; at: string }> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return err({ code: 'certificate-json', at: '' });
	}
	const parsed = certificateSchema.safeParse(value);
	if (parsed.success) return ok(parsed.data);
	return err({ code: 'certificate-form', at: parsed.error.issues[0]?.path.join('.') ?? '' });
}
