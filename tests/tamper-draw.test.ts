import { describe, expect, it } from 'vitest';
import { checkLink, hashLink, genesisHash, type AuditLink, type ChainBreak } from '#lib/core/audit/chain.ts';
import { checkFiles, type NamedSource } from '#lib/core/bundle/check.ts';
import { memorySource } from '#lib/core/bundle/source.ts';
import { getValue } from '#lib/core/result.ts';
import { makeCertificate, type DrawCertificate } from '#lib/core/sampling/certificate.ts';
import { drawSample } from '#lib/core/sampling/draw.ts';
import { frameHeader, parseFrame } from '#lib/core/sampling/frame.ts';
import type { SamplingPolicy } from '#lib/core/sampling/policy.ts';
import { drawSentence } from '#lib/i18n/en/draw-checks.ts';
import { audit } from '#lib/i18n/en/audit.ts';

const seedHex = 'a1'.repeat(32);
const policy: SamplingPolicy = {
	version: 7,
	defaultRate: 0.05,
	rates: { CT: 0.125 },
	minimumPerReader: 6,
	lookBackDays: 92,
	exclusions: ['no-images']
};
const rows = Array.from({ length: 300 }, (_, i) => {
	const day = String((i % 31) + 1).padStart(2, '0');
	return `c-${String(i).padStart(4, '0')},R${(i * 7) % 5},${['CT', 'US', 'MR'][i % 3]},F01,2026-01-${day}`;
});
const toCsv = (lines: readonly string[]): string => `${[frameHeader, ...lines].join('\n')}\n`;
const csv = toCsv(rows);

function certify(frameCsv: string, seed = seedHex): DrawCertificate {
	const frame = getValue(parseFrame(frameCsv));
	return makeCertificate({
		policy,
		seedHex: seed,
		frame,
		draw: drawSample({ policy, seedHex: seed, drawId: '2026-01', frame }),
		period: { fromOn: '2026-01-01', throughOn: '2026-01-31' },
		committedAt: Date.UTC(2025, 11, 31),
		revealedAt: Date.UTC(2026, 1, 1),
		exclusions: { 'no-images': 3 },
		generator: 'Overread'
	});
}
const certificate = certify(csv);

const named = (name: string, text: string): NamedSource => ({
	name,
	source: memorySource(Buffer.from(text))
});

async function said(texts: { certificate: string; frame?: string }): Promise<string> {
	const files = [named('draw-1.certificate.json', texts.certificate)];
	if (texts.frame !== undefined) files.push(named('draw-1.frame.csv', texts.frame));
	const [checked] = await checkFiles(files, { keys: [] });
	if (checked?.kind !== 'draw') throw new Error('not taken for a draw');
	return drawSentence(checked.outcome);
}

/** The certificate with one stratum changed. */
function withStratum(change: (stratum: DrawCertificate['strata'][number]) => object): DrawCertificate {
	const [first, ...rest] = certificate.strata;
	return first ? { ...certificate, strata: [{ ...first, ...change(first) }, ...rest] } : certificate;
}

type Way = readonly [way: string, tampered: { certificate: unknown; frame?: string }, says: RegExp];
const ways: readonly Way[] = [
	[
		'another seed is put in',
		{ certificate: { ...certificate, seedHex: 'b2'.repeat(32) } },
		/promised beforehand/
	],
	[
		'the draw is made anew with a seed that gives other cases, under the old promise',
		{ certificate: { ...certify(csv, 'c3'.repeat(32)), commitment: certificate.commitment } },
		/promised beforehand/
	],
	[
		'the promise is dated after the reveal',
		{ certificate: { ...certificate, committedAt: '2026-03-01T00:00:00.000Z' } },
		/promise was made before/
	],
	[
		'the policy is changed',
		{ certificate: { ...certificate, policy: { ...policy, minimumPerReader: 1 } } },
		/sampling policy is the one/
	],
	[
		'a read is taken out of the list',
		{ certificate, frame: toCsv(rows.filter((_, i) => i !== 17)) },
		/list of reads is the one whose hash/
	],
	[
		'a read of the list is given to another reader',
		{ certificate, frame: csv.replace('c-0000,R0', 'c-0000,R1') },
		/list of reads is the one whose hash/
	],
	[
		'the list is shortened and its hash put into the certificate',
		{
			certificate: { ...certificate, frameHash: certify(toCsv(rows.slice(1))).frameHash },
			frame: toCsv(rows.slice(1))
		},
		/as many reads as the certificate says.*299.*300/
	],
	[
		'a chosen case is exchanged for another',
		{
			certificate: withStratum(({ selected }) => ({
				selected: selected.map((id, i) => (i === 0 ? 'c-0299' : id))
			}))
		},
		/same cases come out.*rank 1/
	],
	[
		'a chosen case is left out',
		{
			certificate: withStratum(({ selected, sampled }) => ({
				selected: selected.slice(1),
				sampled: sampled - 1
			}))
		},
		/as many|Each group|each group/
	],
	[
		'a group of reads is left out',
		{ certificate: { ...certificate, strata: certificate.strata.slice(1) } },
		/groups of reads/
	],
	[
		'a field is put in',
		{ certificate: { ...certificate, note: 'trust us' } },
		/not written as certificates are/
	]
];

describe('a draw certificate', () => {
	it('holds as it was given away', async () => {
		const whole = { certificate: JSON.stringify(certificate), frame: csv };
		expect(await said(whole)).toBe(
			'The draw is as certified: repeated from its two files, it gives the same cases.'
		);
	});

	it.each(ways)('is caught where %s', async (_, { certificate: tampered, frame = csv }, says) => {
		expect(await said({ certificate: JSON.stringify(tampered), frame })).toMatch(says);
	});

	it('is caught where it is damaged', async () => {
		expect(await said({ certificate: JSON.stringify(certificate).slice(0, -9), frame: csv })).toMatch(
			/is no JSON/
		);
	});

	it('is not called good without its list of reads', async () => {
		expect(await said({ certificate: JSON.stringify(certificate) })).toMatch(/list of reads is missing/);
	});
});

const links: AuditLink[] = [];
for (let seq = 1; seq <= 6; seq++) {
	const link = {
		seq,
		at: Date.UTC(2026, 10, 16, 12, seq),
		type: 'review.submitted',
		actorId: `user-${seq % 2}`,
		subjectId: `case-${seq}`,
		facts: '{"score":"1"}',
		salt: null,
		prevHash: links.at(-1)?.hash ?? genesisHash
	};
	links.push({ ...link, hash: hashLink(link) });
}

function firstBreak(chain: readonly AuditLink[]): ChainBreak | null {
	let previous: AuditLink | null = null;
	for (const link of chain) {
		const wrong = checkLink(previous, link);
		if (wrong) return wrong;
		previous = link;
	}
	return null;
}

const changed = (seq: number, change: Partial<AuditLink>): AuditLink[] =>
	links.map((link) => (link.seq === seq ? { ...link, ...change } : link));

/** The chain with one entry changed and its own hash computed anew. */
function rehashed(seq: number, change: Partial<AuditLink>): AuditLink[] {
	return changed(seq, change).map((link) => (link.seq === seq ? { ...link, hash: hashLink(link) } : link));
}

const chainWays: readonly (readonly [way: string, chain: readonly AuditLink[], says: RegExp])[] = [
	['a score is changed', changed(3, { facts: '{"score":"2a"}' }), /entry 3.*content was altered/],
	['who acted is changed', changed(4, { actorId: 'user-9' }), /entry 4.*content was altered/],
	['a time is changed', changed(2, { at: Date.UTC(2026, 0, 1) }), /entry 2.*content was altered/],
	[
		'a score is changed with its own hash',
		rehashed(3, { facts: '{"score":"2a"}' }),
		/entry 4.*does not follow/
	],
	['an entry is taken out', links.filter(({ seq }) => seq !== 3), /entry 4.*missing before it/],
	['the first entries are taken out', links.slice(2), /entry 3.*missing before it/],
	[
		'an entry is taken out and the others numbered anew',
		links.filter(({ seq }) => seq !== 3).map((link, i) => ({ ...link, seq: i + 1 })),
		/entry 3.*does not follow/
	],
	[
		'two entries change places',
		[links[0], links[2], links[1], ...links.slice(3)].filter((link) => link !== undefined),
		/entry 3.*missing before it/
	],
	['an entry is put in twice', [...links.slice(0, 2), ...links.slice(1)], /entry 2.*missing before it/]
];

describe('the audit chain', () => {
	it('is whole as it was written', () => expect(firstBreak(links)).toBeNull());

	it.each(chainWays)('is caught where %s', (_, chain, says) => {
		const found = firstBreak(chain);
		expect(found && `${audit.broken(found.seq)} ${audit.breakReason[found.reason]}`).toMatch(says);
	});
});
