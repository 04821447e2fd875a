import { toIso } from '#lib/core/instant.ts';
import { eventCodesOf } from './event-codes.ts';
import { factTexts, type AuditSource, type ExportedEvent } from './exported-event.ts';

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

/** An event as a FHIR R4 AuditEvent (hl7.org/fhir/R4/auditevent.html). */
export function makeFhirAuditEvent(event: ExportedEvent, { origin }: AuditSource) {
	const { id, meaning, action, outcome } = eventCodesOf(event.type);
	const own = `${origin}/fhir/audit-event-type`;
	const details = [
		...factTexts(event.facts),
		...(event.seq === null ? [] : [['seq', String(event.seq)] as const]),
		...(event.hash === null ? [] : [['hash', event.hash] as const])
	];
	const portal = { who: { display: origin }, requestor: event.actor === null };
	return {
		resourceType: 'AuditEvent',
		type: { system: DCM, code: id, display: meaning },
		subtype: [{ system: own, code: event.type }],
		action,
		recorded: toIso(event.at),
		outcome,
		agent: [
			...(event.actor === null
				? []
				: [{ who: { identifier: { system: `${origin}/audit`, value: event.actor } }, requestor: true }]),
			portal
		],
		source: {
			site: origin,
			observer: { display: 'Overread' },
			type: [
				{
					system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
					code: '4',
					display: 'Application Server'
				}
			]
		},
		entity: [
			{
				what: { identifier: { system: `${origin}/audit`, value: event.subjectId ?? event.type } },
				// FHIR allows no empty text.
				...(details.length === 0
					? {}
					: { detail: details.map(([type, value]) => ({ type, valueString: value === '' ? '-' : value })) })
			}
		]
	};
}
