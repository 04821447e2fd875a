import type { Instant } from '#lib/core/instant.ts';
import type { IncomingStatus } from './incoming-read.ts';

/** Where a version stands: only `current` and `corrected` are what the report says now. */
export const readStatuses = ['current', 'corrected', 'superseded', 'cancelled'] as const;
export type ReadStatus = (typeof readStatuses)[number];

/** A version of one report: one facility, one accession, preliminary or final. */
export type ChainedVersion = {
	readonly id: string;
	/** Null when the sender did not say: then it follows those that do. */
	readonly reportedAt: Instant | null;
	readonly versionKey: string;
	readonly status: ReadStatus;
	readonly reportVersion: number;
};

export type NewVersion = Pick<ChainedVersion, 'id' | 'reportedAt' | 'versionKey'> & {
	readonly status: IncomingStatus;
};

/**
 * Puts a new version into the chain of its report. Versions follow each other by the time they were reported, whatever
 * the order they come in; the last one counts, the ones before it are superseded, none is removed.
 */
export function placeVersion(chain: readonly ChainedVersion[], added: NewVersion): ChainedVersion[] {
	const versions = [...chain, { ...added, status: ownStatus(added.status), reportVersion: 0 }];
	versions.sort(compareVersions);
	return versions.map((version, at) => ({
		...version,
		reportVersion: at + 1,
		status: at === versions.length - 1 ? version.status : 'superseded'
	}));
}

function ownStatus(status: IncomingStatus): ReadStatus {
	if (status === 'cancelled') return 'cancelled';
	return status === 'corrected' || status === 'addendum' ? 'corrected' : 'current';
}

type Placed = Pick<ChainedVersion, 'reportedAt' | 'versionKey'>;

function compareVersions(a: Placed, b: Placed): number {
	const [left, right] = [a.reportedAt ?? Infinity, b.reportedAt ?? Infinity];
	if (left !== right) return left < right ? -1 : 1;
	return a.versionKey < b.versionKey ? -1 : 1;
}
