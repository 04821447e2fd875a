import type { Instant } from '#lib/core/instant.ts';
import type { CredentialRecords, RecordedRow } from './records.ts';

/**
 * The rows that had been recorded by an instant, without those that a row known by then had superseded. The second axis of
 * time: an answer as known then never changes, whatever is recorded later.
 * @param knownAt null: all that is known now
 */
function rowsAsKnown<T extends RecordedRow>(rows: readonly T[], knownAt: Instant | null): T[] {
	const known =
		knownAt === null ? rows : rows.filter(({ recordedAt }) => (recordedAt ?? -Infinity) <= knownAt);
	const superseded = new Set(known.flatMap(({ supersedes }) => supersedes ?? []));
	return known.filter(({ id, isVoid }) => isVoid !== true && (id === undefined || !superseded.has(id)));
}

/** Somebody's records as they were known at an instant; null: as they are known now. */
export function recordsAsKnown(records: CredentialRecords, knownAt: Instant | null): CredentialRecords {
	const rows = <T extends RecordedRow>(list: readonly T[] | undefined): T[] =>
		rowsAsKnown(list ?? [], knownAt);
	return {
		licences: rows(records.licences),
		boardOrders: rows(records.boardOrders),
		verifications: rows(records.verifications),
		privileges: rows(records.privileges),
		mqsa: rows(records.mqsa),
		exclusions: rows(records.exclusions),
		malpractice: rows(records.malpractice),
		workLocations: rows(records.workLocations)
	};
}
