import { cross, dot } from '#lib/viewer/marks/plane.ts';
import { along, minus, turned, unit } from '#lib/viewer/volume/vectors.ts';
import type { CellState, Sync } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import type { Cell } from './cell.ts';
import { drawOverlay, onGrip, type Drawing, type Grip } from './overlay.ts';
import { crossing, follow, middleOf, nearestSlice, normalOf, type Sheet } from './slices.ts';

/** What ties the cells of a grid together: scrolling and windows in step, crosshairs, reference lines. */
export type Links = {
	readonly sync: Sync;
	readonly hasCrosshairs: boolean;
	readonly hasReferenceLines: boolean;
	keepInStep(sync: Partial<Sync>): void;
	/** Crosshairs meet where the active cell looks. */
	cross(isOn: boolean): void;
	/** The plane of the active cell as a line in the others. */
	refer(isOn: boolean): void;
	/** The active cell has moved to another slice. */
	scrolled(leader: number): void;
	windowed(leader: number): void;
	/** The crosshairs meet where a cell looks. */
	meet(leader: number): void;
	/** A cell shows another series: it goes where the crosshairs meet. */
	joined(cell: number): void;
	/** Draws the lines of all cells at the next frame of the screen. */
	draw(): void;
	/** How a cell follows the active one. */
	inStepBy(cell: number, leader: number): CellState['inStepBy'];
	/** Listens to the grips above a cell; returns the way to stop. */
	hold(cell: Cell): () => void;
	/** Leans the plane of a cell about two directions of the screen. */
	tilt(cell: Cell, aboutVertical: number, aboutHorizontal: number): void;
	close(): void;
};

export function makeLinks(host: {
	/** The cells that are on the screen. */
	cells(): Cell[];
	active(): number;
	modality(cell: Cell): string | null;
	/** Cells look elsewhere, those that follow included. */
	onMoved(): void;
	onChange(): void;
}): Links {
	/** Where the crosshairs meet, mm. */
	let point: Point3 | null = null;
	let sync: Sync = { scroll: false, window: false };
	let hasCrosshairs = false;
	let hasReferenceLines = false;
	let isFollowing = false;
	let frame = 0;

	const sheetOf = (cell: Cell | undefined): Sheet | null => cell?.reel()?.sheet(cell.position()) ?? null;
	const others = (leader: number) => host.cells().filter((_, index) => index !== leader);

	function scrolled(leader: number): void {
		if (isFollowing) return;
		takeAlong(leader);
		host.onMoved();
	}

	function takeAlong(leader: number): void {
		const cell = host.cells()[leader];
		const reel = cell?.reel();
		if (!cell || !reel) return;
		if (sync.scroll) {
			for (const other of others(leader)) {
				const followed = other.reel() && follow(reel, cell.position(), other.reel() ?? reel);
				if (followed) other.go(followed.position);
			}
		}
		const sheet = sheetOf(cell);
		if (hasCrosshairs && point && sheet) {
			const normal = normalOf(sheet);
			point = along(point, normal, dot(normal, minus(sheet.origin, point)));
		}
		draw();
	}

	/** All planes through the point, each cell to the slice nearest to it. */
	function gather(except: Cell | null): void {
		const through = point;
		const uid = sheetOf(host.cells()[host.active()])?.frameOfReferenceUid;
		if (!through || !uid) return;
		isFollowing = true;
		for (const cell of host.cells()) {
			const reel = cell.reel();
			if (reel && cell !== except && sheetOf(cell)?.frameOfReferenceUid === uid)
				cell.go(nearestSlice(reel, through));
		}
		isFollowing = false;
		host.onMoved();
		draw();
	}

	function drag(cell: Cell, grip: Grip, from: [number, number], to: [number, number]): void {
		const place = cell.pane()?.place;
		const sheet = sheetOf(cell);
		if (!place || !sheet || !point) return;
		if (grip.kind === 'centre') {
			point = along(point, minus(place.toPatient(to), place.toPatient(from)), 1);
			return gather(cell);
		}
		const normal = normalOf(sheet);
		const before = minus(place.toPatient(from), point);
		const after = minus(place.toPatient(to), point);
		const radians = Math.atan2(dot(normal, cross(before, after)), dot(before, after));
		turn(host.cells()[grip.cell], normal, radians, point);
		draw();
	}

	function turn(cell: Cell | undefined, axis: Point3, radians: number, through: Point3): void {
		const reel = cell?.reel();
		const sheet = sheetOf(cell);
		if (!cell || !reel || !sheet) return;
		const basis = reel.basis ?? { row: sheet.row, column: sheet.column, normal: normalOf(sheet) };
		const turnedUnit = (vector: Point3) => unit(turned(vector, axis, radians));
		cell.cut({
			plane: 'oblique',
			basis: {
				row: turnedUnit(basis.row),
				column: turnedUnit(basis.column),
				normal: turnedUnit(basis.normal)
			},
			through
		});
	}

	function drawingOf(cell: Cell, index: number): Drawing {
		const place = cell.pane()?.place;
		const sheet = sheetOf(cell);
		const active = host.active();
		if (!place || !sheet) return { lines: [], centre: null };
		const shown = host.cells().flatMap((other, at) => {
			const isWanted = hasCrosshairs || (hasReferenceLines && at === active);
			const otherSheet = at !== index && isWanted ? sheetOf(other) : null;
			const ends = otherSheet && crossing(otherSheet, sheet);
			return ends
				? [{ cell: at, from: place.toScreen(ends[0]), to: place.toScreen(ends[1]), isActive: at === active }]
				: [];
		});
		const centre = hasCrosshairs && point && shown.length > 0 ? place.toScreen(point) : null;
		return { lines: shown, centre };
	}

	function draw(): void {
		if (frame !== 0) return;
		frame = requestAnimationFrame(() => {
			frame = 0;
			for (const [index, cell] of host.cells().entries()) {
				const overlay = cell.pane()?.overlay;
				if (overlay) drawOverlay(overlay, drawingOf(cell, index));
			}
		});
	}

	const links: Links = {
		get sync() {
			return sync;
		},
		get hasCrosshairs() {
			return hasCrosshairs;
		},
		get hasReferenceLines() {
			return hasReferenceLines;
		},
		keepInStep(change) {
			sync = { ...sync, ...change };
			scrolled(host.active());
			links.windowed(host.active());
			host.onChange();
		},
		cross(isOn) {
			hasCrosshairs = isOn;
			if (isOn) links.meet(host.active());
			draw();
			host.onChange();
		},
		refer(isOn) {
			hasReferenceLines = isOn;
			draw();
			host.onChange();
		},
		scrolled,
		windowed(leader) {
			const cell = host.cells()[leader];
			const window = cell?.pane()?.picture.state().window;
			if (!cell || !window || !sync.window || isFollowing) return;
			isFollowing = true;
			// Grey values of two modalities have nothing in common.
			for (const other of others(leader)) {
				const now = other.pane()?.picture.state().window;
				const isSame = now?.center === window.center && now.width === window.width;
				if (now && !isSame && host.modality(other) === host.modality(cell))
					other.pane()?.picture.window(window);
			}
			isFollowing = false;
		},
		meet(leader) {
			const cell = host.cells()[leader];
			const sheet = sheetOf(cell);
			point = sheet && (cell?.pane()?.place.view()?.centre ?? middleOf(sheet));
			gather(cell ?? null);
			draw();
		},
		joined(index) {
			const cell = host.cells()[index];
			const isFirst = !host.cells().some((other) => other !== cell && sheetOf(other));
			if (hasCrosshairs && (point === null || isFirst)) links.meet(index);
			else if (hasCrosshairs) gather(null);
			draw();
		},
		draw,
		inStepBy(index, leader) {
			const [cell, first] = [host.cells()[index], host.cells()[leader]];
			const [reel, led] = [cell?.reel(), first?.reel()];
			if (!sync.scroll || index === leader || !reel || !led || !first) return null;
			return follow(led, first.position(), reel)?.by ?? null;
		},
		hold(cell) {
			const overlay = cell.pane()?.overlay;
			return overlay ? onGrip(overlay, (grip, from, to) => drag(cell, grip, from, to)) : () => undefined;
		},
		tilt(cell, aboutVertical, aboutHorizontal) {
			const sheet = sheetOf(cell);
			const place = cell.pane()?.place;
			if (!sheet || !place) return;
			const through = (hasCrosshairs ? point : null) ?? place.view()?.centre ?? middleOf(sheet);
			const origin = place.toPatient([0, 0]);
			const down = unit(minus(place.toPatient([0, 10]), origin));
			const right = unit(minus(place.toPatient([10, 0]), origin));
			if (aboutVertical !== 0) turn(cell, down, (aboutVertical * Math.PI) / 180, through);
			if (aboutHorizontal !== 0) turn(cell, right, (aboutHorizontal * Math.PI) / 180, through);
			draw();
		},
		close: () => cancelAnimationFrame(frame)
	};
	return links;
}
