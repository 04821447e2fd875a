import type { Fault, FaultCode } from '#lib/core/bundle/fault.ts';
import { formatCount } from '#lib/i18n/formats.ts';

/** “byte 7” or “bytes 0 to 65,535”, counted from 0. */
function bytesOf({ from, to }: Fault): string {
	if (from === null) return 'some bytes';
	if (to === null || to - from <= 1) return `byte ${formatCount(from)}`;
	return `bytes ${formatCount(from)} to ${formatCount(to - 1)}`;
}

const lengths = ({ expected, found }: Fault): string =>
	expected !== null && found !== null
		? ` It is ${formatCount(Number(found))} bytes long, and ${formatCount(Number(expected))} were signed.`
		: '';

const file = ({ file: name }: Fault): string => `“${name ?? ''}”`;

/** What a fault of a bundle is called: one sentence that names the file and the bytes, where they are known. */
export const bundleFaults: Readonly<Record<FaultCode, (fault: Fault) => string>> = {
	'not-a-zip': () => 'This file is no ZIP.',
	'cut-off': () =>
		'The end of the ZIP is missing or damaged: the file was cut off, or its last bytes were changed.',
	'data-before': () =>
		'The file does not begin as a bundle: its first bytes were changed, or something was put before them.',
	'data-behind': (one) => `Something was put behind the end of the ZIP: ${bytesOf(one)}.`,
	comment: (one) =>
		one.file === null
			? `A comment was put into the ZIP: ${bytesOf(one)}.`
			: `A comment was put to ${file(one)} in the ZIP.`,
	'directory-wrong': () => 'The list of files at the end of the ZIP is damaged.',
	'too-many-entries': () => 'The ZIP lists more files than any bundle has.',
	'unsafe-name': (one) =>
		`The ZIP holds a file by the name ${file(one)}, which could be written outside of its folder. Do not unpack it.`,
	'duplicate-name': (one) =>
		`The ZIP holds ${file(one)} twice: which of them somebody sees depends on the program.`,
	encrypted: (one) => `${file(one)} is marked as encrypted in the ZIP. Bundles are never encrypted.`,
	'data-descriptor': (one) =>
		`The ZIP puts the size of ${file(one)} behind its content, where it could say otherwise than before. Bundles never do.`,
	compressed: (one) =>
		`${file(one)} is compressed in the ZIP. Bundles are not: this one was packed again by another program.`,
	'sizes-differ': (one) =>
		`The ZIP gives ${file(one)} two sizes: ${one.expected} bytes as packed and ${one.found} as unpacked.`,
	'past-end': (one) => `The ZIP says that ${file(one)} goes on past the end of all contents.`,
	overlap: (one) => `The content of ${file(one)} lies over that of another file in the ZIP.`,
	'hidden-bytes': (one) =>
		`Between the files of the ZIP there is something that belongs to none: ${bytesOf(one)}.`,
	'header-differs': (one) =>
		one.found !== null
			? `The ZIP calls one file by two names: ${file(one)} in its list and “${one.found}” before the content.`
			: `What stands before the content of ${file(one)} in the ZIP was changed, at ${bytesOf(one)}.`,
	'other-layout': (one) =>
		`The list of files at the end of the ZIP is not written as bundles have it, at ${bytesOf(one)}: times, rights or marks were changed.`,
	'manifest-missing': () => 'The ZIP has no manifest.json, so it says nothing that could be checked.',
	'manifest-too-large': (one) => `${file(one)} is larger than any that bundles have.`,
	'manifest-altered': (one) => `${file(one)} was changed: it is not what its checksum in the ZIP says.`,
	'manifest-form': (one) =>
		one.found === null
			? 'manifest.json is not written as bundles have it.'
			: `manifest.json is not written as bundles have it: see “${one.found}”.`,
	'signature-missing': () => 'The signature, manifest.sig, is missing.',
	'signature-form': (one) => `manifest.sig is ${one.found} bytes long. A signature has 64.`,
	'signature-wrong': () =>
		'The signature does not fit: manifest.json or manifest.sig was changed after it was signed.',
	'unknown-key': (one) =>
		`It is signed with a key that is not among the known ones (${one.found}). Whoever made it, nothing says that it was this group.`,
	'key-too-young': (one) =>
		`It says that it was made at ${one.found}, but its key was first used at ${one.expected}.`,
	'key-retired': (one) =>
		`It says that it was made at ${one.found}, but its key had ended at ${one.expected}.`,
	missing: (one) => `${file(one)} is missing.`,
	added: (one) => `${file(one)} was added: it was not there when the bundle was signed.`,
	renamed: (one) => `“${one.expected}” was renamed to “${one.found}”.`,
	order: (one) =>
		one.expected !== null
			? `The files are in another order: ${file(one)} stands where “${one.expected}” was.`
			: `The files are in another order: ${file(one)} is not in its place.`,
	content: (one) => `${file(one)} was changed: ${bytesOf(one)} differ from what was signed.${lengths(one)}`
};

/** The sentence for a fault. */
export function faultSentence(fault: Fault): string {
	return bundleFaults[fault.code](fault);
}
