import { and, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

/** Older outcomes were told long ago, or their notice was thrown away. */
const TOLD_WITHIN_DAYS = 60;
const BATCH = 200;

type Asked = { readonly id: string; readonly askedBy: string | null; readonly source: string };

const keyOf = (id: string): string => `referral.answered:${id}`;
/** A radiologist sees own requests, whoever enters for others sees the referral. */
const pathOf = ({ id, source }: Asked): string =>
	source === 'radiologist' ? '/requests' : `/referrals/${id}`;

/** Tells whoever asked that there is an answer: neither score nor name, and once. Nobody is told of their own decision. */
export async function answerAsker(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ actor, now, ...asked }: Asked & { readonly actor: Pick<Actor, 'id'> | null; readonly now: Instant }
): Promise<void> {
	if (asked.askedBy === null || asked.askedBy === actor?.id) return;
	await notify(write, { ids: app.ids, now }, [asked.askedBy], {
		kind: 'referral.answered',
		facts: {},
		path: pathOf(asked),
		onceKey: keyOf(asked.id)
	});
}

/** Tells those who asked that their case is done, once its outcome is released. Gives how many it found. */
export async function tellAskers(app: App): Promise<number> {
	const now = app.clock.now();
	const done = await doneReferrals(app.db.read, now);
	if (done.length === 0) return 0;
	await app.db.transaction(async (write) => {
		for (const asked of done) await answerAsker(write, app, { ...asked, actor: null, now });
	});
	return done.length;
}

async function doneReferrals(read: ReadHandle, now: Instant): Promise<Asked[]> {
	const { referrals, cases, notices } = read.tables;
	const told = read
		.select({ one: sql`1` })
		.from(notices)
		.where(
			and(
				eq(notices.userId, referrals.askedBy),
				eq(notices.onceKey, sql`'referral.answered:' || ${referrals.id}`)
			)
		);
	return read
		.select({ id: referrals.id, askedBy: referrals.askedBy, source: referrals.source })
		.from(referrals)
		.innerJoin(cases, eq(cases.id, referrals.caseId))
		.where(
			and(
				isNotNull(referrals.askedBy),
				gt(referrals.receivedAt, now - 365 * DAY_MS),
				or(
					and(
						inArray(cases.state, [...finalStates]),
						lte(cases.releasedAt, now),
						gt(cases.releasedAt, now - TOLD_WITHIN_DAYS * DAY_MS)
					),
					and(eq(cases.state, 'withdrawn'), or(isNull(cases.releasedAt), lte(cases.releasedAt, now)))
				),
				sql`not exists ${told}`
			)
		)
		.limit(BATCH);
}
