import type { Delimiters } from './delimiters.ts';
import { escapeText, unescapeText } from './escapes.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';

/** The first segment of that name, or null. */
export function findSegment(message: Hl7Message, id: string): Hl7Segment | null {
	return message.segments.find((segment) => segment.id === id) ?? null;
}

export function segmentsOf(message: Hl7Message, id: string): readonly Hl7Segment[] {
	return message.segments.filter((segment) => segment.id === id);
}

/** Field `position` (from 1) as written; an empty string where it is absent. */
export function rawField(segment: Hl7Segment | null, position: number): string {
	return segment?.fields[position - 1] ?? '';
}

/** A field's repetitions as written; empty ones are left out. */
export function repetitionsOf(
	segment: Hl7Segment | null,
	position: number,
	delimiters: Delimiters
): string[] {
	return rawField(segment, position)
		.split(delimiters.repetition)
		.filter((repetition) => repetition !== '');
}

/** The components of one repetition, each with escapes resolved and trimmed; `""` (delete) reads as empty. */
export function componentsOf(repetition: string, delimiters: Delimiters): string[] {
	return repetition.split(delimiters.component).map((component) => plainText(component, delimiters));
}

/** Component `component` (from 1) of the field's first repetition in plain text, or null when empty. */
export function componentText(
	message: Hl7Message,
	segment: Hl7Segment | null,
	[position, component]: readonly [position: number, component: number]
): string | null {
	const [first = ''] = repetitionsOf(segment, position, message.delimiters);
	return componentsOf(first, message.delimiters)[component - 1] || null;
}

/** Escapes resolved and trimmed; `""` means an explicit null in HL7. */
export function plainText(raw: string, delimiters: Delimiters): string {
	const text = unescapeText(raw, delimiters).trim();
	return text === '""' ? '' : text;
}

/** A field to be written: text, its components, or repetitions of components. */
export type FieldValue = string | readonly string[] | readonly (readonly string[])[];

/** Builds a segment; `values[0]` is field 1. Text is escaped. */
export function makeSegment(id: string, values: readonly FieldValue[], delimiters: Delimiters): Hl7Segment {
	const components = (parts: readonly string[]) =>
		parts.map((part) => escapeText(part, delimiters)).join(delimiters.component);
	const fields = values.map((value) => {
		if (typeof value === 'string') return escapeText(value, delimiters);
		return isRepeated(value) ? value.map(components).join(delimiters.repetition) : components(value);
	});
	return { id, fields };
}

function isRepeated(
	value: readonly string[] | readonly (readonly string[])[]
): value is readonly (readonly string[])[] {
	return Array.isArray(value[0]);
}

/** Builds MSH; `values[0]` is MSH-3. */
export function makeHeader(values: readonly FieldValue[], delimiters: Delimiters): Hl7Segment {
	const rest = makeSegment('MSH', values, delimiters).fields;
	return { id: 'MSH', fields: [delimiters.field, delimiters.encodingCharacters, ...rest] };
}
