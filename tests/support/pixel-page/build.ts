import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const page = fileURLToPath(new URL('./page.ts', import.meta.url));
const emptyModule = fileURLToPath(new URL('../../../src/lib/viewer/empty-module.ts', import.meta.url));

/** Bundles the page below `folder`, as the product's own build treats the viewer; returns the script's path. */
export async function buildPixelPage(folder: string): Promise<string> {
	await build({
		configFile: false,
		logLevel: 'error',
		root: fileURLToPath(new URL('../../..', import.meta.url)),
		publicDir: false,
		resolve: {
			alias: [
				{ find: /^xmlbuilder2$/, replacement: emptyModule },
				{ find: /^@kitware\/vtk\.js\/IO\/XML\/.*$/, replacement: emptyModule }
			]
		},
		worker: { format: 'es' },
		build: {
			outDir: folder,
			minify: false,
			reportCompressedSize: false,
			chunkSizeWarningLimit: 20_000,
			rollupOptions: { input: page, output: { entryFileNames: 'page.js' } }
		}
	});
	return join(folder, 'page.js');
}
