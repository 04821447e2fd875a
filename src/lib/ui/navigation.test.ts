import { describe, expect, it } from 'vitest';
import { isCurrent, navigation, navigationFor, withFresh } from './navigation.ts';

describe('navigation', () => {
	it('shows a reviewer the queue and nothing that directs or administers', () => {
		expect(navigationFor(['reviewer']).map((item) => item.href)).toEqual([
			'/',
			'/reviews',
			'/learning',
			'/notices',
			'/help',
			'/account'
		]);
	});

	it('adds up the places of several roles without repeating one', () => {
		const hrefs = navigationFor(['reviewer', 'radiologist']).map((item) => item.href);
		expect(hrefs).toEqual([
			'/',
			'/reviews',
			'/feedback',
			'/me',
			'/me/credentials',
			'/requests',
			'/learning',
			'/notices',
			'/help',
			'/account'
		]);
	});

	it('shows what is new in one place, and nothing where nothing is', () => {
		const items = navigationFor(['reviewer']);
		const shown = withFresh(items, '/notices', { short: '3', spoken: '3 new notices' });
		expect(shown.filter(({ fresh }) => fresh).map(({ href }) => href)).toEqual(['/notices']);
		expect(withFresh(items, '/notices', null)).toEqual(items);
	});

	it('never tells the page which permission an item needs', () => {
		expect(Object.keys(navigationFor(['director'])[0] ?? {})).not.toContain('permission');
	});

	it('gives no two places the same key or address', () => {
		const keys = navigation.flatMap((item) => ('key' in item ? [item.key] : []));
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(navigation.map((item) => item.href)).size).toBe(navigation.length);
	});

	it.each([
		['/', '/', true],
		['/', '/reviews', false],
		['/reviews', '/reviews/7', true],
		['/reads', '/readsomething', false],
		['/me', '/me/credentials', false],
		['/me', '/me/portfolio', false],
		['/me/credentials', '/me/portfolio', true],
		['/me/credentials', '/me/portfolio/file', true],
		['/me/credentials', '/me/portfolios', false]
	])('says of %s at %s: %s', (href, pathname, expected) => {
		expect(isCurrent(href, pathname)).toBe(expected);
	});
});
