import { findHangings, type Hanging } from '#lib/core/hanging/hang.ts';
import type { HangingProtocol } from '#lib/core/hanging/protocol.ts';
import type { Arrangement } from '#lib/viewer/cells.ts';
import type { DisplaySet, Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { isMarkOn } from '#lib/viewer/marks/is-mark-on.ts';
import { keptChoice, keepChoice } from './choice.ts';
import { picturesOf } from './pictures.ts';
import type { HangingGiven } from './types.ts';

/** The layouts that fit what is open, which one is in force, and how another one comes. */
export class Hangings {
	/** The best first. */
	fitting = $state.raw<readonly Hanging[]>([]);
	/** The protocol that was hung last; null while everything was put by hand. */
	chosenId = $state<string | null>(null);

	#displaySets: readonly DisplaySet[] = [];

	readonly chosen = $derived(this.fitting.find(({ protocol }) => protocol.id === this.chosenId) ?? null);

	/** Finds what fits; without protocols nothing does. */
	async find(
		given: HangingGiven | undefined,
		displaySets: readonly DisplaySet[],
		studyUids: readonly string[]
	): Promise<void> {
		this.#displaySets = displaySets;
		// A page whose protocols do not arrive still shows its images.
		const protocols: readonly HangingProtocol[] = given ? await given.protocols.catch(() => []) : [];
		const words = (given?.words ?? '').toUpperCase().split(/[^A-Z0-9.]+/);
		this.fitting = findHangings(protocols, picturesOf(displaySets, studyUids), words);
	}

	/** The one to open with: what was chosen in its place before, else the best. */
	first(): Hanging | null {
		const [best] = this.fitting;
		if (!best) return null;
		const kept = keptChoice(best.protocol.id);
		return this.fitting.find(({ protocol }) => protocol.id === kept) ?? best;
	}

	/** Lays the screen out. A moving picture that hangs alone moves, as when it is opened from the list. */
	async hang(handle: ViewerHandle, hanging: Hanging): Promise<void> {
		this.chosenId = hanging.protocol.id;
		await handle.arrange(arrangementOf(hanging));
		const [cell, ...others] = hanging.cells;
		const set = this.#displaySets.find(({ id }) => id === cell?.displaySetId);
		const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
		if (others.length === 0 && set?.cineRate && !isStill) handle.play();
	}

	/** Somebody asked for this one: the next study of this kind opens with it. */
	async choose(handle: ViewerHandle, hanging: Hanging): Promise<void> {
		const [best] = this.fitting;
		if (best) keepChoice(best.protocol.id, hanging.protocol.id);
		await this.hang(handle, hanging);
	}

	/**
	 * Hangs an earlier study, the last of `uids`, beside the current one, by the first protocol that does so, else in a second cell.
	 */
	async besidePrior(
		handle: ViewerHandle,
		given: { hanging: HangingGiven | undefined; displaySets: readonly DisplaySet[]; uids: readonly string[] }
	): Promise<void> {
		const { hanging, displaySets, uids } = given;
		const isPrior = ({ studyUid, frames }: DisplaySet) => studyUid === uids.at(-1) && frames.length > 0;
		const stack =
			displaySets.find((set) => isPrior(set) && set.frames.length > 3) ?? displaySets.find(isPrior);
		if (!stack) return;
		await this.find(hanging, displaySets, uids);
		const beside = this.fitting.find(({ protocol }) => protocol.cells.some(({ study }) => study === 'prior'));
		if (beside) return this.hang(handle, beside);
		const { cells } = handle.arrangement();
		this.chosenId = null;
		await handle.arrange({
			layout: { rows: 1, columns: 2 },
			cells: [cells[handle.state().activeCell] ?? null, { displaySetId: stack.id }]
		});
	}

	/** The one after, or before, the one in force, round and round; null when there is no other. */
	neighbour(step: 1 | -1): Hanging | null {
		const count = this.fitting.length;
		if (count === 0) return null;
		const at = this.fitting.findIndex(({ protocol }) => protocol.id === this.chosenId);
		const next = at < 0 ? (step === 1 ? 0 : count - 1) : (at + step + count) % count;
		return next === at ? null : (this.fitting[next] ?? null);
	}

	clear(): void {
		this.fitting = [];
		this.#displaySets = [];
		this.chosenId = null;
	}
}

/** Makes the cell that shows a mark's frame the active one, there; false when no cell does. */
export function turnToMark(handle: ViewerHandle, mark: Mark, displaySets: readonly DisplaySet[]): boolean {
	const set = displaySets.find(({ frames }) => frames.some((frame) => isMarkOn(mark, frame)));
	const cell = handle
		.state()
		.cells.findIndex(({ displaySetId, plane }) => displaySetId === set?.id && plane === 'stack');
	if (!set || cell < 0) return false;
	handle.activate(cell);
	handle.scrollTo(set.frames.findIndex((frame) => isMarkOn(mark, frame)));
	return true;
}

function arrangementOf({ protocol, cells }: Hanging): Arrangement {
	return { layout: protocol.layout, cells: cells.map((cell) => cell && { ...cell }) };
}
