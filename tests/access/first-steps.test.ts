import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

const person = {
	groupName: 'Lone Star Reads',
	timeZone: 'America/Chicago',
	name: 'Ada Pace',
	email: 'ada@example.org',
	password: 'five quiet lanterns'
};

describe('the first steps of a group', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer();
	});
	afterAll(() => server.close());

	const get = (path: string, cookie = ''): Promise<Response> =>
		fetch(server.origin + path, { headers: { accept: 'text/html', cookie }, redirect: 'manual' });
	const post = (path: string, fields: Record<string, string>, cookie = ''): Promise<Response> =>
		fetch(server.origin + path, {
			method: 'POST',
			headers: { accept: 'text/html', origin: server.origin, cookie },
			body: new URLSearchParams(fields),
			redirect: 'manual'
		});
	const cookieOf = (response: Response): string =>
		response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0] ?? '')
			.find((cookie) => cookie.startsWith('overread-session=') && cookie !== 'overread-session=') ?? '';
	const signIn = (fields: Record<string, string> = {}) =>
		post('/sign-in', { email: person.email, password: person.password, ...fields });

	it('lead every page to the set-up, and once it is done none', async () => {
		for (const path of ['/', '/sign-in', '/reviews', '/verify', '/nowhere']) {
			expect((await get(path)).headers.get('location')).toBe('/set-up');
		}
		expect((await get('/set-up')).status).toBe(200);
		const refused = await post('/set-up', { ...person, password: 'short' });
		expect(refused.status).toBe(400);
		expect(await refused.text()).not.toContain('value="short"');

		const done = await post('/set-up', person);
		expect(done.status).toBe(303);
		expect((await get(done.headers.get('location') ?? '', cookieOf(done))).status).toBe(200);

		expect((await get('/set-up')).status).toBe(303);
		const second = await post('/set-up', { ...person, email: 'eve@example.org' });
		expect(cookieOf(second)).toBe('');
		const { users } = server.app.db.read.tables;
		const emails = await server.app.db.read.select({ email: users.email }).from(users);
		expect(emails).toEqual([{ email: person.email }]);
		const signInPage = await get('/sign-in');
		expect(signInPage.status).toBe(200);
		// Whoever comes here comes to type.
		expect(await signInPage.text()).toMatch(/<input(?=[^>]* name="email")[^>]* autofocus/);
	});

	it('sign in with a cookie that scripts and other sites cannot use, and come back to where they were', async () => {
		const sent = await get('/admin/users?x=1');
		expect(sent.headers.get('location')).toBe('/sign-in?to=%2Fadmin%2Fusers');
		const done = await signIn({ to: '/admin/users' });
		expect(done.headers.get('location')).toBe('/admin/users');
		const [cookie] = done.headers.getSetCookie();
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect((await get('/admin/users', cookieOf(done))).status).toBe(200);
	});

	it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
		'do not lead to %s after signing in',
		async (to) => {
			expect((await signIn({ to })).headers.get('location')).toBe('/');
		}
	);

	it('say nothing about which of the two was wrong', async () => {
		const wrong: Record<string, string>[] = [
			{ password: 'wrong wrong wrong' },
			{ email: 'nobody@example.org' }
		];
		const texts = await Promise.all(
			wrong.map(async (fields) => {
				const response = await signIn(fields);
				expect(response.status).toBe(400);
				return /role="alert"[\s\S]*?<\/p>/.exec(await response.text())?.[0];
			})
		);
		expect(texts[0]).toContain('do not belong together');
		expect(texts[0]).toBe(texts[1]);
	});

	it('end with signing out: the cookie opens nothing any more', async () => {
		const cookie = cookieOf(await signIn());
		expect((await get('/account', cookie)).status).toBe(200);
		const out = await post('/sign-out', {}, cookie);
		expect(out.headers.get('location')).toBe('/sign-in');
		expect((await get('/account', cookie)).headers.get('location')).toContain('/sign-in');
	});

	it('keep the theme that somebody chose, signed in or not', async () => {
		const chosen = await post('/account/theme', { theme: 'dark', returnTo: '/verify' });
		expect(chosen.headers.get('location')).toBe('/verify');
		expect(await (await get('/verify', 'theme=dark')).text()).toContain('data-theme="dark"');
		expect(await (await get('/verify', 'theme="><script>')).text()).toContain('data-theme="system"');
		expect((await post('/account/theme', { theme: 'neon' })).status).toBe(400);
	});
});
