import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useScratchFolder } from './support/scratch.ts';

const outer = { ...process.env };
function put(name: string, value: string | undefined): void {
	if (value === undefined) Reflect.deleteProperty(process.env, name);
	else process.env[name] = value;
}

beforeEach(() => put('OVERREAD_TEST_SCRATCH', undefined));
afterEach(() => ['TMPDIR', 'OVERREAD_TEST_SCRATCH'].forEach((name) => put(name, outer[name])));

it('gives temporary files a folder of the run, which its end removes with all that is left in it', () => {
	const before = tmpdir();
	const remove = useScratchFolder();
	const folder = tmpdir();
	expect(folder).not.toBe(before);
	writeFileSync(join(mkdtempSync(join(tmpdir(), 'left-')), 'behind'), 'x');
	remove();
	expect(existsSync(folder)).toBe(false);
	expect(tmpdir()).toBe(before);
});

it('keeps a run within a run to the folder of the outer one', () => {
	const remove = useScratchFolder();
	const folder = tmpdir();
	useScratchFolder()();
	expect([tmpdir(), existsSync(folder)]).toEqual([folder, true]);
	remove();
});

it('removes what a run left that was killed, and nothing of one that goes on', () => {
	const probe = useScratchFolder();
	const base = dirname(tmpdir());
	probe();
	const ended = spawnSync(process.execPath, ['--version']).pid;
	const [dead, alive] = [ended, process.ppid].map((id) => join(base, `overread-run-${id}`));
	const wasThere = existsSync(alive ?? '');
	mkdirSync(join(dead ?? '', 'data'), { recursive: true });
	mkdirSync(alive ?? '', { recursive: true });
	useScratchFolder()();
	expect([existsSync(dead ?? ''), existsSync(alive ?? '')]).toEqual([false, true]);
	if (!wasThere) rmSync(alive ?? '', { recursive: true });
});
