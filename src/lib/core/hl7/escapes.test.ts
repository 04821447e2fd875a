import { describe, expect, it } from 'vitest';
import { standardDelimiters } from './delimiters.ts';
import { escapeText, unescapeText } from './escapes.ts';

describe('escape sequences', () => {
	it.each([
		['Smith\\F\\Jones', 'Smith|Jones'],
		['a\\S\\b\\T\\c\\R\\d\\E\\e', 'a^b&c~d\\e'],
		['one\\.br\\two', 'one\ntwo'],
		['one\\.sp2\\two', 'one\n\ntwo'],
		['\\.in+4\\text\\.fi\\', 'text'],
		['\\H\\HIGH\\N\\ value', 'HIGH value'],
		['ends \\X21\\', 'ends !'],
		['line\\X0D0A\\break', 'line\nbreak'],
		['caf\\XC3A9\\', 'café'],
		['caf\\XE9\\', 'café'],
		['with \\Z99\\ inside', 'with \\Z99\\ inside'],
		['C:\\temp\\new', 'C:\\temp\\new'],
		['lonely \\ here', 'lonely \\ here'],
		['\\C2842\\text\\M824041\\', 'text'],
		['\\Zlocal\\F\\', '\\Zlocal|']
	])('%s', (written, plain) => {
		expect(unescapeText(written, standardDelimiters)).toBe(plain);
	});

	it('the truncation character needs to be declared', () => {
		expect(unescapeText('a\\P\\b', standardDelimiters)).toBe('a\\P\\b');
		expect(unescapeText('a\\P\\b', { ...standardDelimiters, truncation: '#' })).toBe('a#b');
	});

	it('writing and reading agree', () => {
		const text = 'a|b^c~d\\e&f\n\\F\\ \\.br\\';
		expect(unescapeText(escapeText(text, standardDelimiters), standardDelimiters)).toBe(text);
		expect(escapeText(text, standardDelimiters)).not.toMatch(/[|^~&\n]/);
	});
});
