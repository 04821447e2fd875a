import { describe, expect, it } from 'vitest';
import { noticeKinds, type NoticeKind } from '#lib/core/notices/kinds.ts';
import { noticeText } from './notice-text.ts';

const kinds = Object.keys(noticeKinds) as NoticeKind[]; // keys of a literal

describe('a notice', () => {
	it.each(kinds)('of kind %s says its facts and nothing else', (kind) => {
		const wanted = noticeKinds[kind].facts;
		const facts = { n: 7, on: '2026-11-30', name: 'Marguerite Okonkwo' };
		const text = noticeText({ kind, facts }) ?? '';
		expect(text.length).toBeGreaterThan(10);
		expect(text.includes('7')).toBe((wanted as readonly string[]).includes('n'));
		expect(/30\sNov\s2026/.test(text)).toBe((wanted as readonly string[]).includes('on'));
		expect(text).not.toContain('Okonkwo');
	});

	it.each([
		['of a later release', { kind: 'something.else', facts: {} }],
		['without its count', { kind: 'review.overdue', facts: {} }],
		['with words for a count', { kind: 'review.overdue', facts: { n: 'Jane Roe' } }],
		['with words for a day', { kind: 'improvement.assigned', facts: { on: 'Jane Roe' } }],
		['named like what every object has', { kind: 'constructor', facts: {} }]
	])('%s says nothing', (_, notice) => expect(noticeText(notice)).toBeNull());
});
