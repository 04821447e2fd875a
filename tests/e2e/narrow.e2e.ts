import type { Page } from '@playwright/test';
import type { Role } from '#lib/core/permissions.ts';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect, type Portal } from './portal.ts';

const width = 390;

const test = makeDemoTest();

/** What reaches past the right edge and moves the page: the innermost of it, by class and words. */
async function overhang(page: Page): Promise<string | null> {
	return page.evaluate((most) => {
		const all = document.documentElement.scrollWidth;
		if (all <= most) return null;
		const past = [...document.querySelectorAll('main *')].filter(
			(one) => one.getBoundingClientRect().right > most + 1
		);
		const inner = past.filter((one) => !past.some((other) => other !== one && one.contains(other)));
		const named = inner
			.slice(0, 3)
			.map((one) => `${one.tagName}.${one.className} "${one.textContent?.trim().slice(0, 30)}"`);
		return `${all} px: ${named.join('; ')}`;
	}, width);
}

/** One page of each kind: what stands for an id in the address does not make another page. */
const kindOf = (path: string): string =>
	path
		.split(/[?#]/)[0]
		?.replace(/\/[0-9a-f-]{20,}/g, '/*')
		.replace(/^\/help\/.*/, '/help/*') ?? path;

/** Opens one page of each kind that can be reached by links; gives those that are too wide. */
async function walk(page: Page, portal: Portal): Promise<{ opened: number; wide: string[] }> {
	const waiting = ['/'];
	const known = new Set(['/']);
	const wide: string[] = [];
	let opened = 0;
	for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
		const answer = await page.goto(`${portal.origin}${path}`);
		if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
		opened += 1;
		const fault = await overhang(page);
		if (fault) wide.push(`${path}: ${fault}`);
		const links = await page
			.locator('a[href^="/"]:not([download])')
			.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
		for (const link of links) {
			if (known.has(kindOf(link)) || /\.(csv|pdf|zip|json)\b|\/export/.test(link)) continue;
			known.add(kindOf(link));
			waiting.push(link);
		}
	}
	return { opened, wide };
}

test.use({ viewport: { width, height: 844 } });

const roles: readonly Role[] = [
	'radiologist',
	'reviewer',
	'committee',
	'chair',
	'director',
	'coordinator',
	'auditor',
	'administrator'
];

for (const role of roles) {
	test(`${role}: on a narrow screen no page moves sideways`, async ({ page, portal }) => {
		test.slow();
		await signInAs(page, portal, role);
		const { opened, wide } = await walk(page, portal);
		expect(opened).toBeGreaterThan(5);
		expect(wide).toEqual([]);
	});
}
