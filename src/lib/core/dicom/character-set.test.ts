import { describe, expect, it } from 'vitest';
import { decodeText } from './character-set.ts';
import { parsePersonName } from './person-name.ts';

const escape = 0x1b;

// Names of PS3.5 annexes H to J, byte by byte.
describe('decodeText', () => {
	it.each<[string, string[], number[], string]>([
		['no character set', [], [0x44, 0x6f, 0x65], 'Doe'],
		['Latin 1', ['ISO_IR 100'], [0x4a, 0xe9, 0x72, 0xf4, 0x6d, 0x65], 'Jérôme'],
		['a misspelt term', ['ISO-IR 100'], [0xe9], 'é'],
		['Latin 2', ['ISO_IR 101'], [0xb3], 'ł'],
		['Cyrillic', ['ISO_IR 144'], [0xbb, 0xee, 0xda], 'Люк'],
		['Greek', ['ISO_IR 126'], [0xc4, 0xe9], 'Δι'],
		['Hebrew', ['ISO_IR 138'], [0xf9], 'ש'],
		['Thai', ['ISO_IR 166'], [0xca], 'ส'],
		['UTF-8', ['ISO_IR 192'], [0xe7, 0x8e, 0x8b], '王'],
		['GB18030', ['GB18030'], [0xcd, 0xf5], '王'],
		['half-width katakana', ['ISO_IR 13'], [0xd4, 0xcf, 0xc0, 0xde], 'ﾔﾏﾀﾞ'],
		[
			'Japanese with kanji and return to ASCII',
			['', 'ISO 2022 IR 87'],
			[escape, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x44, escape, 0x28, 0x42, 0x5e, 0x41],
			'山田^A'
		],
		[
			'JIS X 0212',
			['', 'ISO 2022 IR 159'],
			[escape, 0x24, 0x28, 0x44, 0x30, 0x21, escape, 0x28, 0x42, 0x41],
			'丂A'
		],
		[
			'Korean beside ASCII',
			['', 'ISO 2022 IR 149'],
			[0x48, 0x3d, escape, 0x24, 0x29, 0x43, 0xfb, 0xf3, 0x5e, escape, 0x24, 0x29, 0x43, 0xc8, 0xab],
			'H=洪^홍'
		],
		['simplified Chinese', ['', 'ISO 2022 IR 58'], [escape, 0x24, 0x29, 0x41, 0xcd, 0xf5], '王'],
		['a Latin 1 extension', ['', 'ISO 2022 IR 100'], [escape, 0x2d, 0x41, 0xe9], 'é']
	])('reads %s', (_, terms, bytes, text) => {
		expect(decodeText(Uint8Array.from(bytes), terms, 'PN')).toBe(text);
	});

	it('ends a designation at the delimiters of a name', () => {
		const bytes = Uint8Array.of(escape, 0x24, 0x29, 0x43, 0xfb, 0xf3, 0x5e, 0x41);
		expect(decodeText(bytes, ['', 'ISO 2022 IR 149'], 'PN')).toBe('洪^A');
	});

	it('does not take the second byte of a kanji for a delimiter', () => {
		// 0x5c, a backslash in ASCII, is the second half of this character.
		const bytes = Uint8Array.of(escape, 0x24, 0x42, 0x30, 0x5c, escape, 0x28, 0x42);
		expect(decodeText(bytes, ['', 'ISO 2022 IR 87'], 'LO')).not.toContain('\\');
	});
});

describe('parsePersonName', () => {
	it('separates groups and components', () => {
		const name = parsePersonName('Yamada^Tarou^^Dr=山田^太郎=やまだ^たろう');
		expect(name.alphabetic).toEqual({
			family: 'Yamada',
			given: 'Tarou',
			middle: '',
			prefix: 'Dr',
			suffix: ''
		});
		expect([name.ideographic?.family, name.phonetic?.given]).toEqual(['山田', 'たろう']);
	});
});
