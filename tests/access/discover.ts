import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteAccess } from './routes.ts';

const root = fileURLToPath(new URL('../../src/routes', import.meta.url));
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Exports of a `+server.ts` that answer requests; the others are not offered. */
const unguardable = ['HEAD', 'OPTIONS', 'fallback'];

type Module = Readonly<Record<string, unknown>>;

function guardOf(handler: unknown): string {
	const isGuarded = typeof handler === 'function' && 'guard' in handler;
	return isGuarded ? String(handler.guard) : 'no guard';
}

async function readAccess(file: string): Promise<Record<string, unknown>> {
	const module = (await import(/* @vite-ignore */ join(root, file))) as Module; // exports are checked one by one
	if (file.endsWith('+layout.server.ts')) return { layout: guardOf(module['load']) };
	if (file.endsWith('+server.ts') && !file.endsWith('.server.ts')) {
		const found = methods.filter((method) => method in module);
		const loose = unguardable.filter((name) => name in module);
		return Object.fromEntries([...found, ...loose].map((name) => [name, guardOf(module[name])]));
	}
	const access: Record<string, unknown> = {};
	if ('load' in module) access['page'] = guardOf(module['load']);
	if ('actions' in module) {
		const actions = Object.entries(module['actions'] as Module); // Kit's own shape
		access['actions'] = Object.fromEntries(actions.map(([name, run]) => [name, guardOf(run)]));
	}
	return access;
}

/** Every route under `src/routes` with the guards that its modules carry; a page without a guarded load says so. */
export async function discoverRoutes(): Promise<Record<string, RouteAccess>> {
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.sort();
	const routes: Record<string, Record<string, unknown>> = {};
	for (const file of files) {
		const id = `/${relative('.', dirname(file))}`;
		if (/\+(page\.server|server|layout\.server)\.(ts|js)$/.test(file)) {
			routes[id] = { ...routes[id], ...(await readAccess(file)) };
		} else if (/\+page\.svelte$/.test(file)) {
			routes[id] = { page: 'no guard', ...routes[id] };
		}
	}
	return routes;
}

const examples: Readonly<Record<string, string>> = {
	kind: 'review',
	slug: 'index',
	path: 'studies/2.25.1/metadata',
	year: '2026',
	format: 'csv'
};

/** An address of a route: groups left out, parameters filled with what names nothing. */
export function addressOf(routeId: string): string {
	const path = routeId
		.split('/')
		.filter((part) => part !== '' && !/^\(.*\)$/.test(part))
		// Kit writes a sign that it would take otherwise by its number: [x+2e] is a dot.
		.map((part) =>
			part.replace(/\[x\+([0-9a-f]{2})\]/g, (_, sign: string) => String.fromCharCode(parseInt(sign, 16)))
		)
		.map((part) =>
			part.replace(/^\[{1,2}(?:\.\.\.)?([a-z]+)(?:=[a-z]+)?\]{1,2}$/i, (_, name: string) => {
				return examples[name] ?? (name === 'id' ? '00000000-0000-7000-8000-000000000000' : '2.25.1');
			})
		);
	return `/${path.join('/')}`;
}
