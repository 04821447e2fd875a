import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Role } from '#lib/core/permissions.ts';
import { writeCtStudy } from '../support/study-files.ts';
import { kindOf, linksOf } from '../support/page-kinds.ts';
import { makeFaultFinder } from '../support/page-faults.ts';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect, startPortal, type Portal } from './portal.ts';

const test = makeDemoTest();

type Visit = {
	role: Role;
	/** What no link leads to as it stands here; the rest is found by following links from the first page. */
	paths?: readonly string[];
	/** Lists that have a first row, or a next case, which is opened as well. */
	lists?: readonly string[];
};

const visits: readonly Visit[] = [
	{ role: 'radiologist', lists: ['/feedback', '/requests', '/learning'] },
	{ role: 'reviewer', lists: ['/reviews'] },
	{ role: 'committee', lists: ['/committee'] },
	{ role: 'chair', lists: ['/committee'] },
	{
		role: 'director',
		paths: [
			'/quality/cases?outcome=any',
			'/turnaround?compare=before&clock=telerad&facility=nowhere',
			'/reports/survey-pack'
		],
		lists: ['/referrals/focused', '/quality', '/turnaround', '/calibration', '/admin/policies', '/reports']
	},
	{
		role: 'coordinator',
		paths: [
			'/credentials/compliance',
			'/credentials/rules',
			'/credentials/cme',
			'/credentials/cme/facilities',
			'/credentials/expirables',
			'/credentials/coverage'
		],
		lists: [
			'/credentials/compliance',
			'/credentials/inbox',
			'/sampling',
			'/reads',
			'/ingest',
			'/pixels',
			'/corrections',
			'/site-notes',
			'/credentials',
			'/referrals',
			'/learning/cases',
			'/learning/conferences',
			'/turnaround/critical'
		]
	},
	{ role: 'auditor', paths: ['/nowhere', '/audit/proof'], lists: ['/sampling'] },
	{
		role: 'administrator',
		paths: ['/admin/access', '/admin/auditors/new'],
		lists: ['/admin/users', '/admin/auditors', '/admin/radiologists', '/admin/facilities']
	}
];

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const faultsOf = makeFaultFinder();
/** Kinds of pages that were looked at, by whomever. */
const lookedAt = new Set<string>();

/** Opens a page and gives its faults. */
async function faultsAt(page: Page, portal: Portal, path: string): Promise<string[]> {
	const answer = await page.goto(`${portal.origin}${path}`);
	if (!answer?.headers()['content-type']?.startsWith('text/html')) return [];
	return faults(page);
}

function faults(page: Page): Promise<string[]> {
	const kind = kindOf(new URL(page.url()).pathname);
	const isNew = !lookedAt.has(kind);
	lookedAt.add(kind);
	return faultsOf(page, isNew);
}

test('what everybody may open has no fault', async ({ page, portal }) => {
	const found: string[] = [];
	for (const path of ['/sign-in', '/verify', '/nowhere']) found.push(...(await faultsAt(page, portal, path)));
	expect(found).toEqual([]);
});

test('the page that sets a group up has no fault', async ({ page }) => {
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-axe-'));
	const { portal, stop } = await startPortal(dataFolder);
	await page.goto(portal.origin);
	await expect(page).toHaveURL(/\/set-up$/);
	const found = await faults(page);
	await stop();
	rmSync(dataFolder, { recursive: true, force: true });
	expect(found).toEqual([]);
});

test('no page of the help has a fault', async ({ page, portal }) => {
	await signInAs(page, portal, 'reviewer');
	await page.goto(`${portal.origin}/help`);
	const links = new Set((await linksOf(page)).filter((link) => link.startsWith('/help/')));
	expect(links.size).toBeGreaterThan(10);
	const found: string[] = [];
	for (const href of links) found.push(...(await faultsAt(page, portal, href)));
	expect(found).toEqual([]);
});

/** Those that are the same to everybody. */
const common = ['/account', '/help', '/help/*', '/verify'];

for (const { role, paths = [], lists = [] } of visits) {
	test(`${role}: no page has a fault`, async ({ page, portal }) => {
		// A director has twice the pages of others.
		test.setTimeout(600_000);
		if (role === 'coordinator') {
			// Something that is refused, and a study that is held.
			const study = join(portal.dataFolder, 'held');
			writeCtStudy(study, { BurnedInAnnotation: 'YES' });
			await portal.cli('import', 'README.md', study);
		}
		await signInAs(page, portal, role);
		const waiting = ['/', ...lists, ...paths];
		const known = new Set(waiting.map(kindOf));
		for (const kind of common) if (lookedAt.has(kind)) known.add(kind);
		const found: string[] = [];
		for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
			found.push(...(await faultsAt(page, portal, path)));
			for (const link of await linksOf(page)) {
				if (known.has(kindOf(link))) continue;
				known.add(kindOf(link));
				waiting.push(link);
			}
		}
		expect(found).toEqual([]);
		for (const list of lists)
			expect([...known].filter((kind) => kind.startsWith(`${list}/`))).not.toEqual([]);
	});
}
