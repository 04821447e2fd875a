import { describe, expect, it } from 'vitest';
import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import { withColourTransform } from './jpeg-colours.ts';
import { closePart, openPart } from './one-part.ts';
import { findTable, lookUp } from './value-table.ts';

const syntax = '1.2.840.10008.1.2.4.50';

describe('an answer of one part', () => {
	it.each([
		['plain bytes', [1, 2, 3, 4]],
		['a line end and a boundary within the pixels', [13, 10, 45, 45, 120, 45, 45, 13, 10, 9]],
		['nothing', []]
	])('gives its frame back: %s', (_name, bytes) => {
		const frame = Uint8Array.from(bytes);
		const part = openPart(closePart({ boundary: 'b1', syntax, frame }));
		expect(part).toMatchObject({ boundary: 'b1', syntax });
		expect([...(part?.frame ?? [])]).toEqual(bytes);
	});

	it.each(['', 'not found', '--b1\r\nContent-Type: x\r\n\r\nno end'])('is not seen in %j', (text) => {
		const bytes = new TextEncoder().encode(text);
		expect(openPart(bytes.slice().buffer)).toBeUndefined();
	});
});

describe('a JPEG of three components', () => {
	const soi = [0xff, 0xd8];
	const jfif = [0xff, 0xe0, 0, 7, 0x4a, 0x46, 0x49, 0x46, 0];
	const rest = [0xff, 0xdb, 0, 3, 1];

	it.each([
		['RGB', 0],
		['YBR_FULL_422', 1],
		['YBR_FULL', 1]
	])('that is %s says so', (photometric, transform) => {
		const told = withColourTransform(Uint8Array.from([...soi, ...jfif, ...rest]), photometric);
		expect(adobeTransform(told)).toBe(transform);
		expect([...told.subarray(-rest.length)]).toEqual(rest);
		expect(new TextDecoder('latin1').decode(told)).not.toContain('JFIF');
	});

	it('keeps what it says itself', () => {
		const told = withColourTransform(Uint8Array.from([...soi, ...rest]), 'YBR_FULL');
		expect(withColourTransform(told, 'RGB')).toBe(told);
	});
});

describe('a table of a header', () => {
	const header = (descriptor: number[], data: object) => ({
		'00283002': { vr: 'SS', Value: descriptor },
		'00283006': { vr: 'OW', ...data }
	});
	const inline = (bytes: number[]) => ({ InlineBinary: btoa(String.fromCharCode(...bytes)) });

	it.each([
		['numbers', header([3, -1, 16], { Value: [7, 300, 9] })],
		['words', header([3, -1, 16], inline([7, 0, 44, 1, 9, 0]))]
	])('is found as %s, and clamps', (_name, given) => {
		const table = findTable(given, false);
		if (!table) throw new Error('no table');
		expect([-50, -1, 0, 1, 50].map((value) => lookUp(table, value))).toEqual([7, 7, 300, 9, 9]);
	});

	it('is read as packed bytes where its entries have 8 bits', () => {
		const table = findTable(header([3, 0, 8], inline([7, 200, 9, 0])), false);
		expect(table && lookUp(table, 1)).toBe(200);
	});

	it.each([
		['shorter than it says', header([4, 0, 16], inline([7, 0, 1, 0]))],
		['without a descriptor', header([], inline([7, 0]))],
		['absent', {}]
	])('is not taken where it is %s', (_name, given) => {
		expect(findTable(given, false)).toBeUndefined();
	});
});
