import type { Point2 } from '#lib/viewer/types.ts';

/** The plane of another cell, as a line on this one. */
export type PlaneLine = { cell: number; from: Point2; to: Point2; isActive: boolean };

export type Drawing = {
	lines: PlaneLine[];
	/** Where the planes meet; with it the lines can be moved and turned. */
	centre: Point2 | null;
};

export type Grip = { kind: 'centre' } | { kind: 'turn'; cell: number };

const svgNames = 'http://www.w3.org/2000/svg';
/** Screen pixels between the centre of the cross and what turns a line, at most. */
const gripPx = 110;
const nearPx = 10;

/** Draws lines over a cell. Coordinates are CSS pixels of the cell; the picture below gets all presses beside the grips. */
export function drawOverlay(svg: SVGSVGElement, { lines, centre }: Drawing): void {
	const parts: SVGElement[] = [];
	for (const { cell, from, to, isActive } of lines) {
		const line = element('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
		line.setAttribute('class', isActive ? 'plane active' : 'plane');
		parts.push(line);
		if (centre && passes(from, to, centre))
			for (const end of [from, to]) parts.push(grip(gripPlace(centre, end), { kind: 'turn', cell }));
	}
	if (centre) parts.push(grip(centre, { kind: 'centre' }));
	svg.replaceChildren(...parts);
}

/** Calls back while a grip is dragged, with the screen points before and after each move. Returns the way to stop. */
export function onGrip(svg: SVGSVGElement, drag: (grip: Grip, from: Point2, to: Point2) => void): () => void {
	let held: Grip | null = null;
	let last: Point2 = [0, 0];
	const place = (event: PointerEvent): Point2 => {
		const box = svg.getBoundingClientRect();
		return [event.clientX - box.left, event.clientY - box.top];
	};
	const down = (event: PointerEvent) => {
		const target = event.target instanceof SVGElement ? event.target : null;
		const kind = target?.dataset.grip;
		if (kind === undefined) return;
		held = kind === 'centre' ? { kind } : { kind: 'turn', cell: Number(kind) };
		last = place(event);
		// The grips are drawn anew at every move: the drawing itself must hold the pointer.
		svg.setPointerCapture(event.pointerId);
		event.preventDefault();
		event.stopPropagation();
	};
	const move = (event: PointerEvent) => {
		if (!held) return;
		const next = place(event);
		drag(held, last, next);
		last = next;
	};
	const up = () => (held = null);
	svg.addEventListener('pointerdown', down);
	svg.addEventListener('pointermove', move);
	svg.addEventListener('pointerup', up);
	svg.addEventListener('pointercancel', up);
	return () => {
		svg.removeEventListener('pointerdown', down);
		svg.removeEventListener('pointermove', move);
		svg.removeEventListener('pointerup', up);
		svg.removeEventListener('pointercancel', up);
	};
}

/** A plane that the cross does not lie in, a lone scout for instance, is not turned about it. */
function passes(from: Point2, to: Point2, [x, y]: Point2): boolean {
	const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
	const length = Math.hypot(dx, dy) || 1;
	return Math.abs((x - from[0]) * dy - (y - from[1]) * dx) / length < nearPx;
}

function gripPlace(centre: Point2, end: Point2): Point2 {
	const [x, y] = [end[0] - centre[0], end[1] - centre[1]];
	const length = Math.hypot(x, y) || 1;
	const away = Math.min(gripPx, length * 0.7);
	return [centre[0] + (x / length) * away, centre[1] + (y / length) * away];
}

function grip([x, y]: Point2, kind: Grip): SVGElement {
	const circle = element('circle', { cx: x, cy: y, r: kind.kind === 'centre' ? 12 : 7 });
	circle.setAttribute('class', `grip ${kind.kind}`);
	circle.dataset.grip = kind.kind === 'centre' ? 'centre' : String(kind.cell);
	return circle;
}

function element(name: 'line' | 'circle', attributes: Record<string, number>): SVGElement {
	const made = document.createElementNS(svgNames, name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value.toFixed(1));
	return made;
}
