import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { fewChunks } from './.config/few-chunks.ts';
import { leanViewer } from './.config/lean-viewer.ts';

const emptyModule = fileURLToPath(new URL('./src/lib/viewer/empty-module.ts', import.meta.url));

export default defineConfig({
	plugins: [sveltekit(), leanViewer(), fewChunks()],
	resolve: {
		// vtk.js pulls in mesh and XML readers that the viewer never uses and that break the production bundle.
		alias: [
			{ find: /^xmlbuilder2$/, replacement: emptyModule },
			{ find: /^@kitware\/vtk\.js\/IO\/XML\/.*$/, replacement: emptyModule }
		]
	},
	worker: { format: 'es', plugins: () => [leanViewer()] },
	optimizeDeps: {
		exclude: ['@cornerstonejs/dicom-image-loader'],
		include: [
			'dicom-parser',
			'@cornerstonejs/core',
			'@cornerstonejs/tools',
			'@cornerstonejs/metadata',
			'@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
			'@cornerstonejs/codec-charls/decodewasmjs',
			'@cornerstonejs/codec-openjpeg/decodewasmjs',
			'@cornerstonejs/codec-openjph/wasmjs'
		]
	},
	server: { port: 5173, strictPort: true },
	build: { chunkSizeWarningLimit: 6000 },
	test: {
		// All processors: PostgreSQL leaves enough of one while it is waited for.
		maxWorkers: '100%',
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					include: ['src/**/*.test.ts', 'tests/*.test.ts'],
					// They share nothing but modules that hold no state; loading these once saves a third of the time.
					isolate: false,
					testTimeout: 20_000
				}
			},
			{
				extends: true,
				test: {
					name: 'db',
					environment: 'node',
					include: ['tests/{db,access,protocols,fixtures}/**/*.test.ts'],
					globalSetup: ['tests/support/engines.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			}
		]
	}
});
