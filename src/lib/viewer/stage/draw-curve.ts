import { Enums, utilities, type StackViewport } from '@cornerstonejs/core';
import { greyOf, type Curve } from '#lib/viewer/study/curve.ts';
import type { WindowLevel } from '#lib/viewer/types.ts';

/** Has a viewport draw a window with a curve. The range of the window is set apart from it. */
export type CurveDrawer = (curve: Curve, window: WindowLevel) => void;

export function makeCurveDrawer(viewport: StackViewport, rendering: 'cpu' | 'gpu'): CurveDrawer {
	return rendering === 'cpu' ? drawOnCpu(viewport) : drawOnGpu(viewport);
}

/** The CPU viewport knows straight windows, and tables for anything else. */
function drawOnCpu(viewport: StackViewport): CurveDrawer {
	return (curve, window) => {
		const drawn = viewport['_cpuFallbackEnabledElement']?.viewport;
		if (!drawn) return;
		const isStraight = curve === 'linear' || curve === 'linear-exact';
		// Its own window is that of the range, which the exact function has chosen: the same line.
		if (!isStraight) drawn.voiLUT = tableOf(curve, window);
		else if (drawn.voiLUT) drawn.voiLUT = undefined;
	};
}

let tables = 0;
/** Below every value, so that all of them lie within the table. */
const lowest = -(2 ** 31);
const whitest = 65_535;

/** A table without end for the CPU viewport, which asks it for a value's place, a fraction or not, and takes the upper 8 of 16 bits. */
function tableOf(curve: Curve, window: WindowLevel) {
	const lut = new Proxy<number[]>([], {
		get(_, key) {
			if (key === 'length') return 2 ** 33;
			if (key === Symbol.iterator) return () => [whitest].values();
			const value = typeof key === 'string' ? Number(key) + lowest : NaN;
			return Number.isNaN(value) ? undefined : Math.round(greyOf(value, window, curve) * whitest);
		}
	});
	return { id: `curve-${++tables}`, firstValueMapped: lowest, lut };
}

/** Points that a table is drawn by; between them lie straight lines. */
const mostPoints = 1024;

/** WebGL draws a sigmoid by itself, and a table as a map of colours over the table's values. */
function drawOnGpu(viewport: StackViewport): CurveDrawer {
	let shown: Curve = 'linear';
	return (curve, window) => {
		const before = shown;
		if (curve === before && typeof curve !== 'object') return;
		shown = curve;
		if (typeof curve === 'object') {
			const { invert } = viewport.getProperties();
			viewport.setProperties({ invert: false }, true);
			viewport.setProperties({ colormap: { name: mapOf(curve, window) } }, true);
			viewport.setProperties({ invert: invert === true }, true);
			return;
		}
		const { SAMPLED_SIGMOID, LINEAR } = Enums.VOILUTFunctionType;
		if (typeof before === 'object') viewport.setProperties({ colormap: { name: 'Grayscale' } }, true);
		viewport.setProperties({ VOILUTFunction: curve === 'sigmoid' ? SAMPLED_SIGMOID : LINEAR }, true);
	};
}

const maps = new WeakMap<object, string>();

function mapOf(curve: Extract<Curve, object>, window: WindowLevel): string {
	const known = maps.get(curve);
	if (known !== undefined) return known;
	const name = `overread-table-${++tables}`;
	const count = Math.min(mostPoints, curve.entries.length);
	const last = curve.entries.length - 1;
	const points = Array.from({ length: count }, (_, at) => {
		const grey = greyOf(curve.first + Math.round((at * last) / (count - 1)), window, curve);
		return [at / (count - 1), grey, grey, grey];
	});
	utilities.colormap.registerColormap({ Name: name, ColorSpace: 'RGB', RGBPoints: points.flat() });
	maps.set(curve, name);
	return name;
}
