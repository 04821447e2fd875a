import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { permissions } from '#lib/core/permissions.ts';
import { settingNames } from '#lib/server/config.ts';
import { commands } from '../src/cli/commands.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every source file below a folder, as a path from the project's root. */
function filesBelow(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const sources = filesBelow('src').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const isTest = (path: string): boolean => path.endsWith('.test.ts');
const importsOf = (text: string): string[] =>
	[...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

const featureOrder = [
	'account',
	'admin',
	'imaging',
	'reads',
	'notices',
	'ingest',
	'assignments',
	'calibration',
	'referrals',
	'corrections',
	'site-notes',
	'sampling',
	'reviews',
	'committee',
	'feedback',
	'learning',
	'quality',
	'turnaround',
	'credentials',
	'reports',
	'audit',
	'auditors',
	'home'
];

/** Which `#lib` folders a file may import from; the arrows of src/README.md. */
function allowedFolders(path: string): RegExp {
	if (path.startsWith('src/lib/core/')) return /^core\//;
	if (path.startsWith('src/lib/server/')) return /^(core|server)\//;
	if (/^src\/lib\/(ui|i18n)\//.test(path)) return /^(core|ui|i18n)\//;
	if (path.startsWith('src/lib/viewer/')) return /^(core\/(dicom|hanging)|viewer)\//;
	if (path.startsWith('src/lib/features/')) return /^(core|server|features|ui|viewer|i18n)\//;
	return /^(core|server|features|ui|viewer|i18n|runtime)\//;
}

describe('the layers', () => {
	const wrong = sources
		.filter(({ path }) => !isTest(path))
		.flatMap(({ path, text }) =>
			importsOf(text)
				.filter((name) => name.startsWith('#lib/'))
				.filter((name) => !allowedFolders(path).test(name.slice('#lib/'.length)))
				.map((name) => `${path} imports ${name}`)
		);
	it('point one way', () => expect(wrong).toEqual([]));
});

describe('features', () => {
	const named = new Set(
		sources.flatMap(({ path }) => path.match(/^src\/lib\/features\/([^/]+)\//)?.[1] ?? [])
	);
	it('all stand in the order', () => {
		expect([...named].filter((name) => !featureOrder.includes(name))).toEqual([]);
	});

	const rank = (name: string): number => featureOrder.indexOf(name);
	const wrong = sources
		.filter(({ path }) => !isTest(path))
		.flatMap(({ path, text }) => {
			const own = path.match(/^src\/lib\/features\/([^/]+)\//)?.[1];
			if (!own) return [];
			return importsOf(text)
				.flatMap((name) => name.match(/^#lib\/features\/([^/]+)\//)?.[1] ?? [])
				.filter((other) => rank(other) > rank(own))
				.map((other) => `${path} imports the later feature ${other}`);
		});
	it('import earlier ones only', () => expect(wrong).toEqual([]));
});

describe('imports', () => {
	it('are relative within a folder only, and carry their extension', () => {
		const wrong = sources
			.filter(({ path }) => path.startsWith('src/lib/'))
			.flatMap(({ path, text }) =>
				importsOf(text)
					.filter((name) => name.startsWith('../') || name.startsWith('$lib'))
					.concat(importsOf(text).filter((name) => /^(\.\/|#lib\/)/.test(name) && !/\.\w+$/.test(name)))
					.filter((name) => !isTest(path) || !name.startsWith('../'))
					.map((name) => `${path}: ${name}`)
			);
		expect(wrong).toEqual([]);
	});

	it.each([
		{ name: 'lucia', home: /^src\/lib\/server\/auth\/sessions\.ts$/ },
		{ name: 'chart.js', home: /^src\/lib\/ui\/charts\// },
		{ name: '@cornerstonejs/core', home: /^src\/lib\/viewer\// },
		{ name: '@cornerstonejs/tools', home: /^src\/lib\/viewer\// },
		{ name: 'drizzle-orm', home: /^src\/lib\/(server|features|runtime)\// },
		{ name: 'pg', home: /^src\/lib\/server\/db\// },
		{ name: 'nodemailer', home: /^src\/lib\/server\/mail\// },
		{ name: 'pdfkit', home: /^src\/lib\/server\/pdf\// },
		{ name: 'hucre/xlsx', home: /^src\/lib\/server\/xlsx\// },
		{ name: 'better-sqlite3', home: /^src\/lib\/server\/db\// },
		// The workspace moves the focus itself, always.
		{ name: '$app/forms', home: /^src\/lib\/(ui\/enhance\.ts|features\/reviews\/Workspace\.svelte)$/ }
	])('of $name have one home', ({ name, home }) => {
		const strays = sources
			.filter(({ path }) => !isTest(path) && !home.test(path))
			.filter(({ text }) => importsOf(text).some((one) => one === name || one.startsWith(`${name}/`)))
			.map(({ path }) => path);
		expect(strays).toEqual([]);
	});
});

describe('files', () => {
	const free =
		/(\/schema\/|\/i18n\/|\/reference\/|\/fixtures\/|\/demo\/|dictionary|keep-list|words|templates)/;
	it('stay small', () => {
		const long = sources
			.filter(({ path }) => !isTest(path) && !free.test(path))
			.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
			.filter(({ path, lines }) => lines > (path.endsWith('.svelte') ? 350 : 300))
			.map(({ path, lines }) => `${path}: ${lines} lines`);
		expect(long).toEqual([]);
	});

	it('are no barrels', () => {
		const barrels = sources
			.filter(
				({ text }) =>
					text.trim() !== '' &&
					text
						.trim()
						.split('\n')
						.every((line) => /^export \* from/.test(line))
			)
			.map(({ path }) => path);
		expect(barrels).toEqual([]);
	});
});

describe('the words', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	const help = readdirSync(join(root, 'src/help'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => readFileSync(join(root, 'src/help', name), 'utf8'))
		.join('\n');
	const events = ['events.ts', 'report-events.ts']
		.map((name) => readFileSync(join(root, 'src/lib/core/audit', name), 'utf8'))
		.join('\n');
	const eventTypes = [...events.matchAll(/type: '([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? '');

	it.each(settingNames)('of the README name the setting %s', (name) =>
		expect(readme).toContain(`\`${name}\``)
	);
	it.each(commands.map(({ name }) => name))('of the README name the command %s', (name) =>
		expect(readme).toContain(`\`${name}`)
	);
	it.each(permissions)('of the help name the permission %s', (name) => expect(help).toContain(`\`${name}\``));
	it.each(eventTypes)('of the help name the audit event %s', (name) => expect(help).toContain(`\`${name}\``));
});
