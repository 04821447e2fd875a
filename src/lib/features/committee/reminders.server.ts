import { tallyVotes } from '#lib/core/committee/tally.ts';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { lockCase } from '#lib/features/reviews/own-draft.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { openQuestions, type OpenQuestion } from './questions.server.ts';
import { settleQuestion } from './settle.server.ts';

/**
 * Looks after what waits before the committee: decides what a new quorum or a change of members has made decidable, tells members of
 * what waits for their vote and of what is overdue, and coordinators and directors where the quorum cannot be reached. Each person is
 * told once for each day on which something was added.
 * @returns questions that wait after it
 */
export async function committeeReminders(app: App): Promise<number> {
	const now = app.clock.now();
	for (const { caseId, votes, panel } of await openQuestions(app.db.read)) {
		if (tallyVotes(votes, panel).state === 'decided') await settle(app, caseId, now);
	}
	return app.db.transaction(async (write) => {
		const open = await openQuestions(write);
		const context = { ids: app.ids, now };
		for (const [memberId, asked] of byMember(open)) {
			await notify(write, context, [memberId], {
				kind: 'committee.waiting',
				facts: { n: asked.length },
				path: '/committee',
				onceKey: `committee.waiting/${latestDay(asked, ({ waitingAt }) => waitingAt)}`
			});
			const overdue = asked.filter(({ dueAt }) => dueAt < now);
			if (overdue.length === 0) continue;
			await notify(write, context, [memberId], {
				kind: 'committee.overdue',
				facts: { n: overdue.length },
				path: '/committee',
				onceKey: `committee.overdue/${latestDay(overdue, ({ dueAt }) => dueAt)}`
			});
		}
		const short = open.filter(isShort);
		if (short.length > 0) {
			await notify(write, context, await holdersOf(write, ['coordinator', 'director']), {
				kind: 'committee.short',
				facts: { n: short.length },
				path: '/quality',
				onceKey: `committee.short/${latestDay(short, ({ waitingAt }) => waitingAt)}`
			});
		}
		return open.length;
	});
}

/** Whether fewer members may vote than votes are needed. */
export function isShort({ votes, panel }: OpenQuestion): boolean {
	const tally = tallyVotes(votes, panel);
	return tally.state === 'open' && tally.isShort;
}

/** The questions that wait for each member: for the own vote, or for the chair's between equal ones. */
function byMember(open: readonly OpenQuestion[]): Map<string, OpenQuestion[]> {
	const asked = new Map<string, OpenQuestion[]>();
	for (const question of open) {
		const { votes, panel } = question;
		const isTied = tallyVotes(votes, panel).state === 'tied';
		for (const memberId of panel.eligibleIds) {
			const hasVoted = votes.some((vote) => vote.memberId === memberId);
			const breaksTie = isTied && panel.chairIds.includes(memberId);
			if (!hasVoted || breaksTie) asked.set(memberId, [...(asked.get(memberId) ?? []), question]);
		}
	}
	return asked;
}

function latestDay(questions: readonly OpenQuestion[], at: (question: OpenQuestion) => Instant): string {
	return toUtcDay(Math.max(...questions.map(at)));
}

async function settle(app: App, caseId: string, now: Instant): Promise<void> {
	await app.db.transaction(async (write) => {
		// A vote that is being changed is waited for.
		await lockCase(write, caseId);
		const settled = await settleQuestion(write, { app, actor: null, now }, caseId);
		// Somebody else may have decided it meanwhile: then there is nothing to record.
		if (settled.ok) await recordAudit(write, ...settled.value);
		return settled;
	});
}
