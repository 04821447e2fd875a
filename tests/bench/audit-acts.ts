import { HOUR_MS } from '#lib/core/instant.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { aForm, anAssignedCase, aReviewer, aScore } from '../support/reviewing.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { testApp, type Engine } from '../support/test-app.ts';

/*
 * Does what people do all day on a fresh database and prints how long each act took, in milliseconds: called by the bench of the audit
 * log, with it and without.
 */
const WARM_UP = 15;
const CASES = 75;

await using app = await testApp({ engine: process.argv[2] as Engine }); // as the bench calls it
await publishInitialPolicies(app);
const reviewer = await aReviewer(app);
const times = new Map<string, number[]>();

async function act(name: string, work: () => Promise<{ readonly ok: boolean } | unknown>): Promise<void> {
	const startedAt = performance.now();
	const outcome = await work();
	const ms = performance.now() - startedAt;
	if (typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false)
		throw new Error(`${name} failed: ${JSON.stringify(outcome)}`);
	times.set(name, [...(times.get(name) ?? []), ms]);
}

for (let at = 0; at < CASES; at++) {
	const { assignmentId: id } = await anAssignedCase(app, { reviewer });
	const context = { app, actor: reviewer };
	await act('open-case', () => openCase(context, { id }));
	await act('lock-impression', () => lockImpression(context, aForm(id, 0)));
	await act('reveal-report', () => revealReport(context, aForm(id, 1)));
	await act('submit-review', () => submitReview(context, aForm(id, 2, aScore('1'))));
	app.clock.advance(HOUR_MS / 60);
}
for (const [name, all] of times) {
	const counted = all.slice(WARM_UP).sort((a, b) => a - b);
	console.log(`ACT ${name} ${(counted[Math.floor(counted.length / 2)] ?? 0).toFixed(4)}`);
}
