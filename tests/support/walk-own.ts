import { expect } from '@playwright/test';
import type { Walk } from './walk.ts';

const nowhere = '0199aaaa-0000-7000-8000-000000000000';

/** Opens everything of a radiologist's own credentials, and takes the own portfolio away. */
export async function walkOwnCredentials(walk: Walk): Promise<void> {
	for (const path of ['/me/credentials', '/me/credentials/send', '/me/cme', '/me/portfolio']) {
		await walk.visit(path);
	}
	await walk.post('/me/credentials?/withdraw', { proposal: nowhere });
	await walk.post('/me/credentials/send', { kind: 'licence' });
	await walk.ask(`/me/credentials/documents/${nowhere}`);
	await walk.post('/me/cme?/save', {});
	await walk.post('/me/cme?/takeBack', { id: nowhere });
	await walk.post('/me/cme?/withdraw', { id: nowhere });
	await walk.post('/me/portfolio?/portfolio');
	await walk.post('/me/portfolio?/letter', { year: String(new Date().getFullYear()) });
	await walk.ask('/me/portfolio/fhir');
	await walk.visit('/me/portfolio');
	const files = await walk.page
		.locator('main a[href^="/me/portfolio/file/"]')
		.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
	expect(new Set(files).size).toBe(2);
	for (const path of new Set(files)) await walk.ask(path);
}
