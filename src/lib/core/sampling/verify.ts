import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ok, type Result } from '#lib/core/result.ts';
import { parseCertificate, type DrawCertificate } from './certificate.ts';
import { drawSample, type DrawnStratum } from './draw.ts';
import { parseFrame, type Frame } from './frame.ts';
import { commitment, type MakeHmac } from './hmac.ts';
import { policyHash } from './policy.ts';

/** What a draw is checked for, in this order. */
export const drawChecks = [
	'commitment',
	'timing',
	'policy',
	'frame-hash',
	'frame-form',
	'frame-count',
	'frame-period',
	'strata',
	'allocation',
	'selection'
] as const;

/** One check and, where it failed, the first difference: where it is, what follows from the inputs, what was written. */
export type DrawCheck = {
	readonly name: (typeof drawChecks)[number];
	readonly ok: boolean;
	readonly difference: { readonly at: string; readonly expected: string; readonly found: string } | null;
};

/** Outcome of all checks that could be made; `ok` only when all were made and hold. */
export type DrawVerification = {
	readonly ok: boolean;
	readonly certificate: DrawCertificate;
	readonly checks: readonly DrawCheck[];
};

type Compared = readonly [at: string, expected: unknown, found: unknown];

/**
 * Repeats a draw from its certificate (JSON text) and its frame (CSV text) and compares. A frame that cannot be read ends
 * the checks at `frame-form`.
 */
export function verifyDraw(
	certificateText: string,
	frameCsv: string,
	options: { makeHmac?: MakeHmac } = {}
): Result<DrawVerification, { code: 'certificate-json' | 'certificate-form'; at: string }> {
	const parsed = parseCertificate(certificateText);
	if (!parsed.ok) return parsed;
	const certificate = parsed.value;
	const { committedAt, revealedAt } = certificate;
	const checks = [
		check('commitment', [
			['commitment', commitment(certificate.seedHex, certificate.drawId), certificate.commitment]
		]),
		check('timing', [['committedAt', true, committedAt <= revealedAt || `${committedAt} > ${revealedAt}`]]),
		check('policy', [['policyHash', policyHash(certificate.policy), certificate.policyHash]]),
		check('frame-hash', [['frameHash', bytesToHex(sha256(utf8ToBytes(frameCsv))), certificate.frameHash]])
	];
	const frame = parseFrame(frameCsv);
	if (frame.ok) {
		checks.push(check('frame-form', []), ...checkAgainstFrame(certificate, frame.value, options.makeHmac));
	} else {
		checks.push(check('frame-form', [[`line ${frame.error.line}`, 'ok', frame.error.code]]));
	}
	return ok({ ok: checks.every((one) => one.ok), certificate, checks });
}

function checkAgainstFrame(certificate: DrawCertificate, frame: Frame, makeHmac?: MakeHmac): DrawCheck[] {
	const { strata } = drawSample({ ...certificate, frame, ...(makeHmac ? { makeHmac } : {}) });
	const written = certificate.strata;
	const { fromOn, throughOn } = certificate.period;
	const isWithin = (on: string | null) => on === null || (on >= fromOn && on <= throughOn);
	return [
		check('frame-count', [['frameCount', frame.count, certificate.frameCount]]),
		check('frame-period', [
			['first day', true, isWithin(frame.firstOn) || frame.firstOn],
			['last day', true, isWithin(frame.lastOn) || frame.lastOn]
		]),
		check('strata', [
			['number of strata', strata.length, written.length],
			...strata.flatMap((stratum, i): Compared[] => {
				const other = written[i];
				const found = other ? `${nameOf(other)} of ${other.size}` : undefined;
				return [[`stratum ${i + 1}`, `${nameOf(stratum)} of ${stratum.size}`, found]];
			})
		]),
		check(
			'allocation',
			strata.flatMap((stratum, i): Compared[] => [
				[`${nameOf(stratum)} sampled`, stratum.sampled, written[i]?.sampled],
				[`${nameOf(stratum)} inclusion`, stratum.inclusion, written[i]?.inclusion]
			])
		),
		check(
			'selection',
			strata.flatMap((stratum, i) => compareSelected(stratum, written[i]?.selected ?? []))
		)
	];
}

function compareSelected(stratum: DrawnStratum, found: readonly string[]): Compared[] {
	const length = Math.max(stratum.selected.length, found.length);
	for (let rank = 0; rank < length; rank++) {
		const expected = stratum.selected[rank];
		if (expected !== found[rank]) return [[`${nameOf(stratum)} rank ${rank + 1}`, expected, found[rank]]];
	}
	return [];
}

function nameOf({ reader, modality }: { reader: string; modality: string }): string {
	return `${reader} ${modality}`;
}

function check(name: DrawCheck['name'], compared: readonly Compared[]): DrawCheck {
	const first = compared.find(([, expected, found]) => expected !== found);
	if (!first) return { name, ok: true, difference: null };
	const [at, expected, found] = first;
	return {
		name,
		ok: false,
		difference: { at, expected: String(expected ?? 'nothing'), found: String(found ?? 'nothing') }
	};
}
