import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeName } from './support/take-name.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'overread-name-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function aFolder(name: string): string {
	const path = join(folder, name);
	mkdirSync(path);
	writeFileSync(join(path, 'who'), name);
	return path;
}

it('gives a name to the first of two folders, and the second goes', () => {
	const name = join(folder, 'name');
	for (const own of [aFolder('first'), aFolder('second')]) {
		takeName(own, name);
		expect(existsSync(own)).toBe(false);
	}
	expect(readFileSync(join(name, 'who'), 'utf8')).toBe('first');
});

it('fails where there is nothing to name', () => {
	expect(() => takeName(join(folder, 'nothing'), join(folder, 'name'))).toThrow('ENOENT');
});
