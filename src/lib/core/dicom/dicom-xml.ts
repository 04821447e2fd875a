import { orderedAttributes, type DicomJson, type JsonAttribute } from './dicom-json.ts';
import { keywordOf } from './dictionary.ts';

const namespace = 'http://dicom.nema.org/PS3.19/models/NativeDICOM';
const groups = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;
const nameParts = ['FamilyName', 'GivenName', 'MiddleName', 'NamePrefix', 'NameSuffix'] as const;

/** The Native DICOM Model (PS3.19 A.1) of a data set that is in the DICOM JSON model: the same attributes, nothing more. */
export function toDicomXml(dataset: DicomJson): string {
	const root = `<NativeDicomModel xmlns="${namespace}" xml:space="preserve">`;
	return `<?xml version="1.0" encoding="UTF-8"?>${root}${attributesOf(dataset)}</NativeDicomModel>`;
}

function attributesOf(dataset: DicomJson): string {
	return orderedAttributes(dataset)
		.map(([tag, attribute]) => {
			const keyword = keywordOf(Number.parseInt(tag, 16));
			const creator = creatorOf(tag, dataset);
			const known = keyword === undefined ? '' : ` keyword="${keyword}"`;
			const own = creator === undefined ? '' : ` privateCreator="${escaped(creator)}"`;
			return `<DicomAttribute tag="${tag}" vr="${attribute.vr}"${known}${own}>${contentOf(attribute)}</DicomAttribute>`;
		})
		.join('');
}

/** Who reserved the block of a private attribute (PS3.5 7.8.1). */
function creatorOf(tag: string, dataset: DicomJson): string | undefined {
	const isPrivate = Number.parseInt(tag.slice(3, 4), 16) % 2 === 1 && tag.slice(4, 6) !== '00';
	const creator = isPrivate ? dataset[`${tag.slice(0, 4)}00${tag.slice(4, 6)}`]?.Value?.[0] : undefined;
	return typeof creator === 'string' ? creator : undefined;
}

function contentOf({ vr, Value = [], InlineBinary, BulkDataURI }: JsonAttribute): string {
	if (BulkDataURI !== undefined) return `<BulkData uri="${escaped(BulkDataURI)}"/>`;
	if (InlineBinary !== undefined) return `<InlineBinary>${InlineBinary}</InlineBinary>`;
	return Value.map((value, at) => {
		const number = `number="${at + 1}"`;
		if (value === null) return `<Value ${number}/>`;
		if (typeof value !== 'object') return `<Value ${number}>${escaped(String(value))}</Value>`;
		// By its VR: JSON tells a name from an item by nothing else.
		if (vr === 'PN') return `<PersonName ${number}>${nameOf(value)}</PersonName>`;
		return `<Item ${number}>${attributesOf(value as DicomJson)}</Item>`;
	}).join('');
}

function nameOf(name: object): string {
	const byGroup = new Map(Object.entries(name));
	return groups
		.map((group) => {
			const text: unknown = byGroup.get(group);
			if (typeof text !== 'string' || text === '') return '';
			const parts = text.split('^').map((part, at) => {
				const element = nameParts[at];
				return element === undefined || part === '' ? '' : `<${element}>${escaped(part)}</${element}>`;
			});
			return `<${group}>${parts.join('')}</${group}>`;
		})
		.join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML can carry it: what XML has no way of writing (XML 1.0, 2.2) is replaced, ends of lines and tabs are kept from being changed. */
function escaped(text: string): string {
	return (
		text
			.toWellFormed()
			// eslint-disable-next-line no-control-regex -- these are what XML cannot hold
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
			.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)
			.replace(/[\t\r\n]/g, (letter) => `&#${letter.charCodeAt(0)};`)
	);
}
