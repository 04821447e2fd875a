import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Role } from '#lib/core/permissions.ts';
import { writeCtStudy } from '../support/study-files.ts';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect, startPortal } from './portal.ts';

const test = makeDemoTest();

const themes = ['light', 'dark', 'reading'] as const;

type Visit = {
	role: Role;
	paths: readonly string[];
	/** Lists whose first row, or next case, is opened and looked at as well. */
	lists?: readonly string[];
};

const visits: readonly Visit[] = [
	{
		role: 'radiologist',
		paths: [
			'/',
			'/me',
			'/account',
			'/notices',
			'/help',
			'/learning',
			'/learning/new',
			'/learning/points',
			'/learning/actions',
			'/learning/year/2026'
		],
		lists: ['/feedback', '/requests']
	},
	{ role: 'reviewer', paths: ['/'], lists: ['/reviews'] },
	{ role: 'committee', paths: ['/', '/committee/minutes'], lists: ['/committee'] },
	{ role: 'chair', paths: ['/'], lists: ['/committee'] },
	{
		role: 'director',
		paths: [
			'/',
			'/quality',
			'/quality/cases?outcome=any',
			'/quality/signals',
			'/quality/trend',
			'/turnaround',
			'/turnaround?compare=before&clock=telerad&facility=nowhere',
			'/turnaround/reads?show=late',
			'/turnaround/critical',
			'/reports',
			'/reports/register',
			'/audit',
			'/sampling/policy',
			'/admin',
			'/admin/policies',
			'/admin/policies/review',
			'/admin/policies/turnaround',
			'/admin/policies/learning',
			'/admin/policies/suppression',
			'/admin/policies/committee',
			'/admin/policies/correction',
			'/admin/policies/pixels',
			'/admin/policies/taxonomy',
			'/calibration',
			'/calibration/new',
			'/referrals/focused/new'
		],
		lists: ['/referrals/focused', '/quality']
	},
	{
		role: 'coordinator',
		paths: [
			'/',
			'/notices',
			'/learning',
			'/learning/actions',
			'/learning/conferences/new',
			'/referrals/new',
			'/referrals/pairs',
			'/referrals/ai'
		],
		lists: [
			'/sampling',
			'/reads',
			'/ingest',
			'/pixels',
			'/corrections',
			'/site-notes',
			'/referrals',
			'/learning/cases',
			'/learning/conferences',
			'/turnaround/critical'
		]
	},
	{ role: 'auditor', paths: ['/', '/reports', '/audit', '/quality', '/nowhere'], lists: ['/sampling'] },
	{
		role: 'administrator',
		paths: ['/', '/admin/system', '/admin/users/new', '/admin/radiologists/new', '/admin/facilities/new'],
		lists: ['/admin/users', '/admin/radiologists', '/admin/facilities']
	}
];

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** All faults of the page as it stands, and of its contrast in the other themes: structure does not depend on them. */
async function faults(page: Page): Promise<string[]> {
	const found: string[] = [];
	const path = new URL(page.url()).pathname;
	await page.waitForLoadState('networkidle');
	for (const theme of themes) {
		await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
		// One document on one origin: no second page is needed to gather frames, nor a list of all that is right.
		const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
		const { violations } = await (
			theme === 'light' ? axe.withTags(tags) : axe.withRules(['color-contrast'])
		).analyze();
		for (const { id, nodes } of violations) {
			found.push(`${path} (${theme}): ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`);
		}
	}
	return found;
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('what everybody may open has no violation in any theme', async ({ page, portal }) => {
	const found: string[] = [];
	for (const path of ['/sign-in', '/verify', '/nowhere']) {
		await page.goto(`${portal.origin}${path}`);
		found.push(...(await faults(page)));
	}
	expect(found).toEqual([]);
});

test('the page that sets a group up has no violation in any theme', async ({ page }) => {
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-axe-'));
	const { portal, stop } = await startPortal(dataFolder);
	await page.goto(portal.origin);
	await expect(page).toHaveURL(/\/set-up$/);
	const found = await faults(page);
	await stop();
	rmSync(dataFolder, { recursive: true, force: true });
	expect(found).toEqual([]);
});

test('the presenter’s view of a meeting has no violation in any theme', async ({ page, portal }) => {
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/learning/conferences`);
	await page.locator('main a.row-link').first().click();
	await page.getByRole('link', { name: 'Presenter view' }).click();
	await page.waitForURL(/\/present$/);
	expect(await faults(page)).toEqual([]);
});

test('no page of the help has a violation in any theme', async ({ page, portal }) => {
	await signInAs(page, portal, 'reviewer');
	await page.goto(`${portal.origin}/help`);
	const links = await page
		.locator('main a[href^="/help/"]')
		.evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href') ?? ''))]);
	expect(links.length).toBeGreaterThan(10);
	const found: string[] = [];
	for (const href of links) {
		await page.goto(`${portal.origin}${href}`);
		found.push(...(await faults(page)));
	}
	expect(found).toEqual([]);
});

for (const { role, paths, lists = [] } of visits) {
	test(`${role}: no page has a violation in any theme`, async ({ page, portal }) => {
		// A director has twice the pages of others, each in three themes.
		test.setTimeout(600_000);
		if (role === 'coordinator') {
			// Something that is refused, and a study that is held.
			const study = join(portal.dataFolder, 'held');
			writeCtStudy(study, { BurnedInAnnotation: 'YES' });
			await portal.cli('import', 'README.md', study);
		}
		await signInAs(page, portal, role);
		const found: string[] = [];
		for (const path of paths) {
			await page.goto(`${portal.origin}${path}`);
			found.push(...(await faults(page)));
		}
		for (const path of lists) {
			await page.goto(`${portal.origin}${path}`);
			found.push(...(await faults(page)));
			await page
				.getByRole('link', { name: /^(Open|Resume) the case/ })
				.or(page.locator('main a.row-link'))
				.first()
				.click();
			await page.waitForURL((url) => url.pathname + url.search !== path);
			found.push(...(await faults(page)));
		}
		expect(found).toEqual([]);
	});
}
