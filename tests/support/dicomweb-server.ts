import { createServer } from 'node:http';
import { withDicomweb } from '#lib/runtime/dicomweb/listen.ts';
import type { Engine, TestApp } from './test-app.ts';
import { testApp } from './test-app.ts';

export type DicomwebServer = AsyncDisposable & {
	readonly app: TestApp;
	readonly origin: string;
	close(): Promise<void>;
};

/** The DICOMweb service alone, over a test app, as the server's own entry answers it. */
export async function startDicomwebServer(
	engine: Engine,
	{ pacs }: Pick<NonNullable<Parameters<typeof testApp>[0]>, 'pacs'> = {}
): Promise<DicomwebServer> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const origin = `http://127.0.0.1:${port}`;
	const app = await testApp({ engine, origin, port, pacs });
	server.on(
		'request',
		withDicomweb(app, (_request, response) => response.writeHead(404).end())
	);
	const close = async (): Promise<void> => {
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
		await app.close();
	};
	return { app, origin, close, [Symbol.asyncDispose]: close };
}
