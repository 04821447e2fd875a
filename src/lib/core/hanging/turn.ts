/** Quarter turns clockwise, in degrees, after a mirroring left to right. */
export type Turn = { readonly rotation: 0 | 90 | 180 | 270; readonly flipped: boolean };

const opposites: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };
const rotations = [0, 90, 180, 270] as const;

/**
 * How a picture is turned and mirrored so that its rows run to `wanted.row` and, where that is given, its columns to
 * `wanted.column`. What needs the least comes first: nothing, a turn, a mirroring. Null when the picture does not say where it
 * runs to, or runs across what is wanted. Only the first letter of a direction counts.
 */
export function turnTo(
	has: { readonly rowTo: string; readonly columnTo: string },
	wanted: { readonly row: string; readonly column: string | null }
): Turn | null {
	const [row, column] = [has.rowTo.slice(0, 1), has.columnTo.slice(0, 1)];
	for (const flipped of [false, true])
		for (const rotation of rotations) {
			let seen = { row: flipped ? opposite(row) : row, column };
			// A quarter clockwise: what was above is at the right, what was at the right is below.
			for (let turned = 0; turned < rotation; turned += 90)
				seen = { row: opposite(seen.column), column: seen.row };
			// Where only the rows matter, what is below stays below.
			const below = wanted.column ?? column;
			if (seen.row === wanted.row && seen.column === below) return { rotation, flipped };
		}
	return null;
}

function opposite(letter: string): string {
	return opposites[letter] ?? '';
}
