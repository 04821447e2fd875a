/** A stretch of one of two texts. The stretches of a side joined are the side. */
export type Piece = { readonly text: string; readonly isChanged: boolean };

/** Two texts in stretches: what only the first has, what only the second has, and what they share. */
export type WordDiff = { readonly before: readonly Piece[]; readonly after: readonly Piece[] };

/** Cells of the table of common subsequences; beyond it what lies between the common ends counts as changed. */
const MOST_CELLS = 4_000_000;

/**
 * The words in which two texts differ, by their longest common subsequence (Wagner and Fischer, J ACM 1974;21:168). White space
 * between words does not count as a difference, and stays as it is in each text.
 */
export function diffWords(before: string, after: string): WordDiff {
	const left = wordsOf(before);
	const right = wordsOf(after);
	const shorter = Math.min(left.length, right.length);
	let head = 0;
	while (head < shorter && isSame(left[head], right[head])) head += 1;
	let tail = 0;
	while (tail < shorter - head && isSame(left.at(-1 - tail), right.at(-1 - tail))) tail += 1;
	const kept = commonWords(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
	const side = (words: readonly string[], at: number): Piece[] => {
		const shared = new Set(kept.map((pair) => (pair[at] ?? 0) + head));
		return join(
			words.map((text, place) => ({
				text,
				isChanged: place >= head && place < words.length - tail && !shared.has(place)
			}))
		);
	};
	return { before: side(left, 0), after: side(right, 1) };
}

/** A text in words, each with the white space behind it; leading white space is a word of its own. */
function wordsOf(text: string): string[] {
	return text.match(/^\s+|\S+\s*/g) ?? [];
}

function isSame(one: string | undefined, other: string | undefined): boolean {
	return one?.trim() === other?.trim();
}

/** Pairs of places that a longest common subsequence joins, in order. */
function commonWords(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
	const width = right.length + 1;
	if (left.length === 0 || right.length === 0 || (left.length + 1) * width > MOST_CELLS) return [];
	// Length of the longest common subsequence of what is left from each pair of places on.
	const lengths = new Uint32Array((left.length + 1) * width);
	const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
	for (let row = left.length - 1; row >= 0; row--) {
		for (let column = right.length - 1; column >= 0; column--) {
			lengths[row * width + column] = isSame(left[row], right[column])
				? at(row + 1, column + 1) + 1
				: Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const pairs: (readonly [number, number])[] = [];
	let row = 0;
	let column = 0;
	while (row < left.length && column < right.length) {
		if (isSame(left[row], right[column])) pairs.push([row++, column++]);
		else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
		else column += 1;
	}
	return pairs;
}

/** Neighbours of one kind as one stretch. */
function join(pieces: readonly Piece[]): Piece[] {
	const joined: Piece[] = [];
	for (const piece of pieces) {
		const last = joined.at(-1);
		if (last && last.isChanged === piece.isChanged) {
			joined[joined.length - 1] = { text: last.text + piece.text, isChanged: piece.isChanged };
		} else joined.push(piece);
	}
	return joined;
}

/** One place at which two texts differ, with a few words of both beside it. One of `before` and `after` may be empty. */
export type Hunk = {
	readonly lead: string;
	readonly before: string;
	readonly after: string;
	readonly trail: string;
};

const BESIDE = 6;

/** All places at which two texts differ, in their order; white space does not count. */
export function hunksOf({ before, after }: WordDiff): Hunk[] {
	const left = flagged(before);
	const right = flagged(after);
	const shared = left.flatMap(({ word, isChanged }) => (isChanged ? [] : [word]));
	const hunks: Hunk[] = [];
	let [l, r] = [0, 0];
	for (let at = 0; at <= shared.length; at++) {
		const gone = changedFrom(left, l);
		const come = changedFrom(right, r);
		if (gone.length + come.length > 0) {
			hunks.push({
				lead: shared.slice(Math.max(0, at - BESIDE), at).join(' '),
				before: gone.join(' '),
				after: come.join(' '),
				trail: shared.slice(at, at + BESIDE).join(' ')
			});
		}
		// What both share comes in the same order on either side.
		l += gone.length + 1;
		r += come.length + 1;
	}
	return hunks;
}

type Flagged = { readonly word: string; readonly isChanged: boolean };

function flagged(pieces: readonly Piece[]): Flagged[] {
	return pieces.flatMap(({ text, isChanged }) =>
		(text.match(/\S+/g) ?? []).map((word) => ({ word, isChanged }))
	);
}

function changedFrom(words: readonly Flagged[], from: number): string[] {
	const rest = words.slice(from);
	const end = rest.findIndex(({ isChanged }) => !isChanged);
	return (end < 0 ? rest : rest.slice(0, end)).map(({ word }) => word);
}
