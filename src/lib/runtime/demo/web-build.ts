import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const stampPath = join(root, 'build', '.stamp');
const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package.json', 'package-lock.json'];
const LAST_LINES = 30;

/** Names, sizes and times of everything that the web part is built from, as one hash. */
function sourceStamp(): string {
	const hash = createHash('sha256');
	for (const source of sources) {
		const top = join(root, source);
		if (!existsSync(top)) continue;
		const files = statSync(top).isDirectory()
			? readdirSync(top, { recursive: true, withFileTypes: true })
					.filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
					.map((entry) => join(entry.parentPath, entry.name))
					.sort()
			: [top];
		for (const path of files) {
			const { size, mtimeMs } = statSync(path);
			hash.update(`${relative(root, path)}\t${size}\t${mtimeMs}\n`);
		}
	}
	return hash.digest('hex');
}

/** Whether the web part was built from the sources as they are. The stamp is written after a build is whole. */
export function isBuildCurrent(): boolean {
	return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sourceStamp();
}

/** Builds the web part in a process of its own, unless it is up to date. Fails with the last lines that the build printed. */
export async function buildWeb(): Promise<'built' | 'current'> {
	if (isBuildCurrent()) return 'current';
	const stamp = sourceStamp();
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		env: { ...process.env, NODE_ENV: 'production' },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) {
		const lines = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
		throw new Error(`The web part could not be built:\n${lines}`);
	}
	writeFileSync(stampPath, stamp);
	return 'built';
}
