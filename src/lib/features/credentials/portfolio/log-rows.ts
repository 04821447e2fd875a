import { sumBy, type Experience } from '#lib/core/credentials/portfolio/experience.ts';
import type { YearParticipation } from './participation.server.ts';

/** A line of the log: a month and modality. */
export type LogRow = {
	readonly month: string;
	readonly modality: string;
	readonly reads: number;
	readonly looks: number;
	/** Numbers of the reads by region, most first; the name is empty where it is not known. */
	readonly regions: readonly { readonly region: string; readonly n: number }[];
};

/** The log by month and modality, newest month first. */
export function logRows({ reads, looks }: Experience): LogRow[] {
	const key = ({ month, modality }: { month: string; modality: string }): string => `${month} ${modality}`;
	const of = (rows: Experience['reads']) => new Map(sumBy(rows, key).map((sum) => [sum.key, sum.n]));
	const [read, looked] = [of(reads), of(looks)];
	return [...new Set([...read.keys(), ...looked.keys()])]
		.sort((one, other) => byMonth(other, one) || (one < other ? -1 : 1))
		.map((name) => {
			const [month = '', modality = ''] = name.split(' ');
			const own = reads.filter((row) => key(row) === name);
			return {
				month,
				modality,
				reads: read.get(name) ?? 0,
				looks: looked.get(name) ?? 0,
				regions: sumBy(own, ({ region }) => region ?? '')
					.map((sum) => ({ region: sum.key, n: sum.n }))
					.sort((one, other) => other.n - one.n || (one.region < other.region ? -1 : 1))
			};
		});
}

function byMonth(one: string, other: string): number {
	const [a, b] = [one.slice(0, 7), other.slice(0, 7)];
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a year has anything to tell: this one always, others where something was done. */
export function hasAny(year: YearParticipation): boolean {
	const { reviewsDone, conferencesAttended, casesSharedForLearning } = year;
	return !year.isOver || reviewsDone + conferencesAttended + casesSharedForLearning > 0;
}

/** The sums of the log by modality, and of all. */
export function logSums({ reads, looks }: Experience): { modality: string; reads: number; looks: number }[] {
	const modalities = [...new Set([...reads, ...looks].map(({ modality }) => modality))].sort();
	const sum = (rows: Experience['reads'], modality: string): number =>
		rows.filter((row) => row.modality === modality).reduce((total, { n }) => total + n, 0);
	return modalities.map((modality) => ({
		modality,
		reads: sum(reads, modality),
		looks: sum(looks, modality)
	}));
}
