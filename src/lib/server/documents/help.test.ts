import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHelpPage, parseHelpPages, searchHelp } from './help.ts';
import { renderMarkdown } from './markdown.ts';

const page = (title: string, order: number, body: string) =>
	`---\ntitle: ${title}\nsummary: About ${title}\norder: ${order}\n---\n\n${body}\n`;
const pages = parseHelpPages({
	'/src/help/two.md': page('Two', 20, 'The lottery'),
	'/src/help/one.md': page('Lottery', 10, 'A draw')
});

describe('help pages', () => {
	it('stand in their order under the name of their file', () => {
		expect(pages.map(({ slug, title, order }) => [slug, title, order])).toEqual([
			['one', 'Lottery', 10],
			['two', 'Two', 20]
		]);
	});

	it('must say what they are', () => {
		expect(() => parseHelpPage('/src/help/x.md', '# No head')).toThrow('/src/help/x.md');
		expect(() => parseHelpPage('/src/help/x.md', '---\ntitle: X\nsummary: Y\n---\n')).toThrow('order');
	});

	it.each([
		['lottery', ['one', 'two']],
		['LOTTERY two', ['two']],
		['nothing', []],
		['', ['one', 'two']]
	])('are found by %j', (query, slugs) => {
		expect(searchHelp(pages, query).map((found) => found.slug)).toEqual(slugs);
	});
});

describe('the pages that are shipped', () => {
	const folder = new URL('../../../help/', import.meta.url);
	const files = Object.fromEntries(
		readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])
	);
	const shipped = parseHelpPages(files);
	const anchors = (text: string) => [...renderMarkdown(text).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

	it('have each their own place and title', () => {
		expect(new Set(shipped.map((each) => each.order)).size).toBe(shipped.length);
		expect(new Set(shipped.map((each) => each.title)).size).toBe(shipped.length);
	});

	it('link only to pages and headings that exist', () => {
		for (const { slug, markdown } of shipped) {
			for (const [, target = '', anchor = ''] of markdown.matchAll(/\]\(\/help\/([\w-]+)(?:#([\w-]+))?\)/g)) {
				const goal = shipped.find((each) => each.slug === target);
				expect(goal, `${slug} links to /help/${target}`).toBeDefined();
				if (anchor)
					expect(anchors(goal?.markdown ?? ''), `${slug} links to ${target}#${anchor}`).toContain(anchor);
			}
		}
	});

	it('show every row of a table in it', () => {
		for (const { slug, markdown } of shipped) {
			expect(renderMarkdown(markdown), slug).not.toMatch(/<p>\s*\|/);
		}
	});

	it('leave the first heading to the page around them', () => {
		for (const { slug, markdown } of shipped) expect(markdown, slug).not.toMatch(/^# /m);
	});
});
