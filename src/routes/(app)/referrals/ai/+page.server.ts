import { may } from '#lib/core/actor.ts';
import { compareResult } from '#lib/features/referrals/ai-commands.server.ts';
import {
	aiYield,
	comparedResults,
	findResult,
	waitingResults
} from '#lib/features/referrals/ai-queries.server.ts';
import { compareResultSchema } from '#lib/features/referrals/schemas.ts';
import { reportScrubber } from '#lib/features/reviews/report-scrubber.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('referral.manage', async ({ app, actor, url }) => {
	const { read } = app.db;
	const waiting = await waitingResults(read, actor);
	const id = url.searchParams.get('result') ?? waiting.rows[0]?.id;
	return {
		result: id === undefined ? null : await findResult(read, actor, id, reportScrubber(read)),
		waiting,
		compared: await comparedResults(read, actor),
		outcome: await aiYield(read),
		kept: url.searchParams.get('kept'),
		runsPlans: may(actor, 'focused.manage')
	};
});

export const actions = {
	compare: action('referral.manage', compareResultSchema, compareResult, {
		redirectTo: ({ kept }) => `/referrals/ai?kept=${kept}`
	})
};
