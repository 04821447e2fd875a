import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

/** Finds a Chromium, or installs one: from Debian as root, else with Playwright. Says what it did. */
export async function ensureChromium(): Promise<string | null> {
	const found = findChromium();
	if (found) {
		console.log(`Chromium: ${found}`);
		return found;
	}
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('Chromium: none found, installing the package chromium with apt-get');
		if (attempt('apt-get', ['update']))
			attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
	} else {
		console.log('Chromium: none found, downloading one with Playwright');
		attempt(process.execPath, [join('node_modules', '.bin', 'playwright'), 'install', 'chromium']);
	}
	const installed = findChromium();
	console.log(installed ? `Chromium: ${installed}` : 'Chromium: could not be installed');
	return installed;
}
