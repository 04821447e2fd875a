import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingId, renderMarkdown } from './markdown.ts';

describe('rendering Markdown', () => {
	it('writes headings that can be linked to', () => {
		expect(renderMarkdown('## Reading a *funnel*')).toBe(
			'<h2 id="reading-a-funnel">Reading a <em>funnel</em></h2>\n'
		);
	});

	it.each([
		['a block', '<script>alert(1)</script>'],
		['inline', 'before <img src=x onerror=alert(1)> after'],
		['a comment', '<!-- <b> -->'],
		['a heading', '# <svg onload=alert(1)>'],
		['a table', '| <b>a</b> |\n|---|\n| <i>b</i> |']
	])('lets no raw HTML through in %s', (_, markdown) => {
		expect(renderMarkdown(markdown)).not.toMatch(/<(?:script|img|svg|b|i|!--)/);
	});

	it.each([
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		'data:text/html,x',
		'//elsewhere.example',
		'vbscript:x'
	])('makes no link to %s', (href) => {
		expect(renderMarkdown(`[here](${href})`)).toBe('<p>here</p>\n');
	});

	it('links to pages, anchors and the web', () => {
		expect(renderMarkdown('[a](/help/draw) [b](#c) [d](https://e.example/?f=1&g="2")')).toContain(
			'<a href="/help/draw">a</a> <a href="#c">b</a>'
		);
	});

	it('never emits a tag that Markdown does not have, whatever it reads', () => {
		const known =
			/^<\/?(?:p|h[1-6]|ul|ol|li|em|strong|del|code|pre|blockquote|hr|br|a|table|thead|tbody|tr|th|td|input)\b/;
		const bits = fc.constantFrom(
			'<',
			'>',
			'script',
			'b',
			'/',
			'[',
			']',
			'(',
			')',
			'"',
			'`',
			'\n',
			'# ',
			'- ',
			'&lt;',
			'x'
		);
		fc.assert(
			fc.property(fc.array(bits, { maxLength: 24 }), (parts) => {
				for (const [tag] of renderMarkdown(parts.join('')).matchAll(/<[^>]*>?/g)) expect(tag).toMatch(known);
			})
		);
	});
});

it('makes anchors of letters and digits of any language', () => {
	expect(headingId('Kappa &amp; AC1: was heißt das?')).toBe('kappa-ac1-was-heißt-das');
});
