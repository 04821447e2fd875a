import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { standardDelimiters } from './delimiters.ts';
import { componentText, findSegment, makeHeader, makeSegment, rawField, repetitionsOf } from './fields.ts';
import type { Hl7Message } from './message.ts';
import { makeMessage, parseMessage, parseMessageText } from './message.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const header = 'MSH|^~\\&|RIS|HOSP|||20250814070813||ORU^R01|1|P|2.5';

describe('parsing a message', () => {
	it.each([
		['CR', '\r'],
		['LF', '\n'],
		['CRLF', '\r\n']
	])('reads segments that end in %s', (_, end) => {
		const message = getValue(parseMessageText([header, 'PID|1||7', 'ZZZ', ''].join(end)));
		expect(message.segments.map(({ id }) => id)).toEqual(['MSH', 'PID', 'ZZZ']);
		expect(rawField(findSegment(message, 'PID'), 3)).toBe('7');
		expect(rawField(findSegment(message, 'MSH'), 10)).toBe('1');
	});

	it('reads the delimiters that the message declares', () => {
		const message = getValue(parseMessageText('MSH@~&#\\@A@B\rPID@1@@7~~~HOSP&8@@Doe~John'));
		expect(message.delimiters).toMatchObject({
			field: '@',
			component: '~',
			repetition: '&',
			escape: '#',
			subcomponent: '\\'
		});
		expect(componentText(message, findSegment(message, 'PID'), [5, 2])).toBe('John');
		expect(repetitionsOf(findSegment(message, 'PID'), 3, message.delimiters)).toEqual(['7~~~HOSP', '8']);
	});

	it('reads a truncation character and a doubled escape character', () => {
		expect(getValue(parseMessageText('MSH|^~\\&#|A')).delimiters).toMatchObject({
			subcomponent: '&',
			truncation: '#'
		});
		expect(getValue(parseMessageText('MSH|^~\\\\&|A')).delimiters).toMatchObject({
			subcomponent: '&',
			truncation: null
		});
	});

	it('keeps raw line breaks inside a report', () => {
		const message = getValue(parseMessageText(`${header}\rOBX|1|TX|R||first\nsecond||||||F`));
		expect(rawField(findSegment(message, 'OBX'), 5)).toBe('first\nsecond');
		expect(rawField(findSegment(message, 'OBX'), 11)).toBe('F');
	});

	it('reads an explicit null as empty', () => {
		const message = getValue(parseMessageText(`${header}\rPID|1|""|7`));
		expect(componentText(message, findSegment(message, 'PID'), [2, 1])).toBeNull();
	});

	it.each([
		['not-hl7', 'PID|1'],
		['not-hl7', ''],
		['bad-delimiters', 'MSHabcdef'],
		['bad-delimiters', 'MSH|12345|'],
		['bad-segment', `${header}\rhello`],
		['log-not-message', `${header}<R>\rPID|1<R>`],
		['too-many-segments', `${header}\r${'ZZZ|1\r'.repeat(20_001)}`]
	])('answers %s', (code, text) => {
		expect(parseMessage(bytes(text))).toEqual({ ok: false, error: code });
	});
});

describe('character sets', () => {
	const withCharset = (charset: string, name: string) =>
		`MSH|^~\\&|A||||||ADT^A01|1|P|2.5||||||${charset}\rPID|||7||${name}`;
	it.each([
		['utf-8', bytes(withCharset('UNICODE UTF-8', 'Zörb')), 'Zörb'],
		['utf-8', bytes(withCharset('8859/1', 'Zörb')), 'Zörb'],
		['utf-8', bytes(`\ufeff${withCharset('', '山田')}`), '山田'],
		['iso-8859-1', latin1(withCharset('8859/1', 'Zörb')), 'Zörb'],
		['iso-8859-1', latin1(withCharset('', 'Zörb')), 'Zörb'],
		['iso-8859-2', latin1(withCharset('8859/2', '£ukasz')), 'Łukasz'],
		['iso-8859-15', latin1(withCharset('8859/15~UNICODE', '¤')), '€']
	])('%s', (decodedAs, message, name) => {
		const parsed = getValue(parseMessage(message));
		expect(parsed.decodedAs).toBe(decodedAs);
		expect(rawField(findSegment(parsed, 'PID'), 5)).toBe(name);
	});
});

const fieldText = fc
	.string({ unit: 'binary', maxLength: 12 })
	.filter((text) => !['|', '\r', '\n', '\u001c', '\u000b'].some((mark) => text.includes(mark)));
const segmentArbitrary = fc.record({
	id: fc.stringMatching(/^[A-Z][A-Z0-9]{2}$/).filter((id) => id !== 'MSH'),
	fields: fc.array(fieldText, { minLength: 1, maxLength: 8 }).map((fields) => [...fields, 'x'])
});
const messageArbitrary: fc.Arbitrary<Hl7Message> = fc
	.array(segmentArbitrary, { maxLength: 6 })
	.map((segments) => ({
		delimiters: standardDelimiters,
		segments: [makeHeader(['RIS', 'HOSP'], standardDelimiters), ...segments]
	}));

describe('parse and make', () => {
	it('agree', () => {
		fc.assert(
			fc.property(messageArbitrary, (message) => {
				expect(parseMessageText(makeMessage(message))).toEqual({ ok: true, value: message });
			})
		);
	});

	it('agree on text with delimiters in it', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const plain = `a${text.replace(/\r/g, '')}z`;
				const segments = [
					makeHeader(['A'], standardDelimiters),
					makeSegment('PID', ['', ['x', plain]], standardDelimiters)
				];
				const message = getValue(parseMessageText(makeMessage({ delimiters: standardDelimiters, segments })));
				expect(componentText(message, findSegment(message, 'PID'), [2, 2])).toBe(plain);
			})
		);
	});

	it('never throw', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (input) => void parseMessage(input)));
		fc.assert(
			fc.property(fc.string({ maxLength: 300 }), (tail) => void parseMessage(bytes(`MSH|^~\\&|${tail}`)))
		);
	});
});
