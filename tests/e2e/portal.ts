import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import { readConfig } from '#lib/server/config.ts';
import { authenticatorOf } from '../support/authenticator.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 30_000;

/** A running portal over an own data folder: the built server in its own process, and the same data opened beside it. */
export type Portal = {
	readonly origin: string;
	readonly dataFolder: string;
	readonly app: App;
	/** Runs `overread …` on the portal's data; gives exit code and standard output. */
	cli(...words: string[]): Promise<{ code: number; out: string }>;
};

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

function run(env: NodeJS.ProcessEnv, words: string[]): ChildProcess {
	return spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...words], { cwd: root, env });
}

async function untilHealthy(origin: string, server: ChildProcess): Promise<void> {
	const deadline = Date.now() + START_MS;
	while (Date.now() < deadline) {
		if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
		const answer = await fetch(`${origin}/api/health`).catch(() => null);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('the server did not become healthy');
}

/** Starts the built server on a free port over the given data folder. `output` is what it wrote to both streams so far. */
export async function startPortal(
	dataFolder: string,
	settings: Readonly<Record<string, string>> = {}
): Promise<{ portal: Portal; stop: () => Promise<void>; output: () => string }> {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const env = {
		...process.env,
		OVERREAD_DATA: dataFolder,
		PORT: String(port),
		ORIGIN: origin,
		DATABASE_URL: '',
		OVERREAD_LOG: 'error',
		// A test does what is due when it wants it done.
		OVERREAD_WORKER: 'off',
		OVERREAD_READY: 'off',
		// Every server and command of a run compiles the same files.
		NODE_COMPILE_CACHE: join(tmpdir(), 'overread-compiled'),
		...settings
	};
	const server = run(env, ['serve']);
	let [noise, said] = ['', ''];
	server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
	server.stderr?.on('data', (chunk: Buffer) => (noise += chunk.toString()));
	await untilHealthy(origin, server).catch((error: unknown) => {
		server.kill('SIGKILL');
		throw new Error(`${String(error)}\n${noise}`);
	});
	const app = await buildApp(readConfig(env));
	const cli: Portal['cli'] = (...words) =>
		new Promise((resolve) => {
			const child = run(env, words);
			let out = '';
			child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
			child.stderr?.on('data', (chunk: Buffer) => (out += chunk.toString()));
			child.once('close', (code) => resolve({ code: code ?? 1, out }));
		});
	const stop = async (): Promise<void> => {
		await app.db.close();
		const ended = new Promise((resolve) => server.once('close', resolve));
		server.kill('SIGTERM');
		await ended;
		if (noise.includes('unexpected')) throw new Error(`the server logged an unexpected error:\n${noise}`);
	};
	return { portal: { origin, dataFolder, app, cli }, stop, output: () => said + noise };
}

/** What fills the data folder of a portal before its server starts. */
export type Filling = { readonly into: ((dataFolder: string) => Promise<void>) | null };

type Begun = { readonly portal: Portal; end(): Promise<void> };

async function beginPortal({ into }: Filling): Promise<Begun> {
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-e2e-'));
	await into?.(dataFolder);
	const { portal, stop } = await startPortal(dataFolder);
	const end = async (): Promise<void> => {
		await stop();
		rmSync(dataFolder, { recursive: true, force: true });
	};
	return { portal, end };
}

/** The portals of this process by the file whose tests use them. */
const begun = new Map<string, Promise<Begun>>();

// No fixture of the worker: each file would have a process and a browser of its own, which cost more than most of its tests.
const test = base.extend<{ filling: Filling; portal: Portal }>({
	filling: [{ into: null }, { option: true }],
	portal: [
		async ({ filling }, use, { file }) => {
			const beginning = begun.get(file) ?? beginPortal(filling);
			begun.set(file, beginning);
			await use((await beginning).portal);
		},
		{ timeout: 120_000 }
	]
});

/** Tests with a `portal` that this file has for itself: a fresh one, empty unless it is filled. To be called at the top of the file. */
export function makePortalTest(filling: Filling = { into: null }): typeof test {
	test.use({ filling });
	// Playwright asks for this first argument to be a pattern.
	test.afterAll(async ({}, { file }) => {
		const ending = begun.get(file);
		begun.delete(file);
		await (await ending)?.end();
	});
	return test;
}

export { expect } from '@playwright/test';

/** Recovery codes of people whom {@link signIn} gave an authenticator, by portal and email. */
const recoveryCodes = new Map<string, string[]>();

/**
 * Signs in through the page. Whoever needs an authenticator is given one the first time, and uses a recovery code from then on: a code of
 * the authenticator is good for half a minute and once.
 */
export async function signIn(page: Page, portal: Portal, email: string, password: string): Promise<void> {
	await page.goto(`${portal.origin}/sign-in`);
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	const { pathname } = new URL(page.url());
	const person = `${portal.origin} ${email}`;
	if (pathname === '/sign-in/authenticator') recoveryCodes.set(person, await setUpAuthenticator(page));
	if (pathname === '/sign-in/code') {
		await page.getByLabel('Code').fill(recoveryCodes.get(person)?.pop() ?? '');
		await page.getByRole('button', { name: 'Sign in' }).click();
	}
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Sets an authenticator up on the page that asks for it, and goes on; gives the recovery codes. */
export async function setUpAuthenticator(page: Page): Promise<string[]> {
	const key = await page.locator('dd code').innerText();
	await page.getByLabel('Code that the app shows').fill(authenticatorOf(key).code(Date.now()));
	await page.getByRole('button', { name: 'Turn on and sign in' }).click();
	const shown = page.getByRole('list', { name: 'Recovery codes' }).locator('code');
	await shown.first().waitFor();
	const codes = await shown.allInnerTexts();
	await page.getByRole('link', { name: 'Go on' }).click();
	return codes;
}
