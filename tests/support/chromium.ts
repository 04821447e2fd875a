import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on this machine: the one OVERREAD_CHROMIUM names, one on the PATH, or Playwright's own; null when there is none. */
export function findChromium(): string | null {
	const named = process.env.OVERREAD_CHROMIUM;
	if (named && existsSync(named)) return named;
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
	}
	const own = chromium.executablePath();
	return existsSync(own) ? own : null;
}

function attempt(command: string, args: string[]): boolean {
	return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

const isRoot = process.getuid?.() === 0;
const playwright = fileURLToPath(new URL('../../node_modules/@playwright/test/cli.js', import.meta.url));

type Way = { readonly name: string; readonly isOpen: boolean; readonly take: () => boolean };

const ways: readonly Way[] = [
	{
		name: 'the package chromium with apt-get',
		isOpen: isRoot && existsSync('/usr/bin/apt-get'),
		take: () =>
			attempt('apt-get', ['update']) &&
			attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
	},
	{
		// Also where Debian's package does not come: Ubuntu has none but a snap.
		name: 'the Chromium of Playwright',
		isOpen: true,
		take: () => {
			// What the browser needs of the system; where this is not known the browser may run all the same.
			if (isRoot) attempt(process.execPath, [playwright, 'install-deps', 'chromium']);
			return attempt(process.execPath, [playwright, 'install', 'chromium']);
		}
	}
];

/** Finds a Chromium, or installs one: from Debian as root, else with Playwright. Says what it did. */
export async function ensureChromium(): Promise<string | null> {
	const found = findChromium();
	if (found) {
		console.log(`Chromium: ${found}`);
		return found;
	}
	for (const { name, take } of ways.filter(({ isOpen }) => isOpen)) {
		console.log(`Chromium: none found, installing ${name}`);
		if (!take()) console.log('Chromium: that did not succeed');
		const installed = findChromium();
		if (!installed) continue;
		console.log(`Chromium: ${installed}`);
		return installed;
	}
	console.log('Chromium: could not be installed');
	return null;
}
