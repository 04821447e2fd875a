import type { Instant } from '#lib/core/instant.ts';
import { lastZonedMonths, type Period } from '#lib/core/period.ts';
import { bodyRegions, modalities, type BodyRegion, type Modality } from '#lib/core/reads/incoming-read.ts';
import { canChooseStop, clockNames, type ClockName, type StopAt } from '#lib/core/turnaround/clocks.ts';
import { unknownParameters } from '#lib/features/quality/filter.ts';
import { serviceClasses, type ServiceClass } from '#lib/core/turnaround/service-class.ts';

/** How far back the turnaround page looks, in months. */
export const monthChoices = ['1', '3', '6', '12'] as const;
export type MonthChoice = (typeof monthChoices)[number];

/** What the turnaround page shows, as it stands in the URL; empty means all. */
export type TurnaroundFilter = {
	readonly clock: ClockName;
	readonly months: MonthChoice;
	readonly facility: string;
	readonly modality: Modality | '';
	readonly region: BodyRegion | '';
	/** Section and tier of the reader of record. */
	readonly subspecialty: string;
	readonly tier: string;
	readonly class: ServiceClass | '';
	/** Which report stops the clock. */
	readonly kind: StopAt;
	/** Whether the months before are shown beside. */
	readonly compare: 'before' | '';
};

/** Names of the parameters, in the order of the sentence. */
export const filterNames = [
	'clock',
	'months',
	'facility',
	'modality',
	'region',
	'subspecialty',
	'tier',
	'class',
	'kind',
	'compare'
] as const;

/** What a group has to choose from. */
export type FilterChoices = {
	readonly usualClock: ClockName;
	readonly facilityIds: readonly string[];
	readonly subspecialties: readonly string[];
	readonly tiers: readonly string[];
};

/** A filter, and the parameters of the address that it could not follow. */
export type AskedFilter = { readonly filter: TurnaroundFilter; readonly unknown: readonly string[] };

/**
 * The filter that a URL asks for. What is unknown in it counts as not asked, and is named, so that the page can say so.
 * `usualClock` is the one of the contracts, the lists are of those there are.
 */
export function parseTurnaroundFilter(
	query: URLSearchParams,
	{ usualClock, facilityIds, subspecialties, tiers }: FilterChoices,
	/** What else the page asks for in its address. */
	others: readonly string[] = []
): AskedFilter {
	const unknown: string[] = [];
	const oneOf = <T extends string>(name: string, allowed: readonly T[], usual: T): T => {
		const asked = query.get(name);
		if (asked === null || asked === '') return usual;
		const found = allowed.find((each) => each === asked);
		if (found === undefined) unknown.push(name);
		return found ?? usual;
	};
	const clock = oneOf('clock', clockNames, usualClock);
	const kind = oneOf<StopAt>('kind', ['', 'preliminary', 'final'], '');
	const filter: TurnaroundFilter = {
		clock,
		months: oneOf('months', monthChoices, '1'),
		facility: oneOf('facility', ['', ...facilityIds], ''),
		modality: oneOf('modality', ['', ...modalities], ''),
		region: oneOf('region', ['', ...bodyRegions], ''),
		subspecialty: oneOf('subspecialty', ['', ...subspecialties], ''),
		tier: oneOf('tier', ['', ...tiers], ''),
		class: oneOf('class', ['', ...serviceClasses], ''),
		kind: canChooseStop(clock) ? kind : '',
		compare: oneOf('compare', ['', 'before'], '')
	};
	return { filter, unknown: [...unknown, ...unknownParameters(query, [...filterNames, ...others])] };
}

/** Whether the filter leaves out reads by more than period and facility. */
export function isNarrowed({
	modality,
	region,
	subspecialty,
	tier,
	class: serviceClass,
	kind
}: TurnaroundFilter): boolean {
	return [modality, region, subspecialty, tier, serviceClass, kind].some((part) => part !== '');
}

/** The filter as an address says it; the usual choices are left out. */
export function filterQuery(
	filter: TurnaroundFilter,
	usualClock: ClockName,
	more: Readonly<Record<string, string>> = {}
): string {
	const query = new URLSearchParams();
	for (const name of filterNames) {
		const usual = name === 'clock' ? usualClock : name === 'months' ? '1' : '';
		if (filter[name] !== usual) query.set(name, filter[name]);
	}
	for (const [name, value] of Object.entries(more)) query.set(name, value);
	const text = query.toString();
	return text === '' ? '' : `?${text}`;
}

/** The examinations that ended in the chosen months before `now`, in days of a time zone. */
export function filterPeriod(
	{ months }: Pick<TurnaroundFilter, 'months'>,
	now: Instant,
	timeZone = 'UTC'
): Period {
	return lastZonedMonths(now, Number(months), timeZone);
}

/** As many months before those. */
export function periodBefore(
	{ months }: Pick<TurnaroundFilter, 'months'>,
	period: Period,
	timeZone = 'UTC'
): Period {
	return { from: lastZonedMonths(period.from - 1, Number(months), timeZone).from, to: period.from };
}

/** Which of the reads behind the numbers are listed. */
export const listKinds = ['late', 'open', 'finished', 'held', 'errors'] as const;
export type ListKind = (typeof listKinds)[number];
