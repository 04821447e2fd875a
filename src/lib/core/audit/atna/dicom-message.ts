import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64 } from '#lib/core/audit/checkpoint.ts';
import { toIso } from '#lib/core/instant.ts';
import { eventCodesOf } from './event-codes.ts';
import { factTexts, type AuditSource, type ExportedEvent } from './exported-event.ts';

/** Name of our own codes in DICOM messages. */
const OWN_SYSTEM = 'overread';

/** A text in XML: what has a meaning there is written out, and what no XML may hold (XML 1.0, section 2.2) is left out. */
function escapeXml(value: string): string {
	return value
		.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll(/[\t\r\n]/g, ' ');
}

function element(
	name: string,
	attributes: Readonly<Record<string, string>>,
	children: readonly string[] = []
): string {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
	const head = `<${name}${written.join('')}`;
	return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

const coded = (name: string, code: string, system: string, meaning: string): string =>
	element(name, { 'csd-code': code, codeSystemName: system, originalText: meaning });

/**
 * An event as a DICOM audit message (PS3.15 A.5.1, the schema of IHE ATNA), in one line and without the XML declaration: it is the body of
 * a syslog message as well.
 */
export function makeDicomMessage(event: ExportedEvent, { origin }: AuditSource): string {
	const { id, meaning, action, outcome } = eventCodesOf(event.type);
	const identification = element(
		'EventIdentification',
		{ EventActionCode: action, EventDateTime: toIso(event.at), EventOutcomeIndicator: outcome },
		[coded('EventID', id, 'DCM', meaning), coded('EventTypeCode', event.type, OWN_SYSTEM, event.type)]
	);
	const portal = element(
		'ActiveParticipant',
		{ UserID: origin, UserIsRequestor: String(event.actor === null) },
		[coded('RoleIDCode', '110150', 'DCM', 'Application')]
	);
	const person =
		event.actor === null
			? []
			: [element('ActiveParticipant', { UserID: event.actor, UserIsRequestor: 'true' })];
	const source = element('AuditSourceIdentification', { AuditSourceID: origin }, [
		element('AuditSourceTypeCode', { 'csd-code': '4' })
	]);
	return element('AuditMessage', {}, [identification, ...person, portal, source, objectOf(event)]);
}

/** What the event is about, with its facts as details: Base64, as the schema wants it. */
function objectOf(event: ExportedEvent): string {
	const details = [
		...factTexts(event.facts),
		...(event.seq === null ? [] : [['seq', String(event.seq)] as const]),
		...(event.hash === null ? [] : [['hash', event.hash] as const])
	].map(([type, value]) => element('ParticipantObjectDetail', { type, value: toBase64(utf8ToBytes(value)) }));
	const id = event.subjectId ?? event.type;
	return element(
		'ParticipantObjectIdentification',
		// System object; a job stands for whatever is worked on (RFC 3881, sections 5.5.1 and 5.5.2).
		{ ParticipantObjectID: id, ParticipantObjectTypeCode: '2', ParticipantObjectTypeCodeRole: '20' },
		[
			coded('ParticipantObjectIDTypeCode', event.type.split('.')[0] ?? '', OWN_SYSTEM, 'Kind of object'),
			`<ParticipantObjectName>${escapeXml(id)}</ParticipantObjectName>`,
			...details
		]
	);
}
