import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { parseMessage } from './message.ts';
import { readRawFields } from './raw-fields.ts';

describe('fields as written', () => {
	it('are shown with their escapes, absent ones as null', () => {
		const text = 'MSH@~&#\\@A@B@@@2025@@ADT~A01@9@P@2.5\rPID@1@@7~~~H@@Doe#F#x~John\rOBX@1@TX@@@a#F#b';
		const fields = readRawFields(getValue(parseMessage(new TextEncoder().encode(text))));
		expect(fields).toMatchObject({
			messageType: 'ADT^A01',
			controlId: '9',
			fieldSeparator: '@',
			encodingCharacters: '~&#\\',
			patientName: 'Doe#F#x~John',
			sex: null,
			obrCount: 0,
			obxCount: 1,
			text: ['a#F#b'],
			status: null,
			decodedAs: 'utf-8',
			names: ['Doe@x, John']
		});
	});
});
