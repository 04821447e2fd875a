import type { BlindedCase } from '#lib/core/case/blinding.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { messages } from '#lib/i18n/messages.ts';

const text = messages.reviews;
const abbreviations = new Set(
	'ct cta ctv mr mri mra mrv mrcp us xr cr dx mg nm pet fl xa dexa iv ap pa ed'.split(' ')
);

/** The text of a code in a table of texts; the code itself when the table does not know it. */
export function wordOf(table: Readonly<Record<string, string>>, code: string): string {
	return Object.hasOwn(table, code) ? (table[code] ?? code) : code;
}

/** What was examined, in coded words: `CT head without contrast`, or modality and region where no procedure is known. */
export function caseTitle(view: Pick<BlindedCase, 'modality' | 'bodyRegion' | 'procedure'>): string {
	const modality = wordOf(text.modalities, view.modality);
	const words = view.procedure ?? [modality, view.bodyRegion].filter(Boolean).join(' ');
	const written = words
		.split(' ')
		.map((word) => (abbreviations.has(word.toLowerCase()) ? word.toUpperCase() : word))
		.join(' ');
	const first = written.charAt(0).toUpperCase() + written.slice(1);
	return view.procedure === null ||
		/^(CTA?|CTV|MR|MRI|MRA|MRV|MRCP|US|XR|CR|DX|MG|NM|PET|FL|XA)\b/.test(first)
		? first
		: `${modality} ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}

/** Who was examined, as far as it may be told: `ED · 54 F`. */
export function patientLine(view: Pick<BlindedCase, 'patientClass' | 'age' | 'sex' | 'priority'>): string {
	const person = [view.age, view.sex].filter(Boolean).join(' ');
	return [
		view.priority === 'stat' || view.priority === 'urgent' ? text.priorities[view.priority] : '',
		view.patientClass === null ? '' : wordOf(text.patientClasses, view.patientClass),
		person
	]
		.filter(Boolean)
		.join(' · ');
}

/** A score in words, both axes. */
export function scoreWords(score: Score): string {
	return text.scores[score];
}
