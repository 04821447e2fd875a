import type { IncomingPerson } from '#lib/core/reads/incoming-read.ts';
import type { Delimiters } from './delimiters.ts';
import { componentsOf, plainText, repetitionsOf } from './fields.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';

/** How a field names a person: with number first (XCN), without (XPN), or packed in sub-components (NDL). */
type NameForm = 'numbered' | 'plain' | 'packed';

/** Fields that name people, by segment (HL7 v2.9 chapters 3, 4, 6, 7, 9, 15). Everybody there must not reach a blinded eye. */
const nameFields: Readonly<Record<string, readonly (readonly [position: number, form: NameForm])[]>> = {
	EVN: [[5, 'numbered']],
	PID: [
		[5, 'plain'],
		[6, 'plain'],
		[9, 'plain']
	],
	PD1: [[4, 'numbered']],
	MRG: [[7, 'plain']],
	NK1: [
		[2, 'plain'],
		[30, 'plain']
	],
	PV1: [7, 8, 9, 17, 52].map((position) => [position, 'numbered']),
	PV2: [[13, 'numbered']],
	GT1: [
		[3, 'plain'],
		[4, 'plain']
	],
	IN1: [[16, 'plain']],
	ORC: [10, 11, 12, 19].map((position) => [position, 'numbered']),
	OBR: [
		[10, 'numbered'],
		[16, 'numbered'],
		[28, 'numbered'],
		[32, 'packed'],
		[33, 'packed'],
		[34, 'packed'],
		[35, 'packed']
	],
	OBX: [
		[16, 'numbered'],
		[25, 'numbered']
	],
	TXA: [5, 9, 10, 11, 22, 23].map((position) => [position, 'numbered']),
	NTE: [[5, 'numbered']],
	ROL: [[4, 'numbered']],
	PRT: [[5, 'numbered']],
	DG1: [[16, 'numbered']],
	PR1: [8, 11, 12].map((position) => [position, 'numbered'])
};

/** One person from a repetition: `name` is `FAMILY, GIVEN MIDDLE`. Null when the repetition names nobody. */
export function parsePerson(raw: string, form: NameForm, delimiters: Delimiters): IncomingPerson | null {
	const parts = personParts(raw, form, delimiters);
	const [code = '', family = '', given = '', middle = ''] = form === 'plain' ? ['', ...parts] : parts;
	const after = [given, middle].filter((part) => part !== '').join(' ');
	const name = [family, after].filter((part) => part !== '').join(', ');
	if (code === '' && name === '') return null;
	return { code: code || null, name: name || null };
}

function personParts(raw: string, form: NameForm, delimiters: Delimiters): string[] {
	const [first = ''] = raw.split(delimiters.component);
	// OBR-32 to 35 pack the person into the first component; many senders write them like any other person.
	if (form === 'packed' && first.includes(delimiters.subcomponent)) {
		return first.split(delimiters.subcomponent).map((part) => plainText(part, delimiters));
	}
	const family = form === 'plain' ? 0 : 1;
	return componentsOf(raw, delimiters).map((part, at) =>
		// FN: the family name proper is the first sub-component, its prefixes and the partner's name follow.
		at === family ? (part.split(delimiters.subcomponent)[0] ?? '').trim() : part
	);
}

/** All people of one field, in order. */
export function peopleOf(
	segment: Hl7Segment | null,
	[position, form]: readonly [position: number, form: NameForm],
	delimiters: Delimiters
): IncomingPerson[] {
	return repetitionsOf(segment, position, delimiters)
		.map((repetition) => parsePerson(repetition, form, delimiters))
		.filter((person) => person !== null);
}

/** Names of everybody the message names, each once, as `FAMILY, GIVEN MIDDLE`: what a report's text must be scrubbed of. */
export function namesInMessage(message: Hl7Message): string[] {
	const names = new Set<string>();
	for (const segment of message.segments) {
		for (const field of nameFields[segment.id] ?? []) {
			for (const { name } of peopleOf(segment, field, message.delimiters)) if (name) names.add(name);
		}
		for (const name of numberedNames(segment, message.delimiters)) names.add(name);
	}
	return [...names].filter((name) => /\p{L}{2}/u.test(name)).sort();
}

/**
 * People in local segments, in values of pointers and in fields where a sender put them by mistake, told by their shape:
 * number^FAMILY^GIVEN, elsewhere than in local segments with a degree behind.
 */
function numberedNames({ id, fields }: Hl7Segment, delimiters: Delimiters): string[] {
	if (id === 'MSH' || id === 'ZDS') return [];
	const local = id.startsWith('Z');
	return fields
		.flatMap((field, at) => {
			const pointer = id === 'OBX' && at === 4 && !isCoded(fields[1] ?? '');
			return field.split(delimiters.repetition).filter((raw) => {
				const [code = '', family = '', given = '', , , prefix = '', degree = ''] = raw.split(
					delimiters.component
				);
				const titled = /^(M\.?D|D\.?O|Dr|PhD|R\.?N|N\.?P|PA)\b/i.test(degree || prefix);
				if (!local && !pointer && !titled) return false;
				return /\d/.test(code) && /^[\p{L}' -]{2,40}$/u.test(family) && /^[\p{L}' .-]{1,40}$/u.test(given);
			});
		})
		.map((raw) => parsePerson(raw, 'numbered', delimiters)?.name ?? '')
		.filter((name) => name !== '');
}

/** Value types whose second and third components are a text and a coding system, not a name. */
function isCoded(valueType: string): boolean {
	return /^(C[EFNWS].?|IS|ID|SN|NM|CWE|CNE)$/.test(valueType);
}
