import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { buildApp } from '#lib/runtime/app.ts';
import { demoEmail } from '#lib/runtime/demo/accounts.ts';
import { seedDemo } from '#lib/runtime/demo/seed-demo.ts';
import { readConfig } from '#lib/server/config.ts';
import { smallDemo, writeFewStudies } from '../support/small-demo.ts';
import { signIn, startPortal, type Portal } from './portal.ts';

const password = 'five quiet lanterns';

/** Tests with a `portal` that holds a small demo group: every screen has something on it. Each file makes its own. */
export function makeDemoTest() {
	return base.extend<object, { portal: Portal }>({
		portal: [
			// Playwright asks for this first argument to be a pattern.
			async ({}, use) => {
				const dataFolder = mkdtempSync(join(tmpdir(), 'overread-demo-'));
				const cutAt = Math.floor(Date.now() / DAY_MS) * DAY_MS;
				const app = await buildApp(readConfig({ OVERREAD_DATA: dataFolder, OVERREAD_LOG: 'silent' }), {
					clock: { now: () => cutAt }
				});
				await seedDemo(app, {
					...smallDemo,
					cutAt,
					password,
					scratchFolder: join(dataFolder, 'scratch'),
					writeStudies: writeFewStudies
				});
				await app.db.close();
				const { portal, stop } = await startPortal(dataFolder);
				await use(portal);
				await stop();
				rmSync(dataFolder, { recursive: true, force: true });
			},
			{ scope: 'worker', timeout: 120_000 }
		]
	});
}

/** Signs in through the page as the person who shows a role. */
export function signInAs(page: Page, portal: Portal, role: Role): Promise<void> {
	return signIn(page, portal, demoEmail(role), password);
}
