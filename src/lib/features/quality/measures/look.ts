import type { Selection } from '#lib/core/rollups/selection.ts';
import type { GroupComparison } from '#lib/core/statistics/personal-comparison.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';
import { readerSignals, type ReaderSignal, type ReaderStanding, type ReaderStandings } from './readers.ts';
import type { ReviewerComparison, ReviewerZone } from './reviewers.ts';

/** Readers at a look, without the rate of all: beside those of the others it would tell one who reads of outcomes that they do not know. */
export type LookReaders = Omit<ReaderStandings, 'group'>;

/**
 * Where everybody stood at a look at the whole group's random sample: kept as it was found, since whoever is placed anew whenever a page is
 * opened is looked at as often (statistics reference, 9).
 */
export type LookStandings = {
	readonly level: string;
	readonly months: MonthSpan;
	readonly readers: LookReaders;
	readonly signals: readonly ReaderSignal[];
	/** Reviewers that had enough reviews for a severity. */
	readonly reviewers: readonly { readonly code: string; readonly zone: ReviewerZone }[];
};

/** What a look keeps. */
export function lookStandings(
	inLook: Selection,
	compared: GroupComparison,
	{
		readers,
		reviewers,
		...about
	}: Pick<LookStandings, 'level' | 'months'> & {
		readonly readers: ReaderStandings;
		readonly reviewers: ReviewerComparison;
	}
): LookStandings {
	return {
		...about,
		readers: toldOf(readers, readers.rows),
		signals: readerSignals(readers, inLook, compared),
		reviewers: reviewers.rows.flatMap(({ code, zone }) => (zone === null ? [] : [{ code, zone }]))
	};
}

/** A reader between looks: figures with their intervals, in no zone. */
export type PlainStanding = Omit<ReaderStanding, 'zone'> & {
	/** Whether the figures would carry a place on the funnel. */
	readonly isPlaced: boolean;
};
export type PlainStandings = Omit<ReaderStandings, 'rows'> & { readonly rows: readonly PlainStanding[] };

/** Standings without their zones. */
export function withoutZones({ rows, ...standings }: ReaderStandings): PlainStandings {
	return { ...standings, rows: rows.map(({ zone, ...row }) => ({ ...row, isPlaced: zone !== null })) };
}

/** What a look tells somebody who reads: all but of themselves, whose outcomes they may not all know. */
export function lookWithout(look: LookStandings, readerId: string | null): LookStandings {
	const isOther = (row: { readonly readerId: string }): boolean => row.readerId !== readerId;
	return {
		...look,
		readers: toldOf(look.readers, look.readers.rows.filter(isOther)),
		signals: look.signals.filter(isOther)
	};
}

/** By name: what is kept of a look may hold more. */
function toldOf(
	{ isComparable, notAdjusted, expectedFalseSignals, suppressed }: LookReaders,
	rows: LookReaders['rows']
): LookReaders {
	return { rows, isComparable, notAdjusted, expectedFalseSignals, suppressed };
}
