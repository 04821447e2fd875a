import {
	undefinedValue,
	suppressed,
	type Absent,
	type ReportCell,
	type ReportColumn
} from '#lib/core/reports/columns.ts';
import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import { messages } from '#lib/i18n/messages.ts';

/** What a row says, by column key. */
export type Values = Record<string, ReportCell | Absent>;

type Named = { readonly key: string; readonly title: string; readonly group?: string };

/** A rate with the two ends of its interval; `n` is the key of the column that has its n. */
export function rateColumns({ n, ...named }: Named & { readonly n: string }): ReportColumn[] {
	const { key, title, group } = named;
	const inGroup = group === undefined ? {} : { group };
	return [
		{ key, title, kind: 'proportion', n, lower: `${key}_lower`, upper: `${key}_upper`, ...inGroup },
		...limits(key, title).map((limit): ReportColumn => ({
			...limit,
			kind: 'proportion',
			limitOf: key,
			...inGroup
		}))
	];
}

/** A quantile of durations with the two ends of its interval; `n` is left out where its number must not be told. */
export function durationColumns({
	n,
	unit,
	...named
}: Named & { readonly n?: string; readonly unit: 'minutes' | 'days' }): ReportColumn[] {
	const { key, title, group } = named;
	const inGroup = group === undefined ? {} : { group };
	const companions = { ...(n === undefined ? {} : { n }), lower: `${key}_lower`, upper: `${key}_upper` };
	return [
		{ key, title, kind: 'duration', unit, ...companions, ...inGroup },
		...limits(key, title).map((limit): ReportColumn => ({
			...limit,
			kind: 'duration',
			unit,
			limitOf: key,
			...inGroup
		}))
	];
}

function limits(key: string, title: string): { key: string; title: string }[] {
	const { lower, upper } = messages.qualityReports.limits;
	return [
		{ key: `${key}_lower`, title: lower(title) },
		{ key: `${key}_upper`, title: upper(title) }
	];
}

type Estimated = {
	readonly estimate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** The cells of an estimate and its interval; `hidden` where it must not be told, undefined where there is none. */
export function estimateValues(key: string, estimate: Estimated | 'hidden'): Values {
	const of = (value: number | null): ReportCell | Absent => value ?? undefinedValue;
	return estimate === 'hidden'
		? { [key]: suppressed, [`${key}_lower`]: suppressed, [`${key}_upper`]: suppressed }
		: {
				[key]: of(estimate.estimate),
				[`${key}_lower`]: of(estimate.lower),
				[`${key}_upper`]: of(estimate.upper)
			};
}

/** The cells of a rate. */
export function rateValues(key: string, rate: Rate | 'hidden'): Values {
	return estimateValues(key, rate);
}

/** The cells of a quantile. */
export function quantileValues(
	key: string,
	quantile: Omit<QuantileInterval, 'lowerRank' | 'upperRank' | 'coverage' | 'n'> | 'hidden'
): Values {
	return estimateValues(key, quantile);
}

/** A column of texts, codes, counts or days. */
export function plain(
	kind: 'text' | 'code' | 'count' | 'day' | 'boolean',
	key: string,
	title: string,
	group?: string
): ReportColumn {
	return { kind, key, title, ...(group === undefined ? {} : { group }) };
}

/** Everything hidden that is told by these keys. */
export function hideAll(keys: readonly string[]): Values {
	return Object.fromEntries(keys.map((key) => [key, suppressed]));
}
