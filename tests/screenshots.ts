/**
 * `npm run screenshots [names…]`: opens the screens of the demo group at 1440×900 in light and dark and keeps their
 * pictures in test-results/screenshots; the dark workspace is the README's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startDemoPortal } from './bench/demo-portal.ts';
import { root } from './bench/measure.ts';
import { findChromium } from './support/chromium.ts';

type Shot = { name: string; role: string; path: string; prepare?: (page: Page) => Promise<void> };

/** Waits until there is more to see than that images are on their way. */
async function imagesShown(page: Page): Promise<void> {
	await page.locator('.surface canvas').first().waitFor();
	await page.getByText('Loading images').waitFor({ state: 'hidden' });
	await page.waitForLoadState('networkidle');
}

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
	await imagesShown(page);
}

/** Opens the first of a list. */
async function openFirst(page: Page): Promise<void> {
	const list = page.url();
	await page.locator('main a.row-link').first().click();
	await page.waitForURL((url) => url.href !== list);
	await page.waitForLoadState('networkidle');
}

/** Opens the presenter's view of the first meeting of the list. */
async function present(page: Page): Promise<void> {
	await openFirst(page);
	await page.getByRole('link', { name: 'Presenter view' }).click();
	await page.waitForURL(/\/present$/);
	await imagesShown(page);
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
	{ name: 'committee-minutes', role: 'committee', path: '/committee/minutes' },
	{ name: 'notices', role: 'radiologist', path: '/notices' },
	{ name: 'requests', role: 'radiologist', path: '/requests' },
	{ name: 'learning', role: 'radiologist', path: '/learning' },
	{ name: 'learning-new', role: 'radiologist', path: '/learning/new' },
	{ name: 'learning-points', role: 'radiologist', path: '/learning/points' },
	{ name: 'learning-actions', role: 'coordinator', path: '/learning/actions' },
	{ name: 'learning-case', role: 'coordinator', path: '/learning/cases', prepare: openFirst },
	{ name: 'meeting', role: 'coordinator', path: '/learning/conferences', prepare: openFirst },
	{ name: 'meeting-present', role: 'coordinator', path: '/learning/conferences', prepare: present },
	{ name: 'learning-year', role: 'director', path: `/learning/year/${new Date().getUTCFullYear()}` },
	{ name: 'corrections', role: 'coordinator', path: '/corrections' },
	{ name: 'correction', role: 'coordinator', path: '/corrections', prepare: openFirst },
	{ name: 'site-notes', role: 'coordinator', path: '/site-notes' },
	{ name: 'site-note', role: 'coordinator', path: '/site-notes', prepare: openFirst },
	{ name: 'pixels', role: 'coordinator', path: '/pixels' },
	{ name: 'pixel-check', role: 'coordinator', path: '/pixels', prepare: openCase },
	{ name: 'referrals', role: 'coordinator', path: '/referrals' },
	{ name: 'referral', role: 'coordinator', path: '/referrals', prepare: openFirst },
	{ name: 'referral-new', role: 'coordinator', path: '/referrals/new' },
	{ name: 'pairs', role: 'coordinator', path: '/referrals/pairs' },
	{ name: 'ai-results', role: 'coordinator', path: '/referrals/ai' },
	{ name: 'focused', role: 'director', path: '/referrals/focused', prepare: openFirst },
	{ name: 'calibration', role: 'director', path: '/calibration' },
	{ name: 'calibration-new', role: 'director', path: '/calibration/new' },
	{ name: 'policy-taxonomy', role: 'director', path: '/admin/policies/taxonomy' },
	{ name: 'system', role: 'administrator', path: '/admin/system' },
	{ name: 'account', role: 'radiologist', path: '/account' },
	{ name: 'feedback', role: 'radiologist', path: '/feedback' },
	{ name: 'feedback-case', role: 'radiologist', path: '/feedback', prepare: openCase },
	{ name: 'quality', role: 'director', path: '/quality' },
	{ name: 'quality-cases', role: 'director', path: '/quality/cases?outcome=any' },
	{ name: 'quality-signals', role: 'director', path: '/quality/signals' },
	{ name: 'quality-trend', role: 'director', path: '/quality/trend' },
	{ name: 'my-quality', role: 'radiologist', path: '/me' },
	{ name: 'turnaround', role: 'director', path: '/turnaround' },
	{ name: 'turnaround-late', role: 'coordinator', path: '/turnaround/reads?show=late' },
	{ name: 'turnaround-critical', role: 'coordinator', path: '/turnaround/critical', prepare: openFirst },
	{ name: 'policy-turnaround', role: 'director', path: '/admin/policies/turnaround' },
	{ name: 'sampling', role: 'coordinator', path: '/sampling' },
	{ name: 'reads', role: 'coordinator', path: '/reads' },
	{ name: 'ingest', role: 'coordinator', path: '/ingest' },
	{ name: 'reports', role: 'auditor', path: '/reports' },
	{ name: 'report', role: 'auditor', path: '/reports/peer-review-summary' },
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
