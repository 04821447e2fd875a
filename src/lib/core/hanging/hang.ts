import { likeness, suits } from './fits.ts';
import { closeGaps } from './gaps.ts';
import type { Picture } from './picture.ts';
import type { HangingCell, HangingProtocol } from './protocol.ts';
import { turnTo, type Turn } from './turn.ts';

/** What hangs in a cell. */
export type Hung = {
	readonly displaySetId: string;
	readonly plane?: 'axial' | 'coronal' | 'sagittal';
	readonly position?: number;
	readonly presetId?: string;
	readonly slab?: { readonly kind: 'maximum' | 'minimum' | 'average'; readonly thicknessMm: number };
	readonly rotation?: Turn['rotation'];
	readonly flipped?: boolean;
	readonly align?: 'left' | 'right';
};

/** How a cell came by its picture: as asked for, by taking what was left, or not at all. */
export type HowFilled = 'asked' | 'left-over' | 'empty';

/** Why a protocol fits, in codes and words of the metadata. */
export type Why = {
	readonly modality: string | null;
	/** The words of the region that were found; empty when the protocol asks for none. */
	readonly body: readonly string[];
	/** The region is not known, so that it may be another. */
	readonly isBodyUnknown: boolean;
	/** By cell of the protocol. */
	readonly cells: readonly HowFilled[];
	/** Cells, counted from 1, whose pictures do not say where they run to, so that they hang as sent. */
	readonly unturned: readonly number[];
};

/** A protocol that fits, laid out. */
export type Hanging = {
	readonly protocol: HangingProtocol;
	/** The protocol's own, or a smaller one where the study has less. */
	readonly layout: HangingProtocol['layout'];
	readonly cells: readonly (Hung | null)[];
	/** Right and left hang beside each other, on a tall stage too: of the protocol, whatever the pictures say of themselves. */
	readonly isSideBySide?: true;
	readonly score: number;
	readonly why: Why;
};

/**
 * A known region counts for more than all cells, and a protocol that is made for several modalities together (PET and CT) for more
 * than a region; where the region is unknown, what is made for all regions comes first.
 */
const points = {
	body: 1000,
	bodyUnknown: -50,
	modality: 200,
	together: 2000,
	allCells: 100,
	cell: 1
} as const;
/** A screen on which less of what was asked for hangs is another protocol's business. */
const smallestShare = 0.5;

/**
 * The protocols that fit a set of pictures, the best first; equals stay in their own order. `regionWords` are words about the
 * examination from elsewhere than the images, in upper case. Protocols that hang a prior fit only once one is among the pictures.
 */
export function findHangings(
	protocols: readonly HangingProtocol[],
	pictures: readonly Picture[],
	regionWords: readonly string[] = []
): Hanging[] {
	// Of other words (“with contrast”) nothing follows about the region.
	const regions = new Set(protocols.flatMap(({ body }) => body));
	const known = regionWords.filter((word) => regions.has(word));
	return protocols
		.flatMap((protocol) => hang(protocol, pictures, known) ?? [])
		.sort((a, b) => b.score - a.score);
}

/** Lays one protocol out; null when it does not fit. `regionWords` are words of regions alone. */
export function hang(
	protocol: HangingProtocol,
	pictures: readonly Picture[],
	regionWords: readonly string[] = []
): Hanging | null {
	const current = pictures.filter(({ study }) => study === 0);
	const modality = protocol.modalities.find((each) => current.some((picture) => picture.modality === each));
	if (protocol.modalities.length > 0 && modality === undefined) return null;
	const ofModality = current.filter((picture) => modality === undefined || picture.modality === modality);
	const region = bodyOf(protocol, ofModality, regionWords);
	if (region === null) return null;
	const { cells, filled, unturned } = fill(protocol, pictures);
	if (filled.some((how, at) => how !== 'asked' && protocol.cells[at]?.isMust)) return null;
	// Two that lack are another kind of examination, for which there are other protocols.
	if (filled.filter((how, at) => how === 'empty' && protocol.cells[at]?.keepsPlace).length > 1) return null;
	const asked = filled.filter((how) => how === 'asked').length;
	if (asked < smallestShare * protocol.cells.length) return null;
	const missed = filled.filter((how, at) => how !== 'asked' && !protocol.cells[at]?.isEmptyElse).length;
	return {
		protocol,
		...closeGaps(protocol, cells),
		score:
			(region.body.length > 0 ? points.body : 0) +
			(region.isBodyUnknown ? points.bodyUnknown : 0) +
			(modalitiesOf(protocol).size > 1 ? points.together : 0) +
			(modality === undefined ? 0 : points.modality) +
			(points.allCells * asked) / (asked + missed),
		why: { modality: modality ?? null, ...region, cells: filled, unturned }
	};
}

function modalitiesOf({ cells }: HangingProtocol): Set<string> {
	const needs = cells.flatMap(({ need }) => need);
	return new Set(needs.flatMap((each) => (each.about === 'modality' ? each.oneOf : [])));
}

/** Which of the protocol's regions it is; null for another region. Descriptions may say so, but need not. */
function bodyOf(
	{ body }: HangingProtocol,
	pictures: readonly Picture[],
	regionWords: readonly string[]
): Pick<Why, 'body' | 'isBodyUnknown'> | null {
	if (body.length === 0) return { body: [], isBodyUnknown: false };
	const parts = new Set([...pictures.flatMap((picture) => picture.body), ...regionWords]);
	const all = new Set([...parts, ...pictures.flatMap(({ words }) => words)]);
	const found = body.filter((word) => all.has(word));
	if (found.length > 0) return { body: found, isBodyUnknown: false };
	return parts.size > 0 ? null : { body: [], isBodyUnknown: true };
}

type Filled = { cells: (Hung | null)[]; filled: HowFilled[]; unturned: number[] };

function fill(protocol: HangingProtocol, pictures: readonly Picture[]): Filled {
	const chosen: (Picture | null)[] = [];
	const shown = new Set<string>();
	for (const cell of protocol.cells) {
		const picture = choose(cell, { pictures, chosen, shown });
		chosen.push(picture);
		if (picture) shown.add(lookOf(picture, cell));
	}
	const filled = chosen.map((picture): HowFilled => (picture ? 'asked' : 'empty'));
	// What is left goes where nothing was found, after all others had their choice.
	const taken = new Set(chosen.flatMap((picture) => (picture ? nameOf(picture) : [])));
	const left = pictures.filter((picture) => picture.study === 0 && !taken.has(nameOf(picture)));
	const inOrder = [...left.filter(({ images }) => images > 3), ...left.filter(({ images }) => images <= 3)];
	for (const [at, cell] of protocol.cells.entries()) {
		if (filled[at] !== 'empty' || cell.isEmptyElse || cell.isMust || cell.study === 'prior') continue;
		const next = inOrder.shift();
		if (!next) continue;
		chosen[at] = next;
		filled[at] = 'left-over';
	}
	const unturned: number[] = [];
	const cells = chosen.map((picture, at): Hung | null => {
		const cell = protocol.cells[at];
		if (!picture || !cell) return null;
		if (filled[at] === 'left-over') return place(picture);
		const turn = cell.orient ? turnTo(picture, cell.orient) : null;
		if (cell.orient && !turn) unturned.push(at + 1);
		return {
			...place(picture, cell),
			...(cell.plane !== null && { plane: cell.plane }),
			...(cell.preset !== null && { presetId: cell.preset }),
			...(cell.slab !== null && { slab: cell.slab }),
			...(turn && turn.rotation !== 0 && { rotation: turn.rotation }),
			...(turn?.flipped && { flipped: true }),
			// What may hang the other way round must not be pushed to the wrong edge.
			...(cell.align !== null && (!cell.orient || turn) && { align: cell.align })
		};
	});
	return { cells, filled, unturned };
}

function choose(
	cell: HangingCell,
	so: {
		readonly pictures: readonly Picture[];
		readonly chosen: readonly (Picture | null)[];
		readonly shown: ReadonlySet<string>;
	}
): Picture | null {
	const priors = so.pictures.filter(({ study }) => study > 0).map(({ study }) => study);
	const study = cell.study === 'current' ? 0 : Math.min(...priors);
	const model = cell.same === null ? null : (so.chosen[cell.same - 1] ?? null);
	if (cell.same !== null && !model) return null;
	let best: Picture | null = null;
	let bestScore = -Infinity;
	for (const picture of so.pictures) {
		if (picture.study !== study || so.shown.has(lookOf(picture, cell))) continue;
		if (model && study === 0 && nameOf(picture) !== nameOf(model)) continue;
		const own = suits(picture, cell);
		const alike = model ? likeness(model, picture) : 0;
		if (own === null || alike === null || own + alike <= bestScore) continue;
		best = picture;
		bestScore = own + alike;
	}
	return best;
}

function place(
	{ displaySetId, position, images }: Picture,
	cell?: HangingCell
): Pick<Hung, 'displaySetId' | 'position'> {
	if (position !== null) return { displaySetId, position };
	if (cell?.at === 'first') return { displaySetId, position: 0 };
	// Cut planes have counts of their own, which only the viewer knows.
	return cell?.at === 'last' && cell.plane === null
		? { displaySetId, position: images - 1 }
		: { displaySetId };
}

function nameOf({ displaySetId, position }: Picture): string {
	return `${displaySetId}#${position ?? ''}`;
}

/** The same picture in the same way is not shown twice. */
function lookOf(picture: Picture, { plane, preset, slab }: HangingCell): string {
	return JSON.stringify([nameOf(picture), plane, preset, slab]);
}
