import { z } from 'zod';
import { ok } from '#lib/core/result.ts';
import { testPacs } from '#lib/features/notices/pacs-check.server.ts';
import { retryFailed, testMail } from '#lib/features/notices/system-commands.server.ts';
import { systemView } from '#lib/features/notices/system-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('system.manage', async ({ app }) => ({ system: await systemView(app) }));

export const actions = {
	test: action('system.manage', z.object({}), async ({ app, actor }) => {
		const tested = await testMail(app, actor);
		return tested.ok ? ok({ form: 'test' as const }) : tested;
	}),
	pacs: action('system.manage', z.object({}), async ({ app }) => {
		const tested = await testPacs(app);
		return tested.ok ? ok({ form: 'pacs' as const }) : tested;
	}),
	retry: action('system.manage', z.object({}), async ({ app, actor }) => {
		const retried = await retryFailed(app, actor);
		return retried.ok ? ok({ form: 'retry' as const }) : retried;
	})
};
