import type { LesionPlan, StudyPlan } from '#lib/core/demo/studies/plan.ts';

/** Where a picture lies in the patient (PS3.3 C.7.6.2): millimetres, x to the left, y to the back, z to the head. */
export type ImagePlane = {
	readonly position: readonly [x: number, y: number, z: number];
	readonly orientation: readonly [number, number, number, number, number, number];
	readonly rowMm: number;
	readonly columnMm: number;
	readonly sliceMm: number;
};

export type DisplayWindow = { readonly centre: number; readonly width: number; readonly name: string };

/** One picture, or one cine with its frames one after another. */
export type DemoImage = {
	/** 1-based. */
	readonly seriesNumber: number;
	readonly seriesDescription: string;
	/** 1-based within the series. */
	readonly instanceNumber: number;
	readonly columns: number;
	readonly rows: number;
	readonly frames: number;
	readonly pixels: Int16Array | Uint16Array | Uint8Array;
	readonly bitsStored: number;
	readonly photometric: 'MONOCHROME1' | 'MONOCHROME2';
	/** Null for projections and ultrasound. */
	readonly plane: ImagePlane | null;
	/** Millimetres of a pixel where there is no plane; null where regions calibrate it. */
	readonly pixelMm: number | null;
	readonly rescaleIntercept: number | null;
	readonly windows: readonly DisplayWindow[];
};

/** Where the finding is: on the picture that shows it best. */
export type LesionMark = {
	readonly lesion: LesionPlan;
	readonly seriesNumber: number;
	readonly instanceNumber: number;
	/** 1-based; greater than 1 only in a cine. */
	readonly frameNumber: number;
	/** Column and row in pixels from the top left, 0-based. */
	readonly x: number;
	readonly y: number;
	/** Patient coordinates; null where the picture has no place in the patient. */
	readonly patientMm: readonly [x: number, y: number, z: number] | null;
};

/** What a study's pictures are made from: marks first, then the pictures one at a time. */
export type StudyPictures = {
	readonly plan: StudyPlan;
	readonly marks: readonly LesionMark[];
	readonly imageCount: number;
	readonly images: () => Generator<DemoImage>;
};
