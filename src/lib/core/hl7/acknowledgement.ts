import { standardDelimiters } from './delimiters.ts';
import { findSegment, makeHeader, makeSegment, rawField } from './fields.ts';
import type { Hl7Message } from './message.ts';
import { makeMessage } from './message.ts';

/** Application accept, application error (may be sent again), application reject (never will be taken). */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR';

/**
 * The answer to a message in original mode (HL7 v2.9 2.9.2): sender and receiver swapped, its control id in MSA-2.
 * `text` is a short code, never patient data. `at` is an HL7 time stamp, `controlId` the answer's own id.
 */
export function makeAcknowledgement(
	message: Hl7Message,
	answer: {
		readonly code: AcknowledgementCode;
		readonly text: string;
		readonly at: string;
		readonly controlId: string;
	}
): string {
	const header = findSegment(message, 'MSH');
	const event = rawField(header, 9).split(message.delimiters.component)[1] ?? '';
	const names = [5, 6, 3, 4].map((position) =>
		rawField(header, position).split(message.delimiters.component)
	);
	const segments = [
		makeHeader(
			[
				...names,
				answer.at,
				'',
				event === '' ? 'ACK' : ['ACK', event, 'ACK'],
				answer.controlId,
				rawField(header, 11) || 'P',
				rawField(header, 12) || '2.5.1'
			],
			standardDelimiters
		),
		makeSegment('MSA', [answer.code, rawField(header, 10), answer.text], standardDelimiters)
	];
	return makeMessage({ delimiters: standardDelimiters, segments });
}
