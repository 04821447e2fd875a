import type { ParsedMessage } from './message.ts';
import { findSegment, rawField, segmentsOf } from './fields.ts';
import { namesInMessage } from './people.ts';
import { observationStatuses, reportStatus } from './report-status.ts';
import { rawReportLines } from './report-text.ts';

const asWritten = {
	controlId: ['MSH', 10],
	version: ['MSH', 12],
	charsetField: ['MSH', 18],
	patientName: ['PID', 5],
	birthDate: ['PID', 7],
	sex: ['PID', 8],
	placer: ['OBR', 2],
	fillerOrAccession: ['OBR', 3],
	procedure: ['OBR', 4],
	observationTime: ['OBR', 7],
	orderingProvider: ['OBR', 16],
	obr18: ['OBR', 18],
	resultsTime: ['OBR', 22],
	section: ['OBR', 24],
	obr25: ['OBR', 25],
	principalInterpreter: ['OBR', 32],
	assistantInterpreter: ['OBR', 33]
} as const satisfies Record<string, readonly [string, number]>;

export type RawFields = { readonly [name in keyof typeof asWritten]: string | null } & {
	readonly messageType: string;
	readonly decodedAs: string;
	readonly fieldSeparator: string;
	readonly encodingCharacters: string;
	readonly patientIds: string | null;
	readonly obrCount: number;
	readonly obxCount: number;
	readonly obx11: readonly string[];
	readonly status: string | null;
	/** ZDS-1. */
	readonly studyInstanceUID: string | null;
	/** OBX-5 of the text observations, escapes unresolved. */
	readonly text: readonly string[];
	readonly names: readonly string[];
};

/** What stands in a message of any type, field by field and as written: for showing it, and for checking the reader. */
export function readRawFields(message: ParsedMessage): RawFields {
	const { component } = message.delimiters;
	const raw = (id: string, position: number) => rawField(findSegment(message, id), position) || null;
	const entries = Object.entries(asWritten).map(([name, [id, position]]) => [name, raw(id, position)]);
	return {
		// Object.entries forgets the keys of the table just above.
		...(Object.fromEntries(entries) as { [name in keyof typeof asWritten]: string | null }),
		messageType: (raw('MSH', 9) ?? '').split(component).join('^'),
		decodedAs: message.decodedAs,
		fieldSeparator: message.delimiters.field,
		encodingCharacters: message.delimiters.encodingCharacters,
		patientIds: raw('PID', 3),
		obrCount: segmentsOf(message, 'OBR').length,
		obxCount: segmentsOf(message, 'OBX').length,
		obx11: observationStatuses(message),
		status: reportStatus(message),
		studyInstanceUID: raw('ZDS', 1)?.split(component)[0] ?? null,
		text: rawReportLines(message),
		names: namesInMessage(message)
	};
}
