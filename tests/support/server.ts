import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withDicomweb } from '#lib/runtime/dicomweb/listen.ts';
import { isBuilt } from '#lib/runtime/web-server.ts';
import { testApp, type Engine, type TestApp } from './test-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Builds the web part when it is missing; of several test processes one builds and the others wait. */
async function ensureBuilt(): Promise<void> {
	const lock = join(root, 'node_modules', '.overread-build');
	while (!isBuilt()) {
		try {
			mkdirSync(lock);
		} catch {
			await wait(250);
			continue;
		}
		try {
			execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'ignore' });
		} finally {
			rmSync(lock, { recursive: true, force: true });
		}
	}
}

/**
 * Loads the built handler by Node's own import: the test runner's would compile the built files once more, and take those
 * named `….svelte-….js` for sources.
 */
async function importBuilt(): Promise<RequestListener> {
	const native = 'data:text/javascript,export default (url) => import(url)';
	const { default: load } = (await import(/* @vite-ignore */ native)) as {
		default: (url: string) => Promise<{ handler: RequestListener }>;
	};
	return (await load(pathToFileURL(join(root, 'build', 'handler.js')).href)).handler;
}

export type TestServer = AsyncDisposable & {
	readonly app: TestApp;
	readonly origin: string;
	close(): Promise<void>;
};

/**
 * Starts the built web part over a test app on a free port. One a process: the built part keeps the first app that it is
 * given, as it does in production.
 */
export async function startTestServer({ engine }: { engine?: Engine } = {}): Promise<TestServer> {
	await ensureBuilt();
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const app = await testApp({ engine, origin, port });
	process.env.ORIGIN = origin;
	process.env.BODY_SIZE_LIMIT = 'Infinity';
	// The slot through which the built part finds the process's app (runtime/app.ts).
	const holder = globalThis as { [slot: symbol]: unknown };
	holder[Symbol.for('overread.app')] = Promise.resolve(app);
	const server = createHttpServer(withDicomweb(app, await importBuilt()));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const close = async (): Promise<void> => {
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
		await app.close();
	};
	return { app, origin, close, [Symbol.asyncDispose]: close };
}
