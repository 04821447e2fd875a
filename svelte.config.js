import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		// Compression is left to the reverse proxy; without it a build takes seconds, which the demo needs.
		adapter: adapter({ out: 'build', precompress: false }),
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'script-src': ['self', 'wasm-unsafe-eval'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'blob:', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self', 'blob:', 'data:'],
				'worker-src': ['self', 'blob:'],
				'form-action': ['self'],
				'base-uri': ['none'],
				'frame-ancestors': ['none'],
				'manifest-src': ['self']
			}
		},
		typescript: {
			config: (config) => ({
				...config,
				include: [...config.include, '../tests/**/*.ts', '../drizzle/*.ts', '../src/cli/**/*.ts']
			})
		}
	}
};
