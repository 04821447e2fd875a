import { findTables, listWindows } from './curve.ts';
import { findItems, findNumber, findNumbers, findText, withPaletteNumbers } from './dicom-json.ts';
import { frameOrder } from './frame-order.ts';
import { listPresets } from './presets.ts';
import { sortInstances } from './sort-instances.ts';
import type { DicomJson, DisplaySet, Frame, KeptOutReason, StudySource } from '#lib/viewer/types.ts';

type Source = Pick<StudySource, 'root' | 'studyUid' | 'label'>;

/**
 * SOP classes that are no pictures of a patient (PS3.4 B.5): waveforms, presentation states, raw data, registrations,
 * segmentations, documents, radiotherapy plans, structures and records.
 */
const notAnImage =
	/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:9\.|11\.|66(?:\.|$)|67$|68\.|88\.|104\.|481\.(?:[3-9]|[12]\d)$)/;
/** More frames than any object has; a header that claims them is not to be listed frame by frame. */
const mostFrames = 100_000;
const cineModalities = new Set(['US', 'XA', 'RF', 'IVUS', 'OCT', 'ES', 'XC']);

/**
 * Turns the answer to a WADO-RS metadata request into stacks to scroll, in the order of the rail: by series number, then
 * instance number. A series is split where frames cannot share a stack: multi-frame objects, other sizes or
 * colours, scouts. Objects that are no images stay listed with a reason. Never throws: unknown values are skipped.
 */
export function makeDisplaySets(source: Source, headers: DicomJson[]): DisplaySet[] {
	const groups = Map.groupBy(headers, groupKey);
	return [...groups.values()]
		.map((group) => makeDisplaySet(source, sortInstances(group)))
		.filter((set) => set !== undefined)
		.sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || a.order - b.order)
		.map(({ order: _order, ...set }) => set);
}

function groupKey(header: DicomJson): string {
	const series = findText(header, '0020000E') ?? '';
	const reason = findReasonToKeepOut(header);
	if (reason) return [series, reason, findText(header, '00080016')].join('|');
	if (frameCount(header) > 1) return [series, findText(header, '00080018')].join('|');
	const isScout = (header['00080008']?.Value ?? []).includes('LOCALIZER');
	return [
		series,
		findText(header, '00080060'),
		findNumber(header, '00280010'),
		findNumber(header, '00280011'),
		isColour(header) ? 'colour' : 'grey',
		isScout ? 'scout' : ''
	].join('|');
}

function makeDisplaySet(source: Source, group: DicomJson[]): (DisplaySet & { order: number }) | undefined {
	const [first] = group;
	const seriesUid = first && findText(first, '0020000E');
	const firstUid = first && findText(first, '00080018');
	if (!first || !seriesUid || !firstUid) return undefined;
	const keptOut = findReasonToKeepOut(first);
	const modality = findText(first, '00080060') ?? '';
	const middle = group[group.length >> 1] ?? first;
	const frames = keptOut ? [] : group.flatMap((header) => listFrames(source, header));
	return {
		id: `${seriesUid}/${firstUid}`,
		studyUid: source.studyUid,
		seriesUid,
		modality,
		number: findNumber(first, '00200011'),
		label: findText(first, '0008103E') ?? findText(first, '00181030') ?? findText(first, '00180015') ?? '',
		studyLabel: source.label,
		frames,
		presets: keptOut
			? []
			: listPresets({
					modality,
					isColour: isColour(first),
					bitsStored: findNumber(first, '00280101') ?? 16,
					windows: headerWindows(middle),
					tables: findTables(middle)
				}),
		cineRate: frames.length > 1 && group.length === 1 ? findCineRate(first, modality) : undefined,
		...(!keptOut && group.some(lacksOverlay) && { lacksOverlay: true }),
		keptOut,
		headers: keptOut ? [] : group.flatMap((header) => listHeaders(source, header)),
		order: findNumber(first, '00200013') ?? 0
	};
}

function listFrames(source: Source, header: DicomJson): Frame[] {
	const sopInstanceUid = findText(header, '00080018');
	if (!sopInstanceUid) return [];
	return frameOrder(header, frameCount(header)).map((frameNumber) => ({
		imageId: imageId(source, header, frameNumber),
		sopInstanceUid,
		frameNumber
	}));
}

function listHeaders(source: Source, header: DicomJson): DisplaySet['headers'] {
	// The image loader takes a modality for granted; OT is DICOM's word for other.
	const modality = findText(header, '00080060') ?? 'OT';
	const metadata = { ...withPaletteNumbers(header), '00080060': { vr: 'CS', Value: [modality] } };
	return [{ imageId: imageId(source, header, 1), metadata }];
}

function imageId(source: Source, header: DicomJson, frameNumber: number): string {
	const series = findText(header, '0020000E') ?? '';
	const instance = findText(header, '00080018') ?? '';
	return `wadors:${source.root}/studies/${source.studyUid}/series/${series}/instances/${instance}/frames/${frameNumber}`;
}

function findReasonToKeepOut(header: DicomJson): KeptOutReason | undefined {
	const hasSize =
		findNumber(header, '00280010') !== undefined && findNumber(header, '00280011') !== undefined;
	if (notAnImage.test(findText(header, '00080016') ?? '')) return 'not-an-image';
	if (frameCount(header) > mostFrames) return 'unknown-size';
	if (!hasSize) return header['00280004'] ? 'unknown-size' : 'not-an-image';
	return (findNumber(header, '00280010') ?? 0) > 0 && (findNumber(header, '00280011') ?? 0) > 0
		? undefined
		: 'unknown-size';
}

/** An overlay plane has its size in the header and no data: whoever sent it took the drawing out (PS3.15 E.1). */
function lacksOverlay(header: DicomJson): boolean {
	return Object.keys(header).some(
		(tag) => /^60[01][02468ACE]0010$/.test(tag) && !header[tag.replace('0010', '3000')]
	);
}

function frameCount(header: DicomJson): number {
	return Math.max(1, Math.floor(findNumber(header, '00280008') ?? 1));
}

function isColour(header: DicomJson): boolean {
	return (findNumber(header, '00280002') ?? 1) > 1 || findText(header, '00280004') === 'PALETTE COLOR';
}

/**
 * Window Center and Width pairs (PS3.3 C.11.2.1.2). Enhanced objects carry them in
 * the Frame VOI LUT of their functional groups (C.7.6.16.2.10b): that of the middle frame, else the shared one.
 */
function headerWindows(header: DicomJson): ReturnType<typeof listWindows> {
	const perFrame = findItems(header, '52009230');
	const groups = [perFrame[perFrame.length >> 1], findItems(header, '52009229')[0]];
	const holders = [
		header,
		...groups.flatMap((group) => (group ? findItems(group, '00289132').slice(0, 1) : []))
	];
	const holder = holders.find((candidate) => candidate['00281050']) ?? header;
	return listWindows(holder);
}

/** Frames a second: what is recommended, else the rate of acquisition (PS3.3 C.7.6.5). */
function findCineRate(header: DicomJson, modality: string): number | undefined {
	const frameTimeMs = findNumber(header, '00181063') ?? mean(findNumbers(header, '00181065').slice(1));
	const rate =
		findNumber(header, '00082144') ??
		findNumber(header, '00180040') ??
		(frameTimeMs ? 1000 / frameTimeMs : undefined);
	if (rate !== undefined && rate > 0) return Math.min(120, Math.round(rate * 10) / 10);
	// Ultrasound and angiography are moving pictures even when the header forgot the rate.
	return cineModalities.has(modality) ? 15 : undefined;
}

function mean(values: number[]): number | undefined {
	return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
