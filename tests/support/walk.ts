import { createHash } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { hasPermission, type Role } from '#lib/core/permissions.ts';
import type { Guard } from '#lib/server/http/page.ts';
import { routeAccess } from '../access/routes.ts';
import type { LeakFinder } from './leaks.ts';
import { startRecordingProxy, type Answer, type Ask } from './recording-proxy.ts';

/** Somebody's way through the product in a browser, every answer of the server on record. */
export type Walk = AsyncDisposable & {
	readonly page: Page;
	readonly answers: readonly Answer[];
	readonly foreign: readonly string[];
	/** Asks the server with the walker's cookies, as a page of the product would. */
	ask(path: string, options?: Ask): Promise<Answer>;
	/** Posts a form to an action or endpoint. */
	post(path: string, fields?: Record<string, string>): Promise<Answer>;
	/** Opens a page in the browser, and asks for its data alone. */
	visit(path: string): Promise<void>;
};

export async function startWalk(browser: Browser, origin: string): Promise<Walk> {
	const proxy = await startRecordingProxy(origin);
	const context = await browser.newContext({ proxy: { server: proxy.address } });
	const page = await context.newPage();
	const ask: Walk['ask'] = async (path, { headers = {}, ...options } = {}) => {
		const cookies = await context.cookies(origin);
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		return proxy.ask(path, { headers: { cookie, origin, ...headers }, ...options });
	};
	return {
		page,
		answers: proxy.answers,
		foreign: proxy.foreign,
		ask,
		post: (path, fields = {}) =>
			ask(path, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams(fields).toString()
			}),
		visit: async (path) => {
			await page.goto(origin + path);
			const [bare = '', query] = path.split('?');
			await ask(`${bare === '/' ? '' : bare}/__data.json${query ? `?${query}` : ''}`);
		},
		[Symbol.asyncDispose]: async () => {
			await context.close();
			await proxy.close();
		}
	};
}

/** Every secret in everything that was answered, each line once: what was asked, whose secret, in which form, and where. */
export function leaksOf(answers: readonly Answer[], findLeaks: LeakFinder): string[] {
	const lines = new Set<string>();
	const seen = new Set<string>();
	for (const answer of answers) {
		const { method, path } = answer;
		for (const [part, bytes] of toldIn(answer)) {
			const hash = createHash('sha256').update(bytes).digest('base64');
			if (seen.has(hash)) continue;
			seen.add(hash);
			for (const { secret, form, around } of findLeaks(bytes)) {
				lines.add(`${method} ${path} (${part}): ${secret}, ${form}: ${around}`);
			}
		}
	}
	return [...lines];
}

/**
 * What an answer tells. An address that the test itself made up is not told by the answer: neither the address, nor its
 * parts where the page says them back.
 */
function toldIn({ path, head, body, isAsked }: Answer): readonly (readonly ['head' | 'body', Buffer])[] {
	if (!isAsked)
		return [
			['head', Buffer.from(`${path}\r\n${head}`)],
			['body', body]
		] as const;
	let [top, rest] = [head, body.toString('latin1')];
	for (const part of path.split(/[/?&=]/).filter((word) => /\d.*\d/.test(word) && word.length > 4)) {
		[top, rest] = [top.replaceAll(part, ''), rest.replaceAll(part, '')];
	}
	return [
		['head', Buffer.from(top)],
		['body', Buffer.from(rest, 'latin1')]
	] as const;
}

type Place = {
	readonly name: string;
	readonly method: string;
	readonly guard: Guard;
	readonly isIn: Matcher;
};
type Matcher = (answer: Answer) => boolean;

/** Everything the product answers, from the table of access. */
const places: readonly Place[] = Object.entries(routeAccess).flatMap(
	([id, { page, layout: _, actions, ...endpoints }]): Place[] => {
		const parts = id.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
		const pattern = `/${parts.map((part) => (part.startsWith('[...') ? '.+' : part.startsWith('[') ? '[^/]+' : part)).join('/')}`;
		const isHere = new RegExp(`^${pattern}$`);
		const place = (method: string, guard: Guard, action?: string): Place => ({
			name: `${method} ${id}${action === undefined ? '' : `?/${action}`}`,
			method,
			guard,
			isIn: (answer) => {
				const [path = '', query = ''] = answer.path.split('?');
				const isAction = action === undefined || (action === 'default' ? true : query === `/${action}`);
				return answer.method === method && isHere.test(path) && isAction;
			}
		});
		return [
			...(page ? [place('GET', page)] : []),
			...Object.entries(actions ?? {}).map(([name, guard]) => place('POST', guard, name)),
			...Object.entries(endpoints).map(([method, guard]) => place(method, guard))
		];
	}
);

function mayReach(role: Role, guard: Guard): boolean {
	return guard === 'public' || hasPermission([role], guard);
}

/** What this role may reach and the walk did not. */
export function missedBy(role: Role, answers: readonly Answer[]): string[] {
	return places
		.filter(({ guard, isIn }) => mayReach(role, guard) && !answers.some(isIn))
		.map(({ name }) => name);
}

/** Addresses that this role may not open, each with each of the ids. */
export function closedTo(role: Role, ids: readonly string[]): string[] {
	return Object.entries(routeAccess).flatMap(([route, { page, GET }]) => {
		const guard = page ?? GET;
		if (!guard || mayReach(role, guard)) return [];
		const path = route.replace(/\/\([a-z]+\)/g, '').replace('[study]', '2.25.1');
		const full = path.replace(/\[(series|instance|frame|kind|slug)\]/g, '1');
		return full.includes('[') ? ids.map((id) => full.replace(/\[[a-z]+\]/g, id)) : [full];
	});
}
