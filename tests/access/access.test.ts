import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPermission, roleNames, type Role } from '#lib/core/permissions.ts';
import { maxBodyBytes } from '#lib/server/http/hooks/requests.ts';
import type { Guard } from '#lib/server/http/page.ts';
import { aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import { addressOf, discoverRoutes } from './discover.ts';
import { routeAccess } from './routes.ts';

type Target = { name: string; guard: Guard; method: string; path: string; isPage: boolean };

/** Everything that can be asked for, from the table. */
const targets: Target[] = Object.entries(routeAccess).flatMap(
	([id, { page, actions, layout: _, ...endpoints }]) => {
		const path = addressOf(id);
		const loads = page ? [{ name: `GET ${path}`, guard: page, method: 'GET', path, isPage: true }] : [];
		const posts = Object.entries(actions ?? {}).map(([action, guard]) => {
			const target = action === 'default' ? path : `${path}?/${action}`;
			return { name: `POST ${target}`, guard, method: 'POST', path: target, isPage: false };
		});
		const others = Object.entries(endpoints).map(([method, guard]) => ({
			name: `${method} ${path}`,
			guard,
			method,
			path,
			isPage: false
		}));
		return [...loads, ...posts, ...others];
	}
);

const mayReach = (guard: Guard, role: Role | null): boolean =>
	guard === 'public' || (role !== null && hasPermission([role], guard));

describe('the table of routes', () => {
	it('names every route, action and endpoint with the guard that it carries', async () => {
		expect(await discoverRoutes()).toEqual(routeAccess);
	});

	it('leaves nothing unguarded but what people need before they have signed in', () => {
		const open = targets.filter(({ guard }) => guard === 'public').map(({ name }) => name);
		expect(open.sort()).toEqual([
			// Public keys, for whoever checks what was signed.
			'GET /.well-known/overread-keys.json',
			'GET /api/health',
			// Its address is the secret.
			'GET /calendar/[token].ics',
			// Its address is the secret, once.
			'GET /invitation/2.25.1',
			'GET /set-up',
			'GET /sign-in',
			'GET /sign-in/authenticator',
			'GET /sign-in/code',
			'GET /verify',
			'POST /account/theme',
			'POST /invitation/2.25.1',
			'POST /set-up',
			'POST /sign-in',
			'POST /sign-in/authenticator',
			'POST /sign-in/code',
			'POST /sign-out',
			'POST /verify'
		]);
	});
});

describe('the running server', () => {
	let server: TestServer;
	const userIds = new Map<Role, string>();

	beforeAll(async () => {
		server = await startTestServer();
		await publishInitialPolicies(server.app);
		const { id: radiologistId } = await aRadiologist(server.app);
		for (const role of roleNames) {
			const user = await aUser(server.app, role, role === 'radiologist' ? { radiologistId } : {});
			userIds.set(role, user.id);
		}
	});
	afterAll(() => server.close());

	/** A request with a session of its own, so that one that signs out spoils no other. */
	async function ask(target: Target, role: Role | null, path = target.path): Promise<Response> {
		const userId = role === null ? undefined : userIds.get(role);
		const headers = new Headers({ origin: server.origin });
		if (userId) headers.set('cookie', await signIn(server.app, userId));
		if (target.isPage) headers.set('accept', 'text/html');
		const hasBody = target.method !== 'GET';
		if (hasBody) headers.set('content-type', 'application/x-www-form-urlencoded');
		return fetch(server.origin + path, {
			method: target.method,
			headers,
			redirect: 'manual',
			...(hasBody ? { body: '' } : {})
		});
	}

	const isSentToSignIn = (response: Response): boolean =>
		response.status === 303 && (response.headers.get('location') ?? '').startsWith('/sign-in?');

	describe.each(targets)('$name', (target) => {
		it.each([null, ...roleNames])('lets in whom the permissions let in: %s', async (role) => {
			const response = await ask(target, role);
			await response.arrayBuffer();
			if (mayReach(target.guard, role)) {
				expect([401, 403]).not.toContain(response.status);
				expect(response.status).toBeLessThan(500);
				expect(isSentToSignIn(response)).toBe(false);
			} else if (role === null && target.isPage) {
				expect(isSentToSignIn(response)).toBe(true);
			} else {
				expect(response.status).toBe(role === null ? 401 : 403);
			}
		});
	});

	describe.each(targets.filter(({ isPage, guard }) => isPage && guard !== 'public'))(
		'data of $path',
		(target) => {
			it.each([null, ...roleNames])('reaches whom the page reaches: %s', async (role) => {
				const path = `${target.path === '/' ? '' : target.path}/__data.json`;
				const body = await (await ask({ ...target, isPage: false }, role, path)).text();
				if (role === null) {
					expect(JSON.parse(body)).toMatchObject({ type: 'redirect' });
				} else if (mayReach(target.guard, role)) {
					expect(body).not.toContain('"not-permitted"');
				} else {
					const { nodes } = JSON.parse(body) as { nodes: ({ type: string; status?: number } | null)[] }; // Kit's own shape
					expect(nodes.at(-1)).toMatchObject({ type: 'error', status: 403 });
				}
			});
		}
	);

	it('refuses a form that another site sends', async () => {
		const response = await fetch(`${server.origin}/sign-in`, {
			method: 'POST',
			headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
			body: 'email=a@example.org&password=b'
		});
		expect(response.status).toBe(403);
	});

	it('refuses what another site sends in a form that is none', async () => {
		const userId = userIds.get('reviewer') ?? '';
		const response = await fetch(`${server.origin}/reviews/some/draft`, {
			method: 'PUT',
			headers: {
				origin: 'https://evil.example',
				'content-type': 'application/json',
				cookie: await signIn(server.app, userId)
			},
			body: '{}'
		});
		expect(response.status).toBe(403);
		expect(await response.json()).toEqual({ error: 'not-permitted-origin' });
	});

	it.each(['/sign-in', '/verify', '/reviews/some/draft'])('reads no endless body: %s', async (path) => {
		// The head alone is sent: the answer must not wait for the body that it declares.
		const asked = request(server.origin + path, {
			method: path.endsWith('draft') ? 'PUT' : 'POST',
			headers: {
				origin: server.origin,
				'content-type': 'application/x-www-form-urlencoded',
				'content-length': maxBodyBytes + 1
			}
		});
		asked.on('error', () => undefined);
		const answered = once(asked, 'response');
		asked.flushHeaders();
		const [response] = (await answered) as [IncomingMessage]; // what node:http emits
		expect(response.statusCode).toBe(413);
		asked.destroy();
	});

	it('answers every page with its security headers and a policy without foreign or inline scripts', async () => {
		const response = await fetch(`${server.origin}/sign-in`, { headers: { accept: 'text/html' } });
		const policy = response.headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'nonce-[^']+'/);
		expect(policy).toContain("frame-ancestors 'none'");
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response.headers.get('x-frame-options')).toBe('DENY');
		expect(response.headers.get('referrer-policy')).toBe('same-origin');
		expect(response.headers.get('cache-control')).toBe('private, no-store');
	});

	it('gives nobody a session for a cookie that it never gave out', async () => {
		const response = await fetch(`${server.origin}/admin`, {
			headers: { accept: 'text/html', cookie: 'overread-session=0123456789abcdef0123456789abcdef01234567' },
			redirect: 'manual'
		});
		expect(isSentToSignIn(response)).toBe(true);
	});
});
