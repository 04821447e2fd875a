import { may } from '#lib/core/actor.ts';
import { lastMonths } from '#lib/core/period.ts';
import { gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import {
	concordance,
	findPair,
	gradedPairs,
	pairAttributions,
	waitingPairs
} from '#lib/features/referrals/pair-queries.server.ts';
import { gradePairSchema } from '#lib/features/referrals/schemas.ts';
import { reportScrubber } from '#lib/features/reviews/report-scrubber.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('referral.manage', async ({ app, actor, url }) => {
	const { read } = app.db;
	const waiting = await waitingPairs(read, actor);
	const id = url.searchParams.get('pair') ?? waiting.rows[0]?.id;
	return {
		pair: id === undefined ? null : await findPair(read, actor, id, reportScrubber(read)),
		waiting,
		graded: await gradedPairs(read, actor),
		concordance: await concordance(read, lastMonths(app.clock.now(), 12).from),
		attributions: await pairAttributions(read),
		kept: url.searchParams.get('kept'),
		runsPlans: may(actor, 'focused.manage')
	};
});

export const actions = {
	grade: action('referral.manage', gradePairSchema, gradePair, {
		redirectTo: ({ kept }) => `/referrals/pairs?kept=${kept}`
	})
};
