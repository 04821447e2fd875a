import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
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

/** A portal with a small demo group: every screen has something on it. */
const test = base.extend<object, { portal: Portal }>({
	portal: [
		// Playwright asks for this first argument to be a pattern.
		async ({}, use) => {
			const dataFolder = mkdtempSync(join(tmpdir(), 'overread-axe-'));
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

const themes = ['light', 'dark', 'reading'] as const;

const pages: readonly { role: Role; paths: readonly string[]; open?: boolean }[] = [
	{ role: 'radiologist', paths: ['/', '/feedback', '/account', '/help', '/help/scoring'], open: true },
	{ role: 'reviewer', paths: ['/reviews'], open: true },
	{ role: 'committee', paths: ['/committee'], open: true },
	{
		role: 'director',
		paths: [
			'/',
			'/quality',
			'/turnaround',
			'/reports',
			'/reports/register',
			'/audit',
			'/sampling/policy',
			'/admin'
		]
	},
	{ role: 'coordinator', paths: ['/', '/sampling', '/reads', '/ingest'] },
	{ role: 'auditor', paths: ['/', '/reports', '/sampling', '/verify'] },
	{
		role: 'administrator',
		paths: [
			'/',
			'/admin/users',
			'/admin/users/new',
			'/admin/radiologists',
			'/admin/facilities',
			'/admin/policies'
		]
	}
];

async function faults(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	const path = new URL(page.url()).pathname;
	return violations.map(
		({ id, nodes }) => `${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`
	);
}

async function setTheme(page: Page, portal: Portal, theme: string): Promise<void> {
	await page.context().addCookies([{ name: 'theme', value: theme, url: portal.origin }]);
}

test('nobody signed in: sign-in and verify have no violation in any theme', async ({ page, portal }) => {
	const found: string[] = [];
	for (const theme of themes) {
		await setTheme(page, portal, theme);
		for (const path of ['/sign-in', '/verify']) {
			await page.goto(`${portal.origin}${path}`);
			found.push(...(await faults(page)));
		}
	}
	expect(found).toEqual([]);
});

for (const { role, paths, open } of pages) {
	test(`${role}: no page has a violation in any theme`, async ({ page, portal }) => {
		test.setTimeout(180_000);
		await signIn(page, portal, demoEmail(role), password);
		const found: string[] = [];
		for (const theme of themes) {
			await setTheme(page, portal, theme);
			for (const path of paths) {
				await page.goto(`${portal.origin}${path}`);
				await page.waitForLoadState('networkidle');
				found.push(...(await faults(page)));
			}
		}
		if (open) {
			const list = role === 'radiologist' ? '/feedback' : (paths[0] ?? '/');
			await page.goto(`${portal.origin}${list}`);
			const link = page
				.getByRole('link', { name: /^(Open|Resume) the case/ })
				.or(page.locator('main a.row-link'))
				.first();
			await link.click();
			await page.waitForURL(/[0-9a-f-]{36}/);
			await page.waitForLoadState('networkidle');
			found.push(...(await faults(page)));
		}
		expect(found).toEqual([]);
	});
}
