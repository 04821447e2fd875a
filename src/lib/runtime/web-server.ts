import type { RequestListener, Server } from 'node:http';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { App } from '#lib/server/app.ts';
import { patientServer } from '#lib/server/http/patient-server.ts';
import { withDicomweb } from './dicomweb/listen.ts';

const SHUTDOWN_MS = 10_000;
const handlerPath = fileURLToPath(new URL('../../../build/handler.js', import.meta.url));

/** Whether the web part has been built. */
export function isBuilt(): boolean {
	return existsSync(handlerPath);
}

/**
 * Serves the built web part on the app's port. The returned function stops listening, lets running requests end, and
 * closes the database.
 */
export async function startServer(app: App): Promise<{ server: Server; stop: () => Promise<void> }> {
	process.env.ORIGIN ??= app.config.origin;
	// Bodies are bounded by route (server/http/hooks/requests), uploads as they stream to disk (features/ingest).
	process.env.BODY_SIZE_LIMIT ??= 'Infinity';
	const built = (await import(pathToFileURL(handlerPath).href)) as { handler: RequestListener };
	const server = patientServer(withDicomweb(app, built.handler));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(app.config.port, app.config.host, resolve);
	});
	const stop = async (): Promise<void> => {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		server.closeIdleConnections();
		const timer = setTimeout(() => server.closeAllConnections(), SHUTDOWN_MS);
		await closed;
		clearTimeout(timer);
		await app.db.close();
	};
	return { server, stop };
}
