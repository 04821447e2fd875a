import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signingKey } from '#lib/server/crypto/signing-key.ts';
import { aManifest, signedContents, someBytes, zipOf, type Content } from '../support/a-bundle.ts';
import { aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { expect, makePortalTest, type Portal } from './portal.ts';

const test = makePortalTest();

/** A bundle of this portal, signed with its own key, of some five megabytes. */
async function writeBundle(portal: Portal): Promise<{ path: string; zip: Buffer }> {
	const { keyId } = await signingKey(portal.app);
	const pem = join(portal.dataFolder, 'keys', 'signing', `${keyId}.pem`);
	const contents: Content[] = [
		{ name: 'README.txt', bytes: Buffer.from('How to check this.\n') },
		{ name: 'reports/summary.csv', bytes: someBytes(5_000_000) },
		{ name: 'reports/summary.json', bytes: Buffer.from('{"n":244}') }
	];
	const manifest = await aManifest(contents, keyId, { generatedAt: new Date().toISOString() });
	const zip = zipOf(signedContents(manifest, createPrivateKey(readFileSync(pem, 'utf8')), contents));
	const path = join(portal.dataFolder, 'survey-pack.zip');
	writeFileSync(path, zip);
	return { path, zip };
}

test('an auditor verifies a bundle in the browser without a network, and learns which bytes were changed', async ({
	page,
	portal,
	context
}) => {
	await aSetUpGroup(portal.app);
	await aUser(portal.app, 'auditor');
	const { path, zip } = await writeBundle(portal);
	const changed = join(portal.dataFolder, 'changed.zip');
	writeFileSync(changed, zip.with(zip.indexOf('{"n":244}') + 5, 0x39));
	const published = await (await fetch(`${portal.origin}/.well-known/overread-keys.json`)).text();
	const keys = join(portal.dataFolder, 'overread-keys.json');
	writeFileSync(keys, published);

	await page.goto(`${portal.origin}/verify`);
	const input = page.getByLabel('File', { exact: true });
	await expect(input).toBeEnabled();
	await page.waitForLoadState('networkidle');
	await context.setOffline(true);
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));

	await input.setInputFiles(path);
	await expect(page.getByText('survey-pack.zip is genuine.')).toBeVisible();
	await expect(page.getByText('all 3 files in it')).toBeVisible();
	await page.getByText('3 files', { exact: true }).click();
	await expect(page.getByRole('rowheader', { name: 'reports/summary.csv' })).toBeVisible();

	await input.setInputFiles(changed);
	await expect(page.getByText('changed.zip is not as it was signed.')).toBeVisible();
	await expect(page.getByText('“reports/summary.json” was changed: bytes 0 to 8 differ')).toBeVisible();

	await page.getByLabel('Check with other keys').fill('ab'.repeat(32));
	await input.setInputFiles(path);
	await expect(page.getByText('not among the known ones')).toBeVisible();
	await page.getByLabel('Check with other keys').fill(published);
	await input.setInputFiles([path, changed]);
	await expect(page.getByText('survey-pack.zip is genuine.')).toBeVisible();
	expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);

	expect(await portal.cli('report', 'verify', path)).toMatchObject({ code: 0 });
	expect(await portal.cli('report', 'verify', path, '--key', keys)).toMatchObject({ code: 0 });
	const told = await portal.cli('report', 'verify', changed, '--key', keys);
	expect(told.code).toBe(1);
	expect(told.out).toContain('“reports/summary.json” was changed: bytes 0 to 8 differ');
	const foreign = join(portal.dataFolder, 'foreign.txt');
	writeFileSync(foreign, 'ab'.repeat(32));
	expect(await portal.cli('report', 'verify', path, '--key', foreign)).toMatchObject({ code: 3 });
	expect(readdirSync(join(portal.dataFolder, 'keys', 'signing'))).toHaveLength(1);
});
