import { err, ok, type Result } from '#lib/core/result.ts';
import { elementText, textOf, type Dataset, type DicomElement } from './dataset.ts';
import { ageBetween, formatBlindedAge, parseAgeYears, parseDate } from './date-age.ts';
import { tagOf, type Keyword } from './dictionary.ts';
import { keepList, type KeepRule } from './keep-list.ts';
import { keepPlainWords } from './plain-words.ts';
import { bytesPerValue, swapBytes, type Vr } from './vr.ts';

export type DeidentifyPolicy = {
	/** New UID for an original one; must be a function of it alone within a case. */
	readonly uidFor: (original: string) => string;
	/** Stands as patient name and ID; letters, digits, space and hyphen only. */
	readonly caseLabel: string;
};

/** Written into (0012,0063) of every output. */
export const deidentificationMethod = 'Overread allow-list, stricter than PS3.15 Annex E Basic Profile';

/**
 * Makes a new data set from the allow-list alone (PS3.15 annex E turned around: nothing stays unless it is listed).
 * The result is little endian and pure ASCII; pixel data are not part of it.
 * An object that says its pixels carry identifying text is refused.
 */
export function deidentify(
	dataset: Dataset,
	policy: DeidentifyPolicy
): Result<Dataset, 'burned-in-annotation'> {
	if (textOf(dataset, 'BurnedInAnnotation')?.toUpperCase() === 'YES') return err('burned-in-annotation');
	const context: Context = { policy, identifying: identifyingWords(dataset) };
	const kept = filterDataset(dataset, context);
	const label = policy.caseLabel.replace(/[^A-Za-z0-9 -]/g, '').slice(0, 64);
	const original = textOf(dataset, 'SOPInstanceUID') ?? '';
	const added = [
		textElement('SOPInstanceUID', 'UI', policy.uidFor(original)),
		textElement('PatientName', 'PN', label),
		textElement('PatientID', 'LO', label),
		textElement('PatientAge', 'AS', blindedAge(dataset)),
		textElement('PatientIdentityRemoved', 'CS', 'YES'),
		textElement('DeidentificationMethod', 'LO', deidentificationMethod)
	];
	const elements = new Map(kept.elements);
	for (const element of added) if (element) elements.set(element.tag, element);
	return ok({ ...kept, elements: new Map([...elements].sort(([a], [b]) => a - b)) });
}

/** The same data set with as many frames declared as are written, where that is more than one or was said before. */
export function withFrameCount(dataset: Dataset, frames: number): Dataset {
	const tag = tagOf('NumberOfFrames');
	if (frames === 1 && !dataset.elements.has(tag)) return dataset;
	const elements = new Map(dataset.elements).set(tag, rawText(tag, 'IS', String(frames)));
	return { ...dataset, elements };
}

type Context = { readonly policy: DeidentifyPolicy; readonly identifying: ReadonlySet<string> };

function filterDataset(dataset: Dataset, context: Context): Dataset {
	const elements = new Map<number, DicomElement>();
	for (const element of dataset.elements.values()) {
		const rule = keepList.get(element.tag);
		const kept = rule && keepElement(element, rule, dataset, context);
		if (kept) elements.set(kept.tag, kept);
	}
	return { elements, littleEndian: true, characterSets: [] };
}

function keepElement(
	element: DicomElement,
	rule: KeepRule,
	dataset: Dataset,
	context: Context
): DicomElement | undefined {
	if (rule.kind === 'sequence') {
		if (element.vr !== 'SQ') return undefined;
		const items = element.items.map((item) => filterDataset(item, context));
		return { tag: element.tag, vr: 'SQ', items };
	}
	if (element.vr === 'SQ') return undefined;
	switch (rule.kind) {
		case 'number':
			return keepNumber(element, dataset, context);
		case 'table':
		case 'tag-pointer':
			return keepBinary(element, dataset, rule.kind === 'table' ? tableVrs : pointerVrs);
		case 'uid':
			return keepText(element, dataset, (uid) => uidPattern.test(uid) && context.policy.uidFor(uid));
		case 'class-uid':
			return keepText(element, dataset, (uid) => /^1\.2\.840\.10008\.[\d.]{1,50}$/.test(uid) && uid);
		case 'code':
			return keepText(element, dataset, (code) => rule.values.has(code) && code);
		case 'directions':
			return keepText(element, dataset, (letters) => /^[ALRPHF]{1,3}$/.test(letters) && letters);
		case 'words':
			return keepText(element, dataset, (text) => keepPlainWords(text, context.identifying));
	}
}

const uidPattern = /^[0-9A-Za-z.-]{1,64}$/;
const tableVrs: ReadonlySet<Vr> = new Set(['OW', 'OB', 'US', 'SS']);
const pointerVrs: ReadonlySet<Vr> = new Set(['AT']);
const numberVrs: ReadonlySet<Vr> = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD']);
const decimals = /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *$/;

type BytesElement = Exclude<DicomElement, { vr: 'SQ' }>;

function keepNumber(element: BytesElement, dataset: Dataset, context: Context): DicomElement | undefined {
	if (element.vr !== 'DS' && element.vr !== 'IS') return keepBinary(element, dataset, numberVrs);
	const text = elementText(element, dataset);
	const values = text.split('\\');
	const isLong = values.some((value) => value.trim().length > (element.vr === 'IS' ? 12 : 32));
	if (isLong || !values.every((value) => value.trim() === '' || decimals.test(value))) return undefined;
	// A record or accession number written into a series or image number is still that number.
	const isIdentifying = element.vr === 'IS' && text.length >= 5 && context.identifying.has(text.trim());
	return isIdentifying ? undefined : rawText(element.tag, element.vr, text);
}

function keepBinary(element: BytesElement, dataset: Dataset, vrs: ReadonlySet<Vr>): DicomElement | undefined {
	if (!vrs.has(element.vr)) return undefined;
	const size = bytesPerValue(element.vr);
	if (element.bytes.length % size !== 0) return undefined;
	const bytes = dataset.littleEndian ? element.bytes.slice() : swapBytes(element.bytes, size);
	return { tag: element.tag, vr: element.vr, bytes };
}

/** Keeps the values that `keep` gives something for; an element left with none is dropped. */
function keepText(
	element: BytesElement,
	dataset: Dataset,
	keep: (value: string) => string | false
): DicomElement | undefined {
	const values = elementText(element, dataset)
		.split('\\')
		.map((value) => keep(value.trim()));
	if (!values.every((value) => value !== false && value !== '')) return undefined;
	return rawText(element.tag, element.vr, values.join('\\'));
}

function textElement(
	keyword: Keyword,
	vr: Exclude<Vr, 'SQ'>,
	text: string | undefined
): DicomElement | undefined {
	return text === undefined ? undefined : rawText(tagOf(keyword), vr, text);
}

/** ASCII bytes, padded to even length as the VR asks (PS3.5 6.2). */
function rawText(tag: number, vr: Exclude<Vr, 'SQ'>, text: string): DicomElement {
	const padded = text.length % 2 === 0 ? text : text + (vr === 'UI' ? '\0' : ' ');
	return { tag, vr, bytes: Uint8Array.from(padded, (letter) => letter.charCodeAt(0) & 0x7f) };
}

function blindedAge(dataset: Dataset): string | undefined {
	const birthOn = parseDate(textOf(dataset, 'PatientBirthDate'));
	const studyOn = parseDate(textOf(dataset, 'StudyDate'));
	const years = parseAgeYears(textOf(dataset, 'PatientAge')) ?? ageBetween(birthOn, studyOn);
	return years === undefined ? undefined : formatBlindedAge(years);
}

// prettier-ignore
const identifyingTags: ReadonlySet<number> = new Set(([
	'PatientID', 'IssuerOfPatientID', 'OtherPatientIDs', 'AccessionNumber', 'StudyID', 'InstitutionName',
	'InstitutionAddress', 'InstitutionalDepartmentName', 'StationName', 'DeviceSerialNumber', 'PatientBirthDate'
] as const).map(tagOf));

/** Whole values and single words of every name and identifier on the top level and one below, in upper case. */
function identifyingWords(dataset: Dataset, depth = 0): ReadonlySet<string> {
	const found = new Set<string>();
	for (const element of dataset.elements.values()) {
		if (element.vr === 'SQ') {
			if (depth > 0) continue;
			for (const item of element.items) for (const word of identifyingWords(item, 1)) found.add(word);
		} else if (element.vr === 'PN' || identifyingTags.has(element.tag)) {
			const text = elementText(element, dataset).toUpperCase().trim();
			for (const word of [text, ...text.split(/[^\p{L}\p{N}.]+/u)]) if (word) found.add(word);
		}
	}
	return found;
}
