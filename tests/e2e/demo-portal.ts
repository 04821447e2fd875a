import { randomUUID } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { buildApp } from '#lib/runtime/app.ts';
import { demoEmail } from '#lib/runtime/demo/accounts.ts';
import { seedDemo } from '#lib/runtime/demo/seed-demo.ts';
import { readConfig } from '#lib/server/config.ts';
import { takeName } from '../support/take-name.ts';
import { smallDemo, writeFewStudies } from '../support/small-demo.ts';
import { makePortalTest, signIn, type Portal } from './portal.ts';

const password = 'five quiet lanterns';

/** Makes the small demo group once in a run and copies it: to make it takes longer than most tests. */
async function fillWithDemo(dataFolder: string): Promise<void> {
	const template = join(tmpdir(), 'overread-demo-group');
	if (!existsSync(template)) {
		// Two workers may make it at once: each makes its own, and the name changes in one step.
		const own = `${template}-${randomUUID()}`;
		await makeDemo(own);
		takeName(own, template);
	}
	cpSync(template, dataFolder, { recursive: true });
}

async function makeDemo(dataFolder: string): Promise<void> {
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
}

/** Tests with a `portal` that holds a small demo group: every screen has something on it. */
export function makeDemoTest() {
	return makePortalTest({ into: fillWithDemo });
}

/** Signs in through the page as the person who shows a role. */
export function signInAs(page: Page, portal: Portal, role: Role): Promise<void> {
	return signIn(page, portal, demoEmail(role), password);
}
