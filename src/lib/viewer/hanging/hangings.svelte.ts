import type { Hanging } from '#lib/core/hanging/hang.ts';
import { openedOn, turnedFor, type StageSize } from '#lib/core/hanging/stage.ts';
import type { ViewerAct } from '#lib/viewer/controls/keys.ts';
import type { Arrangement, CellContent, Layout } from '#lib/viewer/cells.ts';
import type { Liking } from '#lib/viewer/tools/liking.svelte.ts';
import type { LayoutChoice } from '#lib/viewer/tools/settings.ts';
import type { DisplaySet, Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { isMarkOn } from '#lib/viewer/marks/is-mark-on.ts';
import { findFitting, wantedOf } from './fitting.ts';
import { arrangementOf, lookedAtOf } from './looked-at.ts';
import type { HangingGiven } from './types.ts';

/** What somebody chose before, and keeping it for the next time. */
type Kept = Pick<Liking, 'now' | 'keepHangings' | 'keepLayout'>;

/** The layouts that fit what is open, which one is in force, and how another one comes. */
export class Hangings {
	/** The best first. */
	fitting = $state.raw<readonly Hanging[]>([]);
	/** The protocol that was hung last; null while everything was put by hand. */
	chosenId = $state<string | null>(null);

	#displaySets: readonly DisplaySet[] = [];
	#kept: Kept;
	#stage: () => StageSize | null;

	readonly chosen = $derived(this.fitting.find(({ protocol }) => protocol.id === this.chosenId) ?? null);
	/** What stands in the place of the best one for studies of this kind. */
	readonly own = $derived.by((): LayoutChoice | null => {
		const [best] = this.fitting;
		return (best && this.#kept.now.hangings[best.protocol.id]) ?? null;
	});

	constructor(kept: Kept, stage: () => StageSize | null) {
		this.#kept = kept;
		this.#stage = stage;
	}

	/** Finds what fits; without protocols nothing does. */
	async find(
		given: HangingGiven | undefined,
		displaySets: readonly DisplaySet[],
		studyUids: readonly string[]
	): Promise<void> {
		this.#displaySets = displaySets;
		this.fitting = await findFitting(given, displaySets, studyUids);
	}

	/** Opens a study with what was chosen for its kind before, else with the best; false where nothing fits. */
	async first(handle: ViewerHandle): Promise<boolean> {
		const { own } = this;
		const wanted = wantedOf(this.fitting, own);
		if (!wanted) return false;
		if (own && 'layout' in own) {
			await this.#arrange(handle, wanted, arrangementOf(wanted));
			handle.layout(own.layout);
			this.chosenId = null;
		} else await this.#arrange(handle, wanted, openedOn(arrangementOf(wanted), this.#stage()));
		return true;
	}

	/** Lays the screen out, turned where the stage is tall. */
	async hang(handle: ViewerHandle, hanging: Hanging, lookedAt?: CellContent | null): Promise<void> {
		await this.#arrange(handle, hanging, turnedFor(arrangementOf(hanging, lookedAt), this.#stage()));
	}

	/** A moving picture that hangs alone moves, as when it is opened from the list. */
	async #arrange(handle: ViewerHandle, { protocol }: Hanging, arrangement: Arrangement): Promise<void> {
		this.chosenId = protocol.id;
		await handle.arrange(arrangement);
		const [cell, ...others] = arrangement.cells;
		const set = this.#displaySets.find(({ id }) => id === cell?.displaySetId);
		const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
		if (others.length === 0 && set?.cineRate && !isStill) handle.play();
	}

	/** Somebody asked for this one: the next study of this kind opens with it. */
	async choose(handle: ViewerHandle, hanging: Hanging): Promise<void> {
		const [best] = this.fitting;
		this.#keep(hanging === best ? null : { protocol: hanging.protocol.id });
		await this.hang(handle, hanging);
	}

	/** Somebody chose so many cells: the next study of this kind, of this modality where no protocol tells a kind, opens with them. */
	keepLayout(layout: Layout, modality: string | undefined): void {
		if (this.fitting.length === 0) return void this.#kept.keepLayout(modality, layout);
		this.#keep({ layout });
		this.chosenId = null;
	}

	/** The best one again, now and for the next study of this kind. */
	async goBack(handle: ViewerHandle): Promise<void> {
		const [best] = this.fitting;
		if (best) await this.choose(handle, best);
	}

	#keep(choice: LayoutChoice | null): void {
		const id = this.fitting[0]?.protocol.id;
		if (id === undefined) return;
		const { [id]: before, ...others } = this.#kept.now.hangings;
		if (choice || before) void this.#kept.keepHangings(choice ? { ...others, [id]: choice } : others);
	}

	/**
	 * Hangs an earlier study, the last of `uids`, beside the current one, by the first protocol that does so, else in a second cell. The
	 * series of the active cell comes before others that suit as well, and stays at its slice.
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
		const { cells } = handle.arrangement();
		const lookedAt = lookedAtOf(cells, handle.state().activeCell, displaySets, uids.slice(0, -1));
		const isLookedAt = ({ id }: DisplaySet) => id === lookedAt?.displaySetId;
		const inOrder = [...displaySets.filter(isLookedAt), ...displaySets.filter((set) => !isLookedAt(set))];
		await this.find(hanging, inOrder, uids);
		const beside = this.fitting.find(({ protocol }) => protocol.cells.some(({ study }) => study === 'prior'));
		if (beside) return this.hang(handle, beside, lookedAt);
		this.chosenId = null;
		const cellsOfBoth = [lookedAt, { displaySetId: stack.id }];
		await handle.arrange(turnedFor({ layout: { rows: 1, columns: 2 }, cells: cellsOfBoth }, this.#stage()));
	}

	/** Does what a key asks for, if it is one of these. */
	take(act: ViewerAct, handle: ViewerHandle): boolean {
		if (act !== 'nextHanging' && act !== 'previousHanging') return false;
		const next = this.neighbour(act === 'nextHanging' ? 1 : -1);
		if (next) void this.choose(handle, next);
		return true;
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

/** Takes all cells that show a mark's series to its frame, and makes the first of them the active one; false when there is none. */
export function turnToMark(handle: ViewerHandle, mark: Mark, displaySets: readonly DisplaySet[]): boolean {
	const set = displaySets.find(({ frames }) => frames.some((frame) => isMarkOn(mark, frame)));
	const cells = handle
		.state()
		.cells.flatMap(({ displaySetId, plane }, at) =>
			displaySetId === set?.id && plane === 'stack' ? [at] : []
		);
	if (!set || cells.length === 0) return false;
	const position = set.frames.findIndex((frame) => isMarkOn(mark, frame));
	for (const cell of cells.toReversed()) {
		handle.activate(cell);
		handle.scrollTo(position);
	}
	return true;
}
