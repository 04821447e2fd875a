import { defineConfig } from '@playwright/test';
import { findChromium } from './support/chromium.ts';

export default defineConfig({
	testDir: './e2e',
	testMatch: '**/*.e2e.ts',
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
		// The snapshots of the page say as much as a film of it, which a machine without a GPU pays dearly.
		trace: { mode: 'retain-on-failure', screenshots: false },
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
