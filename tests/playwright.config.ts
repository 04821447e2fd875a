import { defineConfig } from '@playwright/test';
import { findChromium } from './support/chromium.ts';

/** Files that take longest go first, so that none of them is left over for one worker alone at the end. */
const longest =
	/(?:accessibility|blinding-loop|demo-values|keys|loop|viewer-grid|viewer-tools|workspace)\.e2e\.ts$/;

export default defineConfig({
	testDir: './e2e',
	projects: [
		{ name: 'long', testMatch: longest },
		{ name: 'short', testMatch: '**/*.e2e.ts', testIgnore: longest }
	],
	globalSetup: './support/browser-setup.ts',
	outputDir: '../test-results/browser',
	fullyParallel: false,
	workers: 2,
	forbidOnly: Boolean(process.env.CI),
	retries: 0,
	timeout: 240_000,
	expect: { timeout: 15_000 },
	reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : [['list']],
	use: {
		viewport: { width: 1440, height: 900 },
		locale: 'en-US',
		timezoneId: 'America/New_York',
		// Neither a film nor the page at each step: the latter alone takes a quarter of a run. `--trace on` has both for one test.
		trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
		screenshot: 'only-on-failure',
		actionTimeout: 15_000,
		launchOptions: {
			executablePath: findChromium() ?? undefined,
			args: [
				'--no-sandbox',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run'
			]
		}
	}
});
