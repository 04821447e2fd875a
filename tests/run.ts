/**
 * The whole test run: types, lint, build, unit, integration on both engines, browser. Finds or installs Chromium, says
 * what it did, and ends with one line of counts.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './support/chromium.ts';
import { ensureOrthanc } from './support/orthanc.ts';
import { ensurePdfTools } from './support/pdf-tools.ts';
import { useScratchFolder } from './support/scratch.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

type Count = { passed: number; failed: number; skipped: number };
const total: Count = { passed: 0, failed: 0, skipped: 0 };

function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
		child.once('error', () => resolve(127));
		child.once('close', (code) => resolve(code ?? 1));
	});
}

function add(name: string, count: Count, startedAt: number): void {
	total.passed += count.passed;
	total.failed += count.failed;
	total.skipped += count.skipped;
	const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
	console.log(
		`▪ ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds} s)`
	);
}

async function check(name: string, command: string, args: string[]): Promise<void> {
	const startedAt = Date.now();
	const code = await run(command, args);
	add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, startedAt);
}

function readJson<T>(path: string): T | null {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as T; // the reporters' own format
	} catch {
		return null;
	}
}

async function vitest(): Promise<void> {
	const startedAt = Date.now();
	const file = join(results, 'vitest.json');
	const code = await run(bin('vitest'), [
		'run',
		'--reporter=dot',
		'--reporter=json',
		`--outputFile.json=${file}`
	]);
	type Report = {
		numPassedTests: number;
		numFailedTests: number;
		numPendingTests: number;
		numFailedTestSuites: number;
	};
	const report = readJson<Report>(file);
	const passed = report?.numPassedTests ?? 0;
	let failed = report?.numFailedTests ?? 1;
	// A file that does not even load fails no test of its own.
	if (code !== 0 && failed === 0) failed = 1;
	add('unit and integration', { passed, failed, skipped: report?.numPendingTests ?? 0 }, startedAt);
}

async function playwright(chromium: string): Promise<void> {
	const startedAt = Date.now();
	const file = join(results, 'playwright.json');
	const code = await run(bin('playwright'), ['test', '--config', 'tests/playwright.config.ts'], {
		OVERREAD_CHROMIUM: chromium,
		PLAYWRIGHT_JSON_OUTPUT_NAME: file
	});
	type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
	const stats = readJson<Report>(file)?.stats;
	const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0);
	let failed = stats?.unexpected ?? 1;
	if (code !== 0 && failed === 0) failed = 1;
	add('browser', { passed, failed, skipped: stats?.skipped ?? 0 }, startedAt);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const removeScratch = useScratchFolder();
const chromium = await ensureChromium();
ensureOrthanc();
ensurePdfTools();

await run(bin('svelte-kit'), ['sync']);
await Promise.all([
	check('types', 'npm', ['run', '--silent', 'check']),
	check('lint', 'npm', ['run', '--silent', 'lint'])
]);
await check('build', 'npm', ['run', '--silent', 'build']);
await vitest();
if (chromium) await playwright(chromium);
else
	add('browser: no Chromium could be found or installed', { passed: 0, failed: 1, skipped: 0 }, Date.now());

removeScratch();
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
