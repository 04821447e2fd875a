import type { Plugin } from 'vite';

/**
 * What nearly every page needs, and what every page with images does, in one file each. Divided by who imports what, the page of a case
 * was sixty files of a kilobyte or so, and a browser has six connections, on which the headers of its images waited behind them.
 *
 * A file runs all of its modules when any page takes one of them: nothing belongs here that does something by being imported, as the
 * component of the images does, which fetches the viewer.
 */
const groups = [
	{
		// Begun by `app.html` before all else: with what it imports, and nothing of the other files.
		name: 'first-look',
		test: /\/src\/lib\/features\/imaging\/first-look-at-once\.ts$/,
		priority: 3
	},
	{
		name: 'base',
		test: /\/node_modules\/(?:svelte|@sveltejs\/kit|esm-env|clsx|devalue)\/|\/src\/lib\/(?:i18n|ui\/(?!charts\/))/,
		priority: 2
	},
	{
		name: 'case',
		test: /\/src\/lib\/(?:core\/(?:case|hanging|scoring)|features\/(?:reviews|imaging)|viewer\/(?:first-look|hanging|study))\/[^?]*\.ts$/,
		priority: 1
	}
];

/** Gathers the modules of the browser's build in few files. */
export function fewChunks(): Plugin {
	return {
		name: 'overread:few-chunks',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		outputOptions(options) {
			const { chunkFileNames } = options;
			if (typeof chunkFileNames !== 'string') throw new Error('expected a pattern of file names');
			return {
				...options,
				codeSplitting: { groups },
				// The server finds it by its name among the files that a page names.
				chunkFileNames: ({ name }) =>
					name === 'first-look' ? chunkFileNames.replace('[hash]', 'first-look.[hash]') : chunkFileNames
			};
		}
	};
}
