import { request } from 'node:http';
import type { Page } from '@playwright/test';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { verifyVault } from '#lib/features/credentials/vault/tidy.server.ts';
import { aPdf, aPng } from '../fixtures/documents.ts';
import { aRadiologist, aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { getActor, signIn as cookieOf } from '../support/sign-in.ts';
import { expect, makePortalTest, signIn, type Portal } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

const emails = { owner: 'owner@example.org', desk: 'desk@example.org' } as const;
const photo = { name: 'IMG_2041.png', mimeType: 'image/png', buffer: aPng(600, 400) };
let ownerId = '';

async function openDesk({ app }: Portal): Promise<void> {
	await publishInitialPolicies(app);
	const { id: radiologistId } = await aRadiologist(app, { familyName: 'Okafor', givenName: 'Nneka' });
	const owner = await aUser(app, 'radiologist', { radiologistId, email: emails.owner });
	const desk = await aUser(app, 'coordinator', { email: emails.desk });
	ownerId = owner.id;
	const today = toUtcDay(Date.now());
	const body: CredentialBody<'licence'> = {
		jurisdiction: 'TX',
		pathway: 'full',
		status: 'active',
		number: 'T1234',
		issuedOn: addDays(today, -700),
		expiresOn: addDays(today, 20)
	};
	const row = { kind: 'licence', body, radiologistId, source: 'hand' } as const;
	getValue(await recordCredential(app, await getActor(app, desk.id), row));
}

const as = (page: Page, portal: Portal, who: keyof typeof emails) =>
	signIn(page, portal, emails[who], testPassword);

/** Nothing is wider than the screen of a phone. */
async function fits(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('a radiologist sends in a renewal with a photo, on a phone', async ({ page, portal }) => {
	await openDesk(portal);
	await page.setViewportSize({ width: 390, height: 844 });
	await as(page, portal, 'owner');
	await page.goto(`${portal.origin}/me/credentials`);
	await expect(page.getByRole('heading', { name: '1 ends within 90 days' })).toBeVisible();
	await expect(page.getByText('20 days left')).toBeVisible();
	await fits(page);
	await page.getByRole('link', { name: /^Send in a renewal: Licence: TX/ }).click();
	await fits(page);
	const today = toUtcDay(Date.now());
	// A program under the name of a PDF is told from one, and what was typed stays.
	const file = page.getByLabel('Photo or PDF');
	await file.setInputFiles({
		name: 'licence.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('MZ\u0090\0')
	});
	await page.getByLabel('Valid from').fill(addDays(today, 21));
	await page.getByLabel('Valid until').fill(addDays(today, 751));
	await page.getByRole('button', { name: 'Send it' }).click();
	await expect(page.getByRole('alert')).toContainText('This is a program, whatever its name says.');
	await expect(page.getByLabel('Valid until')).toHaveValue(addDays(today, 751));
	await file.setInputFiles(photo);
	await page.getByRole('button', { name: 'Send it' }).click();
	await expect(page.getByText('It has arrived.')).toBeVisible();
	await expect(page.getByText('waits', { exact: true })).toBeVisible();
	await fits(page);
});

test('the coordinator accepts it at the desk by key and checks it at the source', async ({
	page,
	portal
}) => {
	await as(page, portal, 'desk');
	await page.goto(`${portal.origin}/credentials/inbox`);
	await expect(page.getByRole('heading', { name: '1 thing waits for a look' })).toBeVisible();
	await page.getByRole('link', { name: /Okafor/ }).press('Enter');
	const picture = page.getByRole('img', { name: /IMG_2041/ });
	await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600);
	await page.keyboard.press('a');
	await expect(page.getByRole('heading', { name: 'It is accepted and recorded.' })).toBeVisible();
	await page.getByRole('radio', { name: 'the same' }).check();
	await page.getByLabel('Source', { exact: true }).fill('Texas Medical Board');
	await page.getByLabel('How', { exact: true }).selectOption('web');
	await page
		.getByLabel('What shows it')
		.setInputFiles({ name: 'answer.pdf', mimeType: 'application/pdf', buffer: aPdf('Active') });
	await page.getByRole('button', { name: 'Record the check' }).click();
	await expect(page.getByRole('heading', { name: 'It was checked at the source.' })).toBeVisible();
});

test('the radiologist reads what became of it and opens the document; nobody else does', async ({
	page,
	portal
}) => {
	await as(page, portal, 'owner');
	await page.goto(`${portal.origin}/me/credentials`);
	await expect(page.getByRole('heading', { name: 'Nothing ends within 90 days' })).toBeVisible();
	await expect(page.getByText(/Checked .* at Texas Medical Board/)).toBeVisible();
	const href = (await page.getByRole('link', { name: /^Download.*IMG_2041/ }).getAttribute('href')) ?? '';
	const answer = await page.request.get(portal.origin + href);
	expect(answer.headers()).toMatchObject({
		'content-type': 'image/png',
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff'
	});
	expect(answer.headers()['content-disposition']).toContain('attachment');
	expect((await answer.body()).equals(photo.buffer)).toBe(true);
	const { id } = await aUser(portal.app, 'radiologist', {
		radiologistId: (await aRadiologist(portal.app)).id
	});
	const headers = { cookie: await cookieOf(portal.app, id) };
	expect((await fetch(portal.origin + href, { headers })).status).toBe(404);
});

test('two gigabytes end early with words and leave nothing', async ({ portal }) => {
	const before = await verifyVault(portal.app);
	const cookie = await cookieOf(portal.app, ownerId);
	const piece = Buffer.alloc(1 << 20);
	let sent = 0;
	const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
		const call = request(`${portal.origin}/me/credentials/send`, {
			method: 'POST',
			headers: {
				cookie,
				origin: portal.origin,
				accept: 'application/json',
				'x-sveltekit-action': 'true',
				'content-type': 'multipart/form-data; boundary=x',
				'content-length': String(2_000_000_000)
			}
		});
		call.once('error', reject);
		call.once('response', (answer) => {
			let body = '';
			answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
			answer.once('end', () => {
				resolve({ status: answer.statusCode ?? 0, text: body });
				call.destroy();
			});
		});
		call.on('error', () => undefined);
		const push = (): void => {
			sent += piece.length;
			if (!call.destroyed && sent < 2_000_000_000) call.write(piece, () => setImmediate(push));
		};
		push();
	});
	expect([status, text]).toEqual([200, expect.stringContaining('too-large-document')]);
	expect(sent).toBeLessThan(200_000_000);
	expect(await verifyVault(portal.app)).toEqual({ ...before, strays: 0 });
});
