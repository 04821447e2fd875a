import { describe, expect, it } from 'vitest';
import type { IncomingStatus } from './incoming-read.ts';
import { placeVersion, type ChainedVersion } from './version-chain.ts';

type Sent = readonly [key: string, reportedAt: number | null, status: IncomingStatus];

function chainOf(sent: readonly Sent[]): ChainedVersion[] {
	return sent.reduce<ChainedVersion[]>(
		(chain, [versionKey, reportedAt, status]) =>
			placeVersion(chain, { id: versionKey, versionKey, reportedAt, status }),
		[]
	);
}

const shown = (chain: readonly ChainedVersion[]) =>
	chain.map(({ id, reportVersion, status }) => `${id} v${reportVersion} ${status}`);

describe('the versions of a report', () => {
	it('are superseded by what was reported after them', () => {
		const chain = chainOf([
			['a', 10, 'final'],
			['b', 20, 'corrected'],
			['c', 30, 'addendum']
		]);
		expect(shown(chain)).toEqual(['a v1 superseded', 'b v2 superseded', 'c v3 corrected']);
	});

	it('are the same whatever the order they come in', () => {
		const sent: Sent[] = [
			['a', 10, 'final'],
			['b', 20, 'corrected'],
			['c', 20, 'corrected']
		];
		expect(shown(chainOf(sent.toReversed()))).toEqual(shown(chainOf(sent)));
	});

	it('end with a cancellation, also one without a time', () => {
		expect(
			shown(
				chainOf([
					['a', 10, 'final'],
					['b', null, 'cancelled']
				])
			)
		).toEqual(['a v1 superseded', 'b v2 cancelled']);
	});
});
