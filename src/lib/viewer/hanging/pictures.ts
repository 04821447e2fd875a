import type { Orientation, Picture } from '#lib/core/hanging/picture.ts';
import { directionLetters } from '#lib/viewer/grid/edges.ts';
import { findItems, findNumber, findNumbers, findText } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson, DisplaySet, Point3 } from '#lib/viewer/types.ts';

/** Radiographs hang image by image, whatever series they were sent in. */
const alone = new Set(['CR', 'DX', 'RG', 'MG', 'PX', 'IO']);
/** Of these the single images of a series, but not its clips. */
const stills = new Set(['US', 'IVUS', 'XA', 'RF', 'NM', 'XC', 'ES', 'OP', 'OT', 'SC']);
/** Cosine of 15°: what leans more has no plane of the body. */
const straight = Math.cos(Math.PI / 12);

/**
 * What can hang of some display sets. `studyUids` gives the order of the studies, the current one first; what cannot be shown
 * is left out.
 */
export function picturesOf(displaySets: readonly DisplaySet[], studyUids: readonly string[]): Picture[] {
	return displaySets.flatMap((set) => {
		const study = studyUids.indexOf(set.studyUid);
		if (study < 0 || set.frames.length === 0) return [];
		const single = alone.has(set.modality) || (stills.has(set.modality) && set.headers.length > 1);
		if (!single) {
			const middle = set.headers[set.headers.length >> 1];
			return middle
				? [{ ...factsOf(set, middle.metadata), study, position: null, images: set.frames.length }]
				: [];
		}
		return set.headers.flatMap(({ imageId, metadata }): Picture[] => {
			const position = set.frames.findIndex((frame) => frame.imageId === imageId);
			return position < 0 ? [] : [{ ...factsOf(set, metadata), study, position, images: 1 }];
		});
	});
}

function factsOf(set: DisplaySet, header: DicomJson): Omit<Picture, 'study' | 'position' | 'images'> {
	// Enhanced objects say for all frames, or for one of them, what others say at once (PS3.3 C.7.6.16).
	const groups = [header, ...findItems(header, '52009229'), ...findItems(header, '52009230').slice(0, 1)];
	const holders = groups.flatMap((group) => [
		group,
		...['00209116', '00289110', '00189117'].flatMap((tag) => findItems(group, tag).slice(0, 1))
	]);
	const first = <T>(find: (holder: DicomJson) => T | undefined): T | null =>
		holders.map(find).find((value) => value !== undefined) ?? null;
	const number = (tag: string) => first((holder) => findNumber(holder, tag));
	const [row, column] = directionsOf(first((holder) => six(findNumbers(holder, '00200037'))));
	const sent = (header['00200020']?.Value ?? []).map(String);
	const bValues = set.headers.flatMap(({ metadata }) => findNumber(metadata, '00189087') ?? []);
	return {
		displaySetId: set.id,
		modality: set.modality,
		words: wordsOf(findText(header, '0008103E')),
		body: wordsOf(findText(header, '00180015')),
		acquired: row && column ? orientationOf(row, column) : null,
		view: findText(header, '00185101') ?? null,
		side: findText(header, '00200062') ?? findText(header, '00200060') ?? null,
		thicknessMm: number('00180050'),
		bValue: bValues.length > 0 ? Math.max(...bValues) : number('00189087'),
		repetitionTimeMs: number('00180080'),
		echoTimeMs: number('00180081') ?? number('00189082'),
		inversionTimeMs: number('00180082'),
		rowTo: sent[0] ?? (row ? directionLetters(row) : ''),
		columnTo: sent[1] ?? (column ? directionLetters(column) : '')
	};
}

function wordsOf(text: string | undefined): string[] {
	return (text ?? '')
		.toUpperCase()
		.split(/[^A-Z0-9.]+/)
		.filter(Boolean);
}

function six(values: number[]): number[] | undefined {
	return values.length === 6 ? values : undefined;
}

function directionsOf(cosines: number[] | null): [Point3, Point3] | [null, null] {
	if (!cosines) return [null, null];
	const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = cosines;
	return [
		[a, b, c],
		[d, e, f]
	];
}

function orientationOf([a, b, c]: Point3, [d, e, f]: Point3): Orientation {
	const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
	const length = Math.hypot(...normal) || 1;
	const planes = ['sagittal', 'coronal', 'axial'] as const;
	const along = planes.find((_, axis) => Math.abs(normal[axis] ?? 0) / length >= straight);
	return along ?? 'oblique';
}
