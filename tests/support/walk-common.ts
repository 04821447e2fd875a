import { expect } from '@playwright/test';
import { walkLearning } from './walk-learning.ts';
import type { Walk } from './walk.ts';

/** Opens pages that everybody who signed in has. */
export async function walkCommonPages(walk: Walk): Promise<void> {
	for (const path of ['/', '/account', '/verify', '/help', '/set-up', '/api/health']) await walk.visit(path);
	await walk.page.goto(new URL('/help', walk.page.url()).href);
	const links = await walk.page
		.locator('main a[href^="/help/"]')
		.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
	expect(links.length).toBeGreaterThan(5);
	for (const path of new Set(links)) await walk.visit(path);
	await walk.post('/account?/password', { currentPassword: 'wrong', newPassword: 'five more lanterns' });
	await walk.post('/account?/authenticator', { currentPassword: 'wrong' });
	for (const act of ['recoveryCodes', 'removeAuthenticator'])
		await walk.post(`/account?/${act}`, { code: '1' });
	for (const path of ['code', 'authenticator']) await walk.visit(`/sign-in/${path}`);
	for (const path of ['code', 'authenticator']) await walk.post(`/sign-in/${path}`, { code: '000000' });
	await walk.post('/account?/endSession', { session: 'ab'.repeat(32) });
	await walk.post('/account?/endOthers');
	await walk.post('/account/theme', { theme: 'light', returnTo: '/account' });
	await walk.ask('/account/viewer', {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: '{}'
	});
	await walk.visit('/notices');
	const nowhere = '0199aaaa-0000-7000-8000-000000000000';
	for (const act of ['open', 'read']) await walk.post(`/notices?/${act}`, { notice: nowhere });
	await walk.post('/notices?/readAll', { through: nowhere });
	await walk.post('/account?/mail', { mail: 'hourly' });
	await walk.post('/account?/calendar', { scope: 'none' });
	await walk.post('/account?/revokeCalendar', { feed: nowhere });
	await walk.ask('/calendar/nothing.ics');
	await walk.ask('/.well-known/overread-keys.json');
	await walk.visit('/invitation/nothing');
	await walk.post('/invitation/nothing');
	await walkLearning(walk);
	await walk.post('/verify', { sha256: 'ab'.repeat(32) });
	await walk.post('/set-up', {
		groupName: 'x',
		timeZone: 'UTC',
		name: 'x',
		email: 'x@example.org',
		password: 'x'
	});
}
