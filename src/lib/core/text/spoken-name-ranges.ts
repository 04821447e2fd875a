import type { TextRange } from './ranges.ts';
import { fold, isAllCapitals, isCapitalised } from './tokens.ts';
import { eponymNouns, notNames, ordinaryWords } from './words.ts';

const degree =
	/(?:M\.?D\b\.?|D\.O\.|DO\b|Ph\.?D\b\.?|PHD\b|M\.?B\.?B\.?S\b\.?|FRCR\b|FRCPC\b|FACR\b|M\.?Sc\b\.?|R\.?N\b\.?|N\.?P\b\.?|CRNP\b|PA-C\b|RT\s?\(R\)|RDMS\b|PGY-?\d|Jr\b\.?|Sr\b\.?|III?\b|IV\b)/;
const degreesAfter = new RegExp(`^(?:[,\\s]{0,3}${degree.source})+`);
const acts =
	'signed(?: off)?|dictated|transcribed|typed|interpreted|approved|verified|finali[sz]ed|authenticated|attested|authori[sz]ed|released|read|re-?read|over-?read|reviewed|reported|prepared|performed|supervised|requested|ordered|referred|entered|edited|scribed|acknowledged|confirmed|checked|resulted';
const signature = new RegExp(
	`\\b(?:co-?)?(?:${acts})(?:\\s+(?:and|&|/)\\s+[a-z-]+)?\\s+(?:by|for)\\b[ \\t]*([:.-]?)`,
	'gi'
);
const roles =
	/\b((?:(?:attending|staff|supervising|interpreting|reading|referring|ordering|requesting|primary care|reporting|dictating)[ \t]+)?(?:radiologist|physician|provider|doctor|clinician|resident|fellow|attending|technologist|tech|sonographer|transcriptionist|author|reader|reviewer|surgeon|nurse|consultant|pcp|signed|dictated|transcribed|approved|verified|patient(?:[ \t]+name)?|(?<=(?:^|\n)[ \t]*)(?:name|cc)))[ \t]*:/gi;
const told =
	/\b(?:(?:discussed|reviewed|communicated|conveyed|relayed|called|telephoned|phoned|reported|given|shared|spoke|spoken|conferred|consulted|texted|faxed|sent|notified|informed|delivered|transmitted)\b[^.:\n]{0,60}?\b(?:with|to|by)|(?:notified|informed|paged|contacted|alerted|told|reached|attending|resident|colleague)(?:[ \t]+(?:physician|radiologist|surgeon|nurse))?)[ \t\n]+(?=\p{Lu})/giu;
const titles =
	/\b(?:Drs?\b\.?|dr\b\.?|DRS?\.|(?:Doctors?|Prof\b\.?|Professor|Mr\.|Mrs\b\.?|Ms\.|Miss|Nurse)(?=[ \t\n]+\p{Lu}))[ \t\n]+/gu;
const degrees = new RegExp(
	`(?<=[\\p{L}.])(?:,\\s*|[ \\t]+)(?:M\\.D\\.|MD|D\\.O\\.|Ph\\.?D|MBBS|FRCR|FACR|PA-C|CRNP|(?<=,\\s*)(?:DO|RN|NP))(?![\\p{L}])`,
	'gu'
);

/** Names that nobody told us of, found by how reports name people: signatures, roles, titles, degrees, who was called. */
export function spokenNameRanges(text: string): TextRange[] {
	const ranges: TextRange[] = [];
	for (const match of text.matchAll(signature)) {
		const from = match.index + match[0].length;
		ranges.push(...nameList(text, from, { labelled: match[1] === ':' }));
	}
	for (const match of text.matchAll(roles)) {
		const from = match.index + match[0].length;
		const [range] = nameList(text, from, { labelled: true });
		// "Patient: Presents …" is a sentence, "Patient: Doe, Jane" is not.
		const vague = /^(?:patient|name|cc|reader)/i.test(match[1] ?? '');
		if (range && (!vague || isWholeName(text.slice(range.start, range.end)))) ranges.push(range);
	}
	for (const match of text.matchAll(told)) {
		const range = nameAt(text, match.index + match[0].length, { labelled: false });
		if (range) ranges.push(range);
	}
	for (const match of text.matchAll(titles)) {
		ranges.push(...nameList(text, match.index + match[0].length, { labelled: false, titled: true }));
	}
	for (const match of text.matchAll(degrees)) {
		const range = nameBefore(text, match.index);
		if (range) ranges.push({ start: range.start, end: match.index + match[0].length });
	}
	return ranges;
}

function isWholeName(written: string): boolean {
	const words = written.split(/[^\p{L}'’]+/u).filter((part) => part.length > 1);
	return words.length > 1 && (written.includes(',') || words.every((part) => !ordinaryWords.has(fold(part))));
}

type Reading = {
	/** After a colon: the rest of the line is somebody, in any casing. */
	readonly labelled: boolean;
	/** After "Dr.": the next word is somebody. */
	readonly titled?: boolean;
};

/** One name after the other, joined by "and", "&", ";" or "/". */
function nameList(text: string, from: number, reading: Reading): TextRange[] {
	const ranges: TextRange[] = [];
	let at = from;
	for (let count = 0; count < 6; count += 1) {
		const range = nameAt(text, at, reading);
		if (!range) break;
		ranges.push(range);
		const link = /^[ \t]*(?:,?[ \t]*(?:and|&)|[;/])[ \t\n]+(?:Drs?\.?[ \t]+)?(?=\p{Lu})/u.exec(
			text.slice(range.end)
		);
		if (!link) break;
		at = range.end + link[0].length;
	}
	return ranges;
}

const word = /^(?:\p{L}\.(?=\p{L}\.|[ \t,\n]|$)|\p{L}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}'’]*)*)/u;
const particle = /^(?:van|von|de|del|della|der|den|di|da|dos|la|le|el|al|bin|ibn|ter|ten)$/;

/** The name that begins at an offset: capitalised words and initials, degrees included. */
function nameAt(text: string, from: number, { labelled, titled = false }: Reading): TextRange | null {
	const lead =
		/^[ \t]*\n?[ \t]*(?:(?:Drs?|DR|dr|Prof|Mr|Mrs|Ms)\b\.?[ \t]*)?/.exec(text.slice(from, from + 60))?.[0] ??
		'';
	const honoured = titled || /\p{L}/u.test(lead);
	const start = from + lead.length;
	let end = start;
	let count = 0;
	for (let at = start; count < 6;) {
		const rest = text.slice(at, at + 80);
		if (count > 0 && degreesAfter.test(rest)) break;
		const found = word.exec(rest)?.[0];
		if (!found || !belongs(found, { text, at, first: count === 0, labelled, honoured })) break;
		count += 1;
		end = at + found.length;
		const initial = /^\p{L}\.?$/u.test(found);
		const gap =
			(initial ? /^\.? ?,? ?(?:\n(?=\p{Lu}))?/u : /^(?:,? |,)(?! )/).exec(text.slice(end))?.[0] ?? '';
		if (initial && text.charAt(end) === '.') end += 1;
		at = end + gap.length - (initial && gap.startsWith('.') ? 1 : 0);
		if (gap === '' && !initial) break;
	}
	if (count === 0) return null;
	const after = degreesAfter.exec(text.slice(end, end + 60))?.[0] ?? '';
	return plausible(text, { start, end, degrees: after !== '', count, labelled, honoured })
		? { start, end: end + after.length }
		: null;
}

function belongs(
	found: string,
	place: { text: string; at: number; first: boolean; labelled: boolean; honoured: boolean }
): boolean {
	const folded = fold(found);
	// Lung-RADS, BI-RADS
	if (/\p{L}-\p{Lu}{2,}$/u.test(found) && found !== found.toUpperCase()) return false;
	if (/(?:ology|surgery|iatrics|edics|itis|opathy|graphy|gram|graph)$/.test(folded)) return false;
	if (notNames.has(folded) || (found.length > 3 && notNames.has(folded.split('-')[0] ?? ''))) return false;
	if (isCapitalised(found) || particle.test(found)) return true;
	if (place.honoured && place.first) return !ordinaryWords.has(folded);
	// A whole line in small letters: "transcribed by: jsmith".
	return (
		place.labelled &&
		/^[^\n\d:.]{2,40}(?:\n|$)/.test(place.text.slice(place.at)) &&
		!ordinaryWords.has(folded)
	);
}

function plausible(
	text: string,
	name: { start: number; end: number; degrees: boolean; count: number; labelled: boolean; honoured: boolean }
): boolean {
	if (name.degrees || name.labelled) return true;
	const written = text.slice(name.start, name.end);
	const letters = written.replace(/[^\p{L}]/gu, '');
	const next = fold(/^(?:['’]s)?[ \t\n-]+(\p{L}+)/u.exec(text.slice(name.end))?.[1] ?? '');
	if (name.honoured) return letters.length > 1;
	if (eponymNouns.has(next) || /^['’]s/.test(text.slice(name.end))) return false;
	if (isAllCapitals(letters)) return false;
	const words = written.split(/[^\p{L}'’]+/u).filter((part) => part.length > 1);
	return words.length > 0 && words.some((part) => !ordinaryWords.has(fold(part)));
}

/** The capitalised words straight before a degree. */
function nameBefore(text: string, at: number): TextRange | null {
	const before = text.slice(Math.max(0, at - 80), at);
	const match =
		/(?:(?:\p{Lu}[\p{L}\p{M}'’-]+|\p{Lu}\.|\p{Lu})(?:[ \t]*,[ \t]*|[ \t]+|(?<=\.))){0,3}(?:\p{Lu}[\p{L}\p{M}'’-]+|\p{Lu}\.)$/u.exec(
			before
		);
	if (!match) return null;
	let start = at - match[0].length;
	// Words that are no names and stand before the name: "Radiologist John Smith, MD".
	for (;;) {
		const lead = /^(\p{L}+)[ \t,]+/u.exec(text.slice(start, at));
		if (!lead || !notNames.has(fold(lead[1] ?? ''))) break;
		start += lead[0].length;
	}
	return notNames.has(fold(text.slice(start, at))) ? null : { start, end: at };
}
