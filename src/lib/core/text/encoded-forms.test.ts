import { describe, expect, it } from 'vitest';
import { encodedForms, formsIn } from './encoded-forms.ts';

const forms = encodedForms('Brânză^Ana');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const formOf = (bytes: Uint8Array): string[] => [
	...new Set(formsIn(`..${latin1(bytes)}..`, forms).map(({ form }) => form))
];

describe('encodedForms', () => {
	it.each<[string, Uint8Array, string]>([
		['UTF-8', Buffer.from('Brânză^Ana'), 'UTF-8'],
		['UTF-8 in capitals', Buffer.from('BRÂNZĂ^ANA'), 'UTF-8'],
		['accents apart', Buffer.from('Brânză^Ana'.normalize('NFD')), 'UTF-8'],
		['no accents', Buffer.from('branza^ana'), 'Latin-1'],
		['UTF-16LE', Buffer.from('Brânză^Ana', 'utf16le'), 'UTF-16LE'],
		['UTF-16BE', Buffer.from('Brânză^Ana', 'utf16le').swap16(), 'UTF-16BE'],
		['percent escapes', Buffer.from(encodeURIComponent('Brânză^Ana')), 'percent-encoded'],
		['hexadecimal', Buffer.from(Buffer.from('Brânză^Ana').toString('hex')), 'hexadecimal'],
		['base64', Buffer.from(Buffer.from('Brânză^Ana').toString('base64')), 'base64'],
		['base64 behind one byte', Buffer.from(Buffer.from('.Brânză^Ana').toString('base64')), 'base64'],
		['base64 behind two bytes', Buffer.from(Buffer.from('..Brânză^Ana').toString('base64')), 'base64']
	])('finds %s', (_, bytes, form) => {
		expect(formOf(bytes)).toContain(form);
	});

	it('finds nothing in another name', () => {
		expect(formOf(Buffer.from('Brânzo^Ana'))).toEqual([]);
	});

	it('finds Latin-1', () => {
		expect(formsIn('\xe9t\xc9', encodedForms('été')).map(({ form }) => form)).toContain('Latin-1');
	});
});
