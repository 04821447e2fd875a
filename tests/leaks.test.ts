import { describe, expect, it } from 'vitest';
import { makeLeakFinder } from './support/leaks.ts';
import { aDay, anId, anInstant, aPerson, aText } from './support/secrets.ts';

const signedAt = Date.UTC(2026, 10, 13, 14, 20, 47, 123);
const findLeaks = makeLeakFinder([
	aPerson('reader', 'Vanterpool', 'Brânzănescu'),
	aDay('birth', '1961-03-07'),
	anInstant('signing', signedAt),
	anId('read', '019aa000-1234-7abc-8def-0123456789ab'),
	aText('study', '1.2.826.0.1.3680043.10.888.5.1')
]);

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const base64 = (text: string) => utf8(Buffer.from(text, 'utf8').toString('base64'));
/** In the midst of bytes that say nothing. */
const amid = (bytes: Uint8Array) =>
	Buffer.concat([Buffer.from([0, 255, 3]), bytes, Buffer.from([7, 0, 1, 200, 65])]);
const secretsIn = (bytes: Uint8Array) => [...new Set(findLeaks(bytes).map(({ secret }) => secret))];

describe('the search for secrets', () => {
	it.each<[string, Uint8Array, string]>([
		['as it is', utf8('Vanterpool'), 'reader'],
		['in capitals', utf8('VANTERPOOL'), 'reader'],
		['as family and given name', utf8('Doe, Vanterpool'), 'reader'],
		['as a DICOM name', utf8('Vanterpool^Ignatius^^Dr'), 'reader'],
		['within a word', utf8('xvanterpoolx'), 'reader'],
		['with accents', utf8('Brânzănescu'), 'reader'],
		['with accents, in capitals', utf8('BRÂNZĂNESCU'), 'reader'],
		['with accents apart', utf8('Brânzănescu'.normalize('NFD')), 'reader'],
		['without its accents', utf8('Branzanescu'), 'reader'],
		['in UTF-16LE', Buffer.from('VanterPool', 'utf16le'), 'reader'],
		['in UTF-16BE', Buffer.from('Vanterpool', 'utf16le').swap16(), 'reader'],
		['in hexadecimal', utf8(utf8('Vanterpool').toString('hex').toUpperCase()), 'reader'],
		['with decimal entities', utf8('V&#97;nterpool'), 'reader'],
		['with hexadecimal entities', utf8('&#x56;anterp&#x6F;ol'), 'reader'],
		['with accents as entities', utf8('Br&#226;nz&#x103;nescu'), 'reader'],
		['with percent escapes', utf8('Vanter%70ool'), 'reader'],
		['with percent escapes throughout', utf8(encodeURIComponent('Brânzănescu')), 'reader'],
		['with percent escapes twice', utf8(encodeURIComponent(encodeURIComponent('Brânzănescu'))), 'reader'],
		['with JSON escapes', utf8('Br\\u00e2nz\\u0103nescu'), 'reader'],
		['with script escapes', utf8('\\x56anterpool'), 'reader'],
		['with entities around JSON escapes', utf8('Br&#92;u00e2nz&#92;u0103nescu'), 'reader'],
		['in base64', base64('Vanterpool'), 'reader'],
		['in base64 behind one byte', base64('.Vanterpool'), 'reader'],
		['in base64 behind two bytes', base64('..Vanterpool..'), 'reader'],
		['in base64, in capitals', base64('{"reader":"VANTERPOOL"}'), 'reader'],
		['in base64 in a percent-escaped link', utf8('data%3A' + base64('Vanterpool').toString()), 'reader'],
		['as an ISO day', utf8('1961-03-07'), 'birth'],
		['as a DICOM day', utf8('19610307'), 'birth'],
		['as an American day', utf8('03/07/1961'), 'birth'],
		['as an American day without zeros', utf8('3/7/1961'), 'birth'],
		['as an American day in JSON', utf8('03\\/07\\/1961'), 'birth'],
		['as a European day', utf8('07.03.1961'), 'birth'],
		['as a spoken day', utf8('March 7, 1961'), 'birth'],
		['as a short spoken day', utf8('07-MAR-1961'), 'birth'],
		['as milliseconds', utf8(String(signedAt)), 'signing'],
		['as seconds', utf8(String(Math.floor(signedAt / 1000))), 'signing'],
		['as an ISO instant', utf8('2026-11-13T14:20:47.123Z'), 'signing'],
		['as an HL7 time', utf8('20261113142047'), 'signing'],
		['as a UUID', utf8('019AA000-1234-7ABC-8DEF-0123456789AB'), 'read'],
		['as a UUID without hyphens', utf8('019aa00012347abc8def0123456789ab'), 'read'],
		['as a UUID in bytes', Buffer.from('019aa00012347abc8def0123456789ab', 'hex'), 'read'],
		['as a UID made of a UUID', utf8(`2.25.${BigInt('0x019aa00012347abc8def0123456789ab')}`), 'read'],
		['as the root of a UID', utf8('1.2.826.0.1.3680043.10.888.5.1.2.16'), 'study']
	])('finds one %s', (_form, bytes, secret) => {
		expect(secretsIn(amid(bytes))).toContain(secret);
	});

	it('finds one at the very beginning and at the very end', () => {
		expect(secretsIn(utf8('Vanterpool 1961-03-07'))).toEqual(['reader', 'birth']);
	});

	it.each([
		['nothing', ''],
		['three bytes', 'abc'],
		['half a name', 'Vanterpo'],
		['another day', '1961-03-08 19610370'],
		['another UID', '1.2.826.0.1.3680043.10.888.6.1'],
		['broken escapes', '%zz &#; &#99999999; \\u12 \\ &bogus;']
	])('finds nothing in %s', (_what, text) => {
		expect(findLeaks(utf8(text))).toEqual([]);
	});

	it('says whose secret it is, in which form, and where', () => {
		expect(findLeaks(utf8('read by Vanterpool'))).toEqual([
			{ secret: 'reader', form: 'UTF-8', around: 'read by Vanterpool' }
		]);
	});

	it('refuses a secret that would be found by chance', () => {
		expect(() => makeLeakFinder([aText('code', 'R07')])).toThrow('too short');
	});
});
