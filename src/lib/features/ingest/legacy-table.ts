import { messages } from '#lib/i18n/messages.ts';
import type { LegacyCount } from './legacy-queries.server.ts';

/** One line of the table of earlier scores: a year and a modality, with how often each code was given. */
export type LegacyRow = {
	readonly key: string;
	readonly year: number;
	readonly modality: string;
	readonly n: number;
	readonly byLabel: Readonly<Record<string, number>>;
};

const labelOf = ({ code, score, isMapped }: LegacyCount): string =>
	messages.legacy.codeLabel(code, score, isMapped);

/** The codes that occur, as the table heads them, in the order of their texts. */
export function legacyLabels(counts: readonly LegacyCount[]): string[] {
	return [...new Set(counts.map(labelOf))].sort((a, b) => (a < b ? -1 : 1));
}

/** Lines by year and modality, in the order of the counts. */
export function legacyRows(counts: readonly LegacyCount[]): LegacyRow[] {
	const rows = new Map<string, LegacyRow>();
	for (const count of counts) {
		const key = `${count.year} ${count.modality}`;
		const row = rows.get(key) ?? { key, year: count.year, modality: count.modality, n: 0, byLabel: {} };
		const label = labelOf(count);
		rows.set(key, {
			...row,
			n: row.n + count.n,
			byLabel: { ...row.byLabel, [label]: (row.byLabel[label] ?? 0) + count.n }
		});
	}
	return [...rows.values()];
}
