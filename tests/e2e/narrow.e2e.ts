import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { buildApp } from '#lib/runtime/app.ts';
import { demoEmail } from '#lib/runtime/demo/accounts.ts';
import { seedDemo } from '#lib/runtime/demo/seed-demo.ts';
import { readConfig } from '#lib/server/config.ts';
import { smallDemo, writeFewStudies } from '../support/small-demo.ts';
import { expect, signIn, startPortal, type Portal } from './portal.ts';

const password = 'five quiet lanterns';
const width = 390;

/** A portal with a small demo group: every screen has something on it. */
const test = base.extend<object, { portal: Portal }>({
	portal: [
		// Playwright asks for this first argument to be a pattern.
		async ({}, use) => {
			const dataFolder = mkdtempSync(join(tmpdir(), 'overread-narrow-'));
			const cutAt = Math.floor(Date.now() / DAY_MS) * DAY_MS;
			const app = await buildApp(readConfig({ OVERREAD_DATA: dataFolder, OVERREAD_LOG: 'silent' }), {
				clock: { now: () => cutAt }
			});
			await seedDemo(app, {
				...smallDemo,
				cutAt,
				password,
				scratchFolder: join(dataFolder, 'scratch'),
				writeStudies: writeFewStudies
			});
			await app.db.close();
			const { portal, stop } = await startPortal(dataFolder);
			await use(portal);
			await stop();
			rmSync(dataFolder, { recursive: true, force: true });
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

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
		await signIn(page, portal, demoEmail(role), password);
		const { opened, wide } = await walk(page, portal);
		expect(opened).toBeGreaterThan(5);
		expect(wide).toEqual([]);
	});
}
