import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from '../svelte.config.js';

/** @param {string[]} regexes @param {string} message */
const forbid = (regexes, message) => ({
	'no-restricted-imports': [
		'error',
		{
			patterns: [
				{ regex: '^\\.\\./', message: 'Across folders import #lib/folder/file.ts.' },
				{ regex: '^\\$lib', message: 'Import #lib/folder/file.ts.' },
				...regexes.map((regex) => ({ regex, message }))
			]
		}
	]
});

// The layers of src/README.md: imports point one way. tests/architecture.test.ts holds the same table with feature order.
const layers = [
	{
		files: ['src/lib/core/**'],
		ignores: ['**/*.test.ts'],
		rules: forbid(
			['^(?!\\./|#lib/core/|zod$|@noble/|\\$app/types$)'],
			'core imports only core, zod and @noble/*.'
		)
	},
	{
		files: ['src/lib/server/**'],
		ignores: ['**/*.test.ts'],
		rules: forbid(['^#lib/(?!core/|server/)', '^\\$app/'], 'server imports only core, Node and packages.')
	},
	{
		files: ['src/lib/{ui,i18n}/**'],
		ignores: ['**/*.test.ts'],
		rules: forbid(
			['^#lib/(?!core/|ui/|i18n/)', '^node:', '^drizzle-orm', '^@cornerstonejs/'],
			'ui and i18n import only core and each other.'
		)
	},
	{
		files: ['src/lib/viewer/**'],
		ignores: ['**/*.test.ts'],
		rules: forbid(
			['^#lib/(?!core/(?:dicom|hanging)/|viewer/)', '^node:', '^drizzle-orm', '^\\$app/'],
			'viewer imports only core/dicom and core/hanging.'
		)
	},
	{
		files: ['src/lib/features/**'],
		ignores: ['**/*.test.ts'],
		rules: forbid(['^#lib/runtime/', '^@cornerstonejs/', '^chart\\.js'], 'features do not know the runtime.')
	},
	{
		files: ['src/routes/**', 'src/hooks*', 'src/cli/**'],
		rules: forbid(['^drizzle-orm', '^@cornerstonejs/', '^chart\\.js'], 'edges are thin: call a feature.')
	}
];

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'node_modules/',
			'.data/',
			'drizzle/sqlite/',
			'drizzle/postgres/',
			'test-results/'
		]
	},
	eslint.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// TypeScript resolves names itself.
			'no-undef': 'off',
			'no-console': 'error',
			'max-depth': ['error', 4],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			// Links and goto are relative to the origin: the product is always served at its root.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		files: ['src/cli/**', 'tests/**'],
		// The command line and the test runner speak through standard output.
		rules: { 'no-console': 'off', 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
	},
	...layers
);
