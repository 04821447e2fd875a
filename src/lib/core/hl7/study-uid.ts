import { componentText, findSegment, rawField, segmentsOf } from './fields.ts';
import type { Hl7Message } from './message.ts';

/** Whether text is a UID of DICOM PS3.5 9.1: digits and dots, at most 64 characters. */
export function isUid(text: string): boolean {
	return text.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(text);
}

/**
 * The study's UID: ZDS-1 (IHE RAD-4), IPC-3 (v2.5.1), or an observation named 113014 or 110180 (DICOM study) or "Study
 * Instance UID". Null when none is there.
 */
export function studyUidOf(message: Hl7Message): string | null {
	const { component } = message.delimiters;
	const named = segmentsOf(message, 'OBX')
		.filter((segment) => {
			const identifier = rawField(segment, 3);
			return /study\s*(instance)?\s*uid/i.test(identifier) || /^(113014|110180)(\W|$)/.test(identifier);
		})
		.map((segment) => rawField(segment, 5).split(component)[0] ?? '');
	const candidates = [
		componentText(message, findSegment(message, 'ZDS'), [1, 1]),
		componentText(message, findSegment(message, 'IPC'), [3, 1]),
		...named
	];
	return candidates.find((text) => text !== null && isUid(text)) ?? null;
}
