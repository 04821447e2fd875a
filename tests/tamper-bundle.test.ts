import { beforeAll, describe, expect, it } from 'vitest';
import { manifestBytes } from '#lib/core/bundle/manifest.ts';
import { memorySource } from '#lib/core/bundle/source.ts';
import { verifyBundle } from '#lib/core/bundle/verify.ts';
import { faultSentence } from '#lib/i18n/en/bundle-faults.ts';
import { zipOf } from './support/a-bundle.ts';
import { genuineBundle, key, localAt, poke, ways, type Bundle } from './support/tampered-bundles.ts';

let bundle: Bundle;
beforeAll(async () => {
	bundle = await genuineBundle();
});

const verdictOf = (zip: Uint8Array, keys = [key.published]) => verifyBundle(memorySource(zip), { keys });

describe('a bundle', () => {
	it('is genuine as it left', async () => {
		expect((await verdictOf(bundle.zip)).fault).toBeNull();
	});

	it.each(ways)('is caught where %s', async (_, tamper, says) => {
		const { fault } = await verdictOf(tamper(bundle));
		expect(fault && faultSentence(fault)).toMatch(says);
	});

	it('is caught where it was made after its key had ended', async () => {
		const ended = { ...key.published, retiredAt: '2026-06-01T00:00:00.000Z' };
		const { fault } = await verdictOf(bundle.zip, [ended]);
		expect(fault && faultSentence(fault)).toMatch(/made at 2026-11-16.*had ended at 2026-06-01/);
	});

	it('never passes with any one byte of its headers, manifest, signature or list changed', async () => {
		const { zip } = bundle;
		const isLong = (at: number): boolean =>
			at > localAt(zip, 'reports/summary.csv') + 60 && at < zip.length - 600;
		for (let at = 0; at < zip.length; at += isLong(at) ? 4001 : 1) {
			const { fault } = await verdictOf(poke(zip, at, (zip[at] ?? 0) ^ 0x20));
			if (!fault) throw new Error(`passes with byte ${at} changed`);
			expect(faultSentence(fault)).toMatch(/^.+[.]$/s);
		}
	});

	it('has no two forms: manifest and ZIP are written in one way only', () => {
		expect(Buffer.from(manifestBytes(bundle.manifest)).equals(bundle.contents[0]?.bytes ?? Buffer.of())).toBe(
			true
		);
		expect(zipOf(bundle.contents).equals(bundle.zip)).toBe(true);
	});
});
