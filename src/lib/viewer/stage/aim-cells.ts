import type { Cell } from '#lib/viewer/grid/cell.ts';
import type { Stacks } from '#lib/viewer/loading/stacks.ts';

/** What the cells on the screen show is fetched first, the active one's before the others'. */
export function aimCells(stacks: Stacks, active: Cell, shown: readonly Cell[]): void {
	const elsewhere = shown.flatMap((cell) => (cell === active ? [] : (cell.aim() ?? [])));
	const eye = active.aim() ?? elsewhere[0];
	if (eye) stacks.aim(eye.stack, eye.position, elsewhere);
}
