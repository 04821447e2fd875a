import { and, eq } from 'drizzle-orm';
import { makePeriod } from '#lib/core/period.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { Context } from '#lib/server/http/page.ts';
import { activePlans, findPlan } from './plan-queries.server.ts';
import type { BeginPlan, EndPlan } from './schemas.ts';
import { takeForPlans } from './take-for-plans.server.ts';

type Here = Pick<Context, 'app' | 'actor'>;
type Id = { readonly id: string };
type BeginError = 'days-reversed' | 'radiologist-not-found' | 'own-reads';

/** Begins a plan. Number, period, criteria and limits are fixed here and do not change afterwards. */
export async function beginPlan(
	{ app, actor }: Here,
	{ from, through, radiologistId, modalities, ...fixed }: BeginPlan
): Promise<Result<Id, BeginError>> {
	const now = app.clock.now();
	const period = makePeriod(from, through);
	if (!period) return err('days-reversed');
	if (radiologistId === actor.radiologistId) return err('own-reads');
	const begun = await app.db.transaction(async (write): Promise<Result<Id, BeginError>> => {
		const { focusedPlans, radiologists } = write.tables;
		const [reader] = await write
			.select({ id: radiologists.id })
			.from(radiologists)
			.where(eq(radiologists.id, radiologistId));
		if (!reader) return err('radiologist-not-found');
		const id = app.ids();
		await write.insert(focusedPlans).values({
			id,
			radiologistId,
			...fixed,
			modalities: modalities.join(','),
			periodFrom: period.from,
			periodTo: period.to,
			status: 'active',
			createdBy: actor.id,
			createdAt: now
		});
		const { trigger, targetCount } = fixed;
		await recordAudit(write, {
			type: 'focused-plan.begun',
			subjectId: id,
			facts: { trigger, targetCount },
			at: now,
			actor
		});
		return ok({ id });
	});
	if (begun.ok) await takeForPlans(app);
	return begun;
}

/** Ends a plan with its outcome in words. Cases that are still under review stay what they are. */
export async function endPlan(
	{ app, actor }: Here,
	{ id, outcome, outcomeWords }: EndPlan
): Promise<Result<Id & { readonly outcome: string }, 'plan-not-found' | 'already-ended'>> {
	const now = app.clock.now();
	type Failure = 'plan-not-found' | 'already-ended';
	return app.db.transaction(async (write): Promise<Result<Id & { outcome: string }, Failure>> => {
		const { focusedPlans } = write.tables;
		if (!(await findPlan(write, actor, id, now))) return err('plan-not-found');
		const ended = await write
			.update(focusedPlans)
			.set({ status: 'ended', outcome, outcomeWords, endedBy: actor.id, endedAt: now })
			.where(and(eq(focusedPlans.id, id), eq(focusedPlans.status, 'active')))
			.returning({ id: focusedPlans.id });
		if (ended.length === 0) return err('already-ended');
		await recordAudit(write, {
			type: 'focused-plan.ended',
			subjectId: id,
			facts: { outcome },
			at: now,
			actor
		});
		return ok({ id, outcome });
	});
}

/** Tells the directors of plans that can be ended: all is reviewed, or the period is over. Once a plan. Gives how many are due. */
export async function tellOfDuePlans(app: App): Promise<number> {
	const now = app.clock.now();
	const { users } = app.db.read.tables;
	let due = 0;
	for (const { id, radiologistId, terms } of await activePlans(app.db.read)) {
		const plan = await findPlan(app.db.read, nobody, id, now);
		if (!plan || (!plan.isComplete && now < terms.to)) continue;
		due += 1;
		await app.db.transaction(async (write) => {
			const own = await write
				.select({ id: users.id })
				.from(users)
				.where(eq(users.radiologistId, radiologistId));
			const directors = await holdersOf(write, ['director']);
			await notify(
				write,
				{ ids: app.ids, now },
				directors.filter((userId) => !own.some((user) => user.id === userId)),
				{
					kind: 'focused-plan.due',
					facts: {},
					path: `/referrals/focused/${id}`,
					onceKey: `focused-plan.due:${id}`
				}
			);
		});
	}
	return due;
}

/** Whoever looks on behalf of the product itself: nobody's reads are theirs. */
const nobody = { id: '', name: '', email: '', roles: [], radiologistId: null, scope: null } as const;
