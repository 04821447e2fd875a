import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDicomMessage } from './dicom-message.ts';
import { eventCodesOf } from './event-codes.ts';
import type { ExportedEvent } from './exported-event.ts';
import { makeFhirAuditEvent } from './fhir-audit-event.ts';
import { frameSyslog, makeSyslogMessage } from './syslog.ts';

const source = { origin: 'https://qa.example.org' };
const event: ExportedEvent = {
	...{ seq: 12, at: Date.UTC(2026, 10, 16, 12), type: 'review.submitted', actor: '4f2a9c' },
	...{ subjectId: 'case-1', facts: { assignmentId: 'a', n: 3 }, hash: 'ab' }
};

describe('an event as a DICOM audit message', () => {
	it('has the parts of the schema in their order', () => {
		const base64 = (text: string): string => Buffer.from(text).toString('base64');
		expect(makeDicomMessage(event, source).replaceAll('><', '>\n<').split('\n')).toEqual([
			'<AuditMessage>',
			'<EventIdentification EventActionCode="C" EventDateTime="2026-11-16T12:00:00.000Z" EventOutcomeIndicator="0">',
			'<EventID csd-code="110110" codeSystemName="DCM" originalText="Patient Record"/>',
			'<EventTypeCode csd-code="review.submitted" codeSystemName="overread" originalText="review.submitted"/>',
			'</EventIdentification>',
			'<ActiveParticipant UserID="4f2a9c" UserIsRequestor="true"/>',
			'<ActiveParticipant UserID="https://qa.example.org" UserIsRequestor="false">',
			'<RoleIDCode csd-code="110150" codeSystemName="DCM" originalText="Application"/>',
			'</ActiveParticipant>',
			'<AuditSourceIdentification AuditSourceID="https://qa.example.org">',
			'<AuditSourceTypeCode csd-code="4"/>',
			'</AuditSourceIdentification>',
			'<ParticipantObjectIdentification ParticipantObjectID="case-1" ParticipantObjectTypeCode="2" ParticipantObjectTypeCodeRole="20">',
			'<ParticipantObjectIDTypeCode csd-code="review" codeSystemName="overread" originalText="Kind of object"/>',
			'<ParticipantObjectName>case-1</ParticipantObjectName>',
			`<ParticipantObjectDetail type="assignmentId" value="${base64('a')}"/>`,
			`<ParticipantObjectDetail type="n" value="${base64('3')}"/>`,
			`<ParticipantObjectDetail type="seq" value="${base64('12')}"/>`,
			`<ParticipantObjectDetail type="hash" value="${base64('ab')}"/>`,
			'</ParticipantObjectIdentification>',
			'</AuditMessage>'
		]);
	});

	it('of the system has the portal as the one that asked, and neither number nor hash where these are withheld', () => {
		const message = makeDicomMessage({ ...event, actor: null, seq: null, hash: null }, source);
		expect(message.match(/<ActiveParticipant /g)).toHaveLength(1);
		expect(message).toContain('UserID="https://qa.example.org" UserIsRequestor="true"');
		expect(message).not.toMatch(/type="(seq|hash)"/);
	});

	it('stays one well-formed line whatever stands in it', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
				const message = makeDicomMessage(
					{ ...event, actor: text, subjectId: text, facts: { [text]: text } },
					source
				);
				// eslint-disable-next-line no-control-regex -- none of these may stand in a message
				expect(message).not.toMatch(/[\u0000-\u001f]/);
				const without = message.replaceAll(/="[^"<>]*"/g, '').replaceAll(/&(amp|lt|gt|quot);/g, '');
				expect(without.replaceAll(/<\/?[A-Za-z]+( [A-Za-z-]+)*\/?>/g, '')).not.toMatch(/[<>&]/);
			})
		);
	});
});

describe('an event as a FHIR AuditEvent', () => {
	it('has what the resource requires', () => {
		expect(makeFhirAuditEvent(event, source)).toMatchObject({
			resourceType: 'AuditEvent',
			type: { code: '110110' },
			subtype: [{ code: 'review.submitted' }],
			action: 'C',
			recorded: '2026-11-16T12:00:00.000Z',
			outcome: '0',
			agent: [{ who: { identifier: { value: '4f2a9c' } }, requestor: true }, { requestor: false }],
			source: { observer: { display: 'Overread' } },
			entity: [
				{ detail: [{ type: 'assignmentId', valueString: 'a' }, { type: 'n', valueString: '3' }, {}, {}] }
			]
		});
	});
});

describe('the codes of an event', () => {
	it.each([
		['session.started', '110114', 'E', '0'],
		['sign-in.throttled', '110114', 'E', '4'],
		['case.unblinded', '110113', 'R', '0'],
		['user.changed', '110113', 'E', '0'],
		['report.exported', '110106', 'R', '0'],
		['credential.exported', '110106', 'R', '0'],
		['report.revealed', '110110', 'R', '0'],
		['read.received', '110107', 'C', '0'],
		['read.viewed', '110110', 'R', '0'],
		['study.retrieved', '110103', 'R', '0'],
		['audit.extracted', '110101', 'R', '0'],
		['credential.taken-back', '110110', 'D', '0'],
		['review.superseded', '110110', 'U', '0']
	])('%s is %s, %s, %s', (type, id, action, outcome) => {
		expect(eventCodesOf(type)).toMatchObject({ id, action, outcome });
	});

	it('are there for every type of event', () => {
		const events = readFileSync(fileURLToPath(new URL('../events.ts', import.meta.url)), 'utf8');
		const types = [...events.matchAll(/type: '([a-z-]+\.[a-z-]+)'/g)].map(([, type = '']) => type);
		expect(types.length).toBeGreaterThan(100);
		for (const type of types) expect(eventCodesOf(type).meaning).toMatch(/^[A-Z]/);
	});
});

describe('a syslog message', () => {
	it('has the header of RFC 5424 and the frame of RFC 5425, counted in bytes', () => {
		const message = makeSyslogMessage('<x a="ä"/>', { at: event.at, host: 'qa example', processId: 7 });
		const text = Buffer.from(message).toString('utf8');
		expect(text).toBe('<85>1 2026-11-16T12:00:00.000Z qaexample overread 7 DICOM+RFC3881 - \ufeff<x a="ä"/>');
		expect(Buffer.from(frameSyslog(message)).toString('utf8')).toBe(`${Buffer.byteLength(text)} ${text}`);
	});
});
