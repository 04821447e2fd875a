import { metaData } from '@cornerstonejs/core';
import type { Sheet } from '#lib/viewer/grid/slices.ts';
import type { Point3 } from '#lib/viewer/types.ts';

/** Where an image lies in the patient, as its header says; null when it does not say. */
export function findSheet(imageId: string): Sheet | null {
	const module = metaData.get('imagePlaneModule', imageId);
	if (!module) return null;
	const origin = toPoint(module.imagePositionPatient);
	const row = toPoint(module.rowCosines);
	const column = toPoint(module.columnCosines);
	// The loader writes the corner of the world and the plainest directions where the header has neither.
	const isMadeUp = module.usingDefaultValues === true && origin.every((value) => value === 0);
	const hasSpacing = Number(module.columnPixelSpacing) > 0 && Number(module.rowPixelSpacing) > 0;
	if (isMadeUp || !hasSpacing || ![row, column].every(isUnit)) return null;
	return {
		origin,
		row,
		column,
		columnSpacing: Number(module.columnPixelSpacing),
		rowSpacing: Number(module.rowPixelSpacing),
		columns: Number(module.columns),
		rows: Number(module.rows),
		frameOfReferenceUid: String(module.frameOfReferenceUID ?? '')
	};
}

function toPoint(values: unknown): Point3 {
	const [x, y, z] =
		Array.isArray(values) || ArrayBuffer.isView(values)
			? Array.from(values as ArrayLike<number>, Number)
			: [];
	return [x ?? NaN, y ?? NaN, z ?? NaN];
}

function isUnit(vector: Point3): boolean {
	return Math.abs(Math.hypot(...vector) - 1) < 0.01;
}
