/**
 * `npm run screenshots [names…]`: opens the main screens of the demo group at 1440×900 in light and dark and keeps their
 * pictures in test-results/screenshots; the dark workspace is the README's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startDemoPortal } from './bench/demo-portal.ts';
import { root } from './bench/measure.ts';
import { findChromium } from './support/chromium.ts';

type Shot = { name: string; role: string; path: string; prepare?: (page: Page) => Promise<void> };

/** Opens the next case of the queue, or the first case of a list that has images, and waits until they stand. */
async function openCase(page: Page): Promise<void> {
	const canvas = page.locator('.surface canvas').first();
	const next = page.getByRole('link', { name: /^(Open|Resume) the case/ });
	if ((await next.count()) > 0) await next.first().click();
	else {
		const links = await page
			.locator('main a.row-link')
			.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
		for (const href of links) {
			await page.goto(new URL(href ?? '', page.url()).href);
			await page.waitForLoadState('networkidle');
			if ((await canvas.count()) > 0) break;
		}
	}
	await canvas.waitFor();
	await page.waitForLoadState('networkidle');
}

/** As {@link openCase}, with the impression locked and the report open. */
async function openReport(page: Page): Promise<void> {
	await openCase(page);
	const lock = page.getByRole('button', { name: 'Lock impression' });
	if (await lock.isVisible()) {
		await page.getByLabel('What do you see?').fill('Crescentic hyperdensity over the left convexity.');
		await lock.click();
		await page.getByRole('button', { name: 'Open the report' }).click();
	}
	await page.getByRole('radio', { name: '2' }).check({ force: true });
	await page.waitForLoadState('networkidle');
}

const shots: readonly Shot[] = [
	{ name: 'home', role: 'director', path: '/' },
	{ name: 'home-coordinator', role: 'coordinator', path: '/' },
	{ name: 'home-auditor', role: 'auditor', path: '/' },
	{ name: 'queue', role: 'reviewer', path: '/reviews' },
	{ name: 'workspace', role: 'reviewer', path: '/reviews', prepare: openCase },
	{ name: 'workspace-report', role: 'reviewer', path: '/reviews', prepare: openReport },
	{ name: 'committee', role: 'committee', path: '/committee' },
	{ name: 'committee-case', role: 'committee', path: '/committee', prepare: openCase },
	{ name: 'feedback', role: 'radiologist', path: '/feedback' },
	{ name: 'feedback-case', role: 'radiologist', path: '/feedback', prepare: openCase },
	{ name: 'quality', role: 'director', path: '/quality' },
	{ name: 'turnaround', role: 'director', path: '/turnaround' },
	{ name: 'sampling', role: 'coordinator', path: '/sampling' },
	{ name: 'reads', role: 'coordinator', path: '/reads' },
	{ name: 'ingest', role: 'coordinator', path: '/ingest' },
	{ name: 'reports', role: 'auditor', path: '/reports' },
	{ name: 'audit', role: 'director', path: '/audit' },
	{ name: 'admin', role: 'administrator', path: '/admin' },
	{ name: 'help', role: 'reviewer', path: '/help' }
];

const wanted = process.argv.slice(2);
const folder = join(root, 'test-results', 'screenshots');
mkdirSync(folder, { recursive: true });
const { portal, password, stop } = await startDemoPortal();
const browser = await chromium.launch({
	executablePath: findChromium() ?? undefined,
	args: ['--no-sandbox']
});
try {
	for (const theme of ['light', 'dark'] as const) {
		for (const { name, role, path, prepare } of shots) {
			if (wanted.length > 0 && !wanted.includes(name)) continue;
			const context = await browser.newContext({
				viewport: { width: 1440, height: 900 },
				colorScheme: theme
			});
			const page = await context.newPage();
			await page.goto(`${portal.origin}/sign-in`);
			await page.getByLabel('Email').fill(`${role}@demo.overread.example`);
			await page.getByLabel('Password').fill(password);
			await page.getByRole('button', { name: 'Sign in' }).click();
			await page.waitForURL((url) => url.pathname !== '/sign-in');
			await page.goto(`${portal.origin}${path}`);
			await page.waitForLoadState('networkidle');
			await prepare?.(page);
			await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
			await context.close();
		}
	}
} finally {
	await browser.close();
	await stop();
}
