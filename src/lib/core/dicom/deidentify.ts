import { err, ok, type Result } from '#lib/core/result.ts';
import { profileRow, type ProfileRow } from './basic-profile.ts';
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
	/**
	 * What is known of text in the pixels: nothing, that somebody found none that identifies, that it is blanked, or that the
	 * pixels do not go along.
	 */
	readonly pixels?: PixelText;
};

export type PixelText = 'unchecked' | 'checked' | 'masked' | 'left-out';

/** Written into (0012,0063) of every output. */
export const deidentificationMethod = 'Overread allow-list within PS3.15 Annex E Basic Profile';

// PS3.16 CID 7050. Dates go altogether, so no option about them is claimed.
const basicCodes: readonly (readonly [code: string, meaning: string])[] = [
	['113100', 'Basic Application Confidentiality Profile'],
	['113105', 'Clean Descriptors Option'],
	['113108', 'Retain Patient Characteristics Option']
];
const cleanPixels = ['113101', 'Clean Pixel Data Option'] as const;

/**
 * Makes a new data set from the allow-list: nothing stays unless it is listed, and what the Basic Profile of PS3.15 annex E
 * asks to empty or to replace rather than to remove is there, empty or replaced. The result is little endian and pure
 * ASCII; pixel data are not part of it. An object that says its pixels carry identifying text is refused unless somebody
 * has seen to that.
 */
export function deidentify(
	dataset: Dataset,
	policy: DeidentifyPolicy
): Result<Dataset, 'burned-in-annotation'> {
	const { pixels = 'unchecked' } = policy;
	const isDeclared = textOf(dataset, 'BurnedInAnnotation')?.toUpperCase() === 'YES';
	if (isDeclared && pixels === 'unchecked') return err('burned-in-annotation');
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
		textElement('DeidentificationMethod', 'LO', deidentificationMethod),
		methodCodes(pixels === 'masked' ? [...basicCodes, cleanPixels] : basicCodes),
		textElement('LongitudinalTemporalInformationModified', 'CS', 'REMOVED'),
		textElement('BurnedInAnnotation', 'CS', pixels === 'checked' || pixels === 'masked' ? 'NO' : undefined)
	];
	const elements = new Map(kept.elements);
	if (pixels === 'left-out') elements.delete(tagOf('BurnedInAnnotation'));
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
		const row = profileRow(element.tag);
		const kept =
			(rule && keepElement(element, rule, dataset, context)) ??
			(row && standIn(element, row, dataset, context));
		if (kept) elements.set(kept.tag, kept);
	}
	return { elements, littleEndian: true, characterSets: [] };
}

/** What the Basic Profile puts in the place of a value: nothing, a dummy, another UID. Sequences and bytes are removed whole. */
function standIn(
	element: DicomElement,
	{ vr, action }: ProfileRow,
	dataset: Dataset,
	context: Context
): DicomElement | undefined {
	if (element.vr === 'SQ' || vr === 'SQ') return undefined;
	if (action === 'U') return keepText({ ...element, vr }, dataset, (uid) => mapUid(uid, context));
	if (action.includes('Z')) return rawText(element.tag, vr, '');
	const dummy = action === 'D' ? dummies[vr] : undefined;
	return dummy === undefined ? undefined : rawText(element.tag, vr, dummy);
}

const dummies: Partial<Record<Vr, string>> = {
	AE: 'REMOVED',
	AS: '000Y',
	CS: 'REMOVED',
	DA: '19000101',
	DT: '19000101000000',
	LO: 'REMOVED',
	LT: 'REMOVED',
	PN: 'REMOVED',
	SH: 'REMOVED',
	ST: 'REMOVED',
	TM: '000000',
	UC: 'REMOVED',
	UI: '2.25.0',
	UR: 'urn:removed',
	UT: 'REMOVED'
};

function mapUid(uid: string, { policy }: Context): string | false {
	return uidPattern.test(uid) && policy.uidFor(uid);
}

function methodCodes(codes: typeof basicCodes): DicomElement {
	const items = codes.map(([value, meaning]) => {
		const rows = [
			textElement('CodeValue', 'SH', value),
			textElement('CodingSchemeDesignator', 'SH', 'DCM'),
			textElement('CodeMeaning', 'LO', meaning)
		].filter((element) => element !== undefined);
		return {
			elements: new Map(rows.map((element) => [element.tag, element])),
			littleEndian: true,
			characterSets: []
		};
	});
	return { tag: tagOf('DeidentificationMethodCodeSequence'), vr: 'SQ', items };
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
			return keepText(element, dataset, (uid) => mapUid(uid, context));
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
