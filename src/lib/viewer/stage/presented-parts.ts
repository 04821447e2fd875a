import type { DrawnShape } from '#lib/core/dicom/annex/drawn.ts';
import type { Point2 } from '#lib/viewer/types.ts';

const svgNames = 'http://www.w3.org/2000/svg';
const colour = '#7fd6c2';
const lineHeightPx = 15;

/** A drawing over an image, below the lines of the viewer itself. */
export function openDrawing(overlay: SVGSVGElement): SVGSVGElement {
	const svg = document.createElementNS(svgNames, 'svg');
	svg.setAttribute('aria-hidden', 'true');
	svg.setAttribute('class', 'presented');
	Object.assign(svg.style, {
		position: 'absolute',
		inset: '0',
		width: '100%',
		height: '100%',
		pointerEvents: 'none'
	});
	overlay.before(svg);
	return svg;
}

/** The line through points of the screen, or a ring round each of them. */
export function linesOf(kind: DrawnShape['kind'], points: Point2[]): SVGElement[] {
	if (kind === 'points')
		return points.map(([x, y]) => part('circle', { cx: fixed(x), cy: fixed(y), r: '3', fill: 'none' }));
	return [part('polyline', { points: listed(points), fill: 'none' })];
}

/**
 * Words that begin at a point of the screen, or end there where it lies far to the right in a cell that is `widthPx` wide, and a line
 * from there to what they are about.
 */
export function wordsOf(
	text: string,
	{ at: [x, y], aim, widthPx }: { at: Point2; aim: Point2 | null; widthPx: number }
): SVGElement[] {
	const words = part('text', {
		'text-anchor': x > 0.6 * widthPx ? 'end' : 'start',
		...{ fill: colour, stroke: '#000', 'stroke-width': '3', 'paint-order': 'stroke' },
		...{ 'font-size': '12', 'font-family': 'inherit' }
	});
	for (const [at, line] of text.split('\n').entries()) {
		const row = document.createElementNS(svgNames, 'tspan');
		row.setAttribute('x', fixed(x));
		row.setAttribute('y', fixed(y + (at + 0.8) * lineHeightPx));
		row.textContent = line;
		words.append(row);
	}
	return aim ? [part('polyline', { points: listed([[x, y], aim]), fill: 'none' }), words] : [words];
}

/** Everything but the opening is black. */
export function curtain(opening: Point2[]): SVGElement {
	const path = `M-9999-9999H99999V99999H-9999Z M${listed(opening)}Z`;
	return part('path', { d: path, fill: '#000', 'fill-rule': 'evenodd', stroke: 'none' });
}

function part(name: 'circle' | 'polyline' | 'path' | 'text', attributes: Record<string, string>): SVGElement {
	const made = document.createElementNS(svgNames, name);
	const look = { stroke: colour, 'stroke-width': '1.5', 'stroke-linejoin': 'round', ...attributes };
	for (const [key, value] of Object.entries(look)) made.setAttribute(key, value);
	return made;
}

const fixed = (value: number) => value.toFixed(1);
const listed = (points: Point2[]) => points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ');
