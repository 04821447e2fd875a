import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankComments } from './blank-comments.ts';
import { latin } from './test-objects.ts';
import { concatBytes } from './write.ts';

function segment(marker: number, body: string): Uint8Array {
	return concatBytes([Uint8Array.of(0xff, marker, 0, body.length + 2), latin(body)]);
}

function text(bytes: Uint8Array): string {
	return String.fromCharCode(...bytes);
}

const soi = Uint8Array.of(0xff, 0xd8);
const eoi = Uint8Array.of(0xff, 0xd9);
const scan = concatBytes([segment(0xda, 'scan'), latin('ab\xff\x00c\xff\xd0d')]);

describe('blankComments', () => {
	it.each<[string, Uint8Array[]]>([
		['a comment', [soi, segment(0xfe, 'NAME'), scan, eoi]],
		['Exif', [soi, segment(0xe1, 'Exif NAME'), scan, eoi]],
		['a JFIF thumbnail', [soi, segment(0xe0, 'JFIF\0......NAME'), scan, eoi]],
		['a comment between scans', [soi, scan, segment(0xfe, 'NAME'), scan, eoi]],
		['bytes behind the end', [soi, scan, eoi, latin('NAME')]]
	])('blanks %s of a JPEG and keeps the scans and the length', (_, parts) => {
		const frame = concatBytes(parts);
		const blanked = blankComments(frame);
		expect(text(frame)).toContain('NAME');
		expect(text(blanked)).not.toContain('NAME');
		expect(text(blanked)).toContain(text(scan));
		expect(blanked.length).toBe(frame.length);
	});

	it('keeps what decoders act upon', () => {
		const frame = concatBytes([
			soi,
			segment(0xee, 'Adobe\0d\0\0\0\0\x01'),
			segment(0xe8, 'mrfx\x01'),
			scan,
			eoi
		]);
		expect(blankComments(frame)).toEqual(frame);
	});

	it('blanks comments of the main and the tile header of JPEG 2000', () => {
		const comment = concatBytes([Uint8Array.of(0xff, 0x64, 0, 8, 0, 1), latin('NAME')]);
		const tileLength = 12 + comment.length + 2 + 3;
		const tile = Uint8Array.of(0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, tileLength, 0, 1);
		const data = Uint8Array.of(0xff, 0x93, 1, 2, 3);
		const frame = concatBytes([Uint8Array.of(0xff, 0x4f), comment, tile, comment, data, eoi, latin('NAME')]);
		const blanked = blankComments(frame);
		expect(text(blanked)).not.toContain('NAME');
		expect(text(blanked)).toContain(text(concatBytes([data, eoi])));
		expect(blanked.length).toBe(frame.length);
	});

	it('blanks the metadata boxes of a wrapped codestream', () => {
		const box = (type: string, body: string) =>
			concatBytes([Uint8Array.of(0, 0, 0, body.length + 8), latin(type + body)]);
		const frame = concatBytes([
			box('jP  ', '\r\n\x87\n'),
			box('xml ', '<p>NAME</p>'),
			box('jp2c', '\xff\x4f\xff\xd9')
		]);
		expect(text(blankComments(frame))).not.toContain('NAME');
		expect(text(blankComments(frame))).toContain('\xff\x4f\xff\xd9');
	});

	const box = (type: string, body: string) =>
		concatBytes([Uint8Array.of(0, 0, 0, body.length + 8), latin(type + body)]);
	const longBox = (type: string, body: string) =>
		concatBytes([
			Uint8Array.of(0, 0, 0, 1),
			latin(type),
			Uint8Array.of(0, 0, 0, 0, 0, 0, 0, body.length + 16),
			latin(body)
		]);
	const jxl = concatBytes([box('JXL ', '\r\n\x87\n'), box('ftyp', 'jxl \0\0\0\0jxl ')]);
	const pixels = '\xff\x0apixels';

	it.each<[string, Uint8Array[]]>([
		['XML', [jxl, box('xml ', '<p>NAME</p>'), box('jxlc', pixels)]],
		['a compressed box', [jxl, box('brob', 'Exif NAME'), box('jxlc', pixels)]],
		['what a JPEG carried', [jxl, box('jbrd', 'NAME'), box('jxlp', pixels)]],
		['a box behind the pixels', [jxl, box('jxlc', pixels), box('Exif', 'NAME')]],
		['a box whose length is of eight bytes', [jxl, longBox('xml ', 'NAME'), box('jxlc', pixels)]],
		['a box behind such a one', [jxl, longBox('jxlc', pixels), box('xml ', 'NAME')]],
		[
			'what lies behind a box that has no length',
			[jxl, box('jxlc', pixels), latin('\0\0\0\x02xml '), latin('NAME')]
		],
		[
			'a brand too many',
			[box('JXL ', '\r\n\x87\n'), box('ftyp', 'jxl \0\0\0\0jxl NAME'), box('jxlc', pixels)]
		]
	])('blanks %s of a JPEG XL and keeps its codestream', (_, parts) => {
		const frame = concatBytes(parts);
		const blanked = blankComments(frame);
		expect(text(frame)).toContain('NAME');
		expect(text(blanked)).not.toContain('NAME');
		expect(text(blanked)).toContain(pixels);
		expect(text(blanked)).toContain('ftypjxl \0\0\0\0jxl ');
		expect(blanked.length).toBe(frame.length);
	});

	it.each<[string, Uint8Array[]]>([
		['behind a box whose length is of eight bytes', [longBox('uuid', 'NAME'), box('xml ', 'NAME')]],
		['in a second codestream', [box('jp2c', '\xff\x4fNAME')]]
	])('blanks text of a JP2 %s', (_, parts) => {
		const codestream = longBox('jp2c', '\xff\x4f\xff\x64\0\x08\0\x01NAME');
		const frame = concatBytes([box('jP  ', '\r\n\x87\n'), codestream, ...parts]);
		expect(text(blankComments(frame))).toContain('\xff\x4f\xff\x64\0\x08\0\x01');
		expect(text(blankComments(frame))).not.toContain('NAME');
	});

	it('never throws, never changes the length, and has nothing left to do the second time', () => {
		const starts = fc.constantFrom(
			'',
			'\xff\xd8',
			'\xff\x4f',
			'\0\0\0\x0cjP  \r\n\x87\n',
			'\0\0\0\x0cJXL \r\n\x87\n'
		);
		fc.assert(
			fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, tail) => {
				const once = blankComments(concatBytes([latin(start), tail]));
				expect(once.length).toBe(start.length + tail.length);
				expect(blankComments(once).length).toBe(once.length);
			})
		);
	});
});
