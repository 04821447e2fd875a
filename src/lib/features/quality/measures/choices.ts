import {
	countWhere,
	countWords,
	numbers,
	texts,
	where,
	wordsIn,
	type Selection
} from '#lib/core/rollups/selection.ts';
import type { QualityChoices } from '#lib/features/quality/view.ts';
import { scoredIn } from './facts.ts';

/** Finished reads of a reader in a modality. */
export type ReaderReads = { readonly modality: string; readonly readerId: string; readonly n: number };

/** Blinding levels of a mode's final scores, the most frequent first. */
export function levelsOf(cases: Selection, mode: string): { level: string; n: number }[] {
	return countWords(scoredIn(cases, mode), 'level').map(([level, n]) => ({ level, n }));
}

/** Ways into review with their cases; the random sample is always among them. */
export function modesOf(cases: Selection): QualityChoices['modes'] {
	const scored = where(cases, { score: (word) => word !== '' });
	const counted = countWords(cases, 'mode').map(([mode, n]) => ({
		mode,
		n,
		scored: countWhere(scored, 'mode', (word) => word === mode)
	}));
	const random = counted.find(({ mode }) => mode === 'random') ?? { mode: 'random', n: 0, scored: 0 };
	return [
		random,
		...counted.filter(({ mode }) => mode !== 'random').sort((a, b) => (a.mode < b.mode ? -1 : 1))
	];
}

/** Regions that were read. */
export function regionsOf(reads: Selection): string[] {
	return wordsIn(reads, 'region')
		.filter((word) => word !== '')
		.sort();
}

/** Reads of each reader by modality. */
export function readersOf(reads: Selection): ReaderReads[] {
	const [modality, reader, counts] = [texts(reads, 'modality'), texts(reads, 'reader'), numbers(reads, 'n')];
	const sums = new Map<number, number>();
	for (const row of reads.rows) {
		const key = (modality.codes[row] ?? 0) * reader.words.length + (reader.codes[row] ?? 0);
		sums.set(key, (sums.get(key) ?? 0) + (counts[row] ?? 0));
	}
	return [...sums].map(([key, n]) => ({
		modality: modality.words[Math.floor(key / reader.words.length)] ?? '',
		readerId: reader.words[key % reader.words.length] ?? '',
		n
	}));
}
