import { messages } from './messages.ts';
import { wordOf } from './word-of.ts';

/** Written in capitals wherever they stand; a lone C, L or T is a part of the spine. */
const abbreviations = new Set(
	`ct cta ctv mr mri mra mrv mrcp us xr cr dx mg nm pet spect fl xa dexa hrct iv ap pa ed ercp tips kub hida oct ivc tmj
	c l t ruq luq rlq llq`.split(/\s+/)
);
const beginsWithModality = /^(CTA?|CTV|MR|MRI|MRA|MRV|MRCP|US|XR|CR|DX|MG|NM|PET|FL|XA)\b/;

/**
 * A procedure as a sentence writes it. Many systems send capitals alone (`CT HEAD WITHOUT CONTRAST`): those become small
 * letters (`CT head without contrast`). What was sent in mixed letters stays as it was sent.
 */
export function procedureText(procedure: string): string {
	const written = smallLetters(procedure);
	return written.charAt(0).toUpperCase() + written.slice(1);
}

/** What was examined: the procedure with its modality before it, named once, for many procedures begin with it already. */
export function examinationText({ modality, procedure }: { modality: string; procedure: string }): string {
	const first = procedureText(procedure);
	if (beginsWithModality.test(first)) return first;
	return [wordOf(messages.reviews.modalities, modality), smallLetters(procedure)].filter(Boolean).join(' ');
}

function smallLetters(text: string): string {
	if (text !== text.toUpperCase() && text !== text.toLowerCase()) return text;
	return text
		.toLowerCase()
		.replace(/(?<!['’])[\p{L}\p{N}]+/gu, (word) =>
			abbreviations.has(word) || /\p{L}\p{N}|\p{N}\p{L}/u.test(word) ? word.toUpperCase() : word
		);
}
