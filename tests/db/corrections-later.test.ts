import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import {
	closeCorrection,
	dismissCorrection,
	informFacility,
	recordReceipt
} from '#lib/features/corrections/commands.server.ts';
import { findCorrectionView } from '#lib/features/corrections/correction-view.server.ts';
import { correctionsOfRead, openByHand } from '#lib/features/corrections/open-by-hand.server.ts';
import { openCorrection, type OpenCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { countCorrections } from '#lib/features/corrections/overdue.server.ts';
import { openCorrections } from '#lib/features/corrections/queries.server.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { aForm, anAssignedCase, aScore, reviewAtL3 } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

type Made = Awaited<ReturnType<typeof anAssignedCase>>;
type CaseChange = Partial<WriteHandle['tables']['cases']['$inferInsert']>;

describe.each(engines)('what comes after a correction was opened, on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const asCoordinator = () => ({ app, actor: coordinator });

	async function asks({ caseId, read }: Made, because: OpenCorrection['because'], finding = 'Free air.') {
		await app.db.transaction(async (write) => {
			const about = { caseId, readId: read.id, because, finding, now: app.clock.now() };
			await recordAudit(write, ...(await openCorrection(write, app, about)));
		});
		return storedOf(caseId);
	}

	async function storedOf(caseId: string) {
		const { corrections } = app.db.read.tables;
		const [row] = await app.db.read.select().from(corrections).where(eq(corrections.caseId, caseId));
		if (!row) throw new Error('no correction');
		return row;
	}

	async function change({ caseId }: Made, given: CaseChange) {
		await app.db.transaction(async (write) => {
			const { cases } = write.tables;
			await write.update(cases).set(given).where(eq(cases.id, caseId));
		});
	}

	async function decided(made: Made, outcome: string, finalScore: Score) {
		const { reviews } = app.db.read.tables;
		const memberId = (await aUser(app, 'committee')).id;
		const [kept] = await app.db.read.select().from(reviews).where(eq(reviews.caseId, made.caseId));
		await app.db.transaction(async (write) => {
			const { caseId, assignmentId, reviewer } = made;
			const [id, decidedAt] = [app.ids(), app.clock.now()];
			const reviewId = kept?.id ?? id;
			if (!kept) {
				await write.insert(write.tables.reviews).values({
					...{ id, caseId, assignmentId, reviewerId: reviewer.id, ordinal: 1, score: '3b', factors: [] },
					...{ activeMs: 0, taxonomyVersion: '1', submittedAt: decidedAt }
				});
			}
			await write.insert(write.tables.committeeDecisions).values({
				...{ id, caseId, reviewId, memberId, question: 'score', outcome, finalScore },
				...{ attribution: 'reviewer', comment: '', decidedAt }
			});
			await write.update(write.tables.cases).set({ finalScore }).where(eq(write.tables.cases.id, caseId));
		});
	}

	async function viewFor(actor: Actor, id: string) {
		return (await findCorrectionView(app.db.read, actor, id, app.clock.now()))?.view ?? null;
	}

	describe('for a reader who looks after corrections', () => {
		async function ownCase() {
			const made = await anAssignedCase(app);
			await app.db.transaction(async (write) => {
				await write.insert(write.tables.userRoles).values({ userId: made.reader.id, role: 'coordinator' });
			});
			return { ...made, reader: await getActor(app, made.reader.id) };
		}

		/** All that the reader can find of a correction. */
		async function foundBy({ reader, read, caseId }: Made) {
			const now = app.clock.now();
			return {
				view: (await viewFor(reader, (await storedOf(caseId)).id)) !== null,
				lines: (await openCorrections(app.db.read, reader, now)).length,
				counted: (await countCorrections(app.db.read, reader, now)).open,
				onRead: (await correctionsOfRead(app.db.read, reader, read.id, now)).corrections.length
			};
		}
		const seen = { view: true, lines: 1, counted: 1, onRead: 1 };
		const unseen = { view: false, lines: 0, counted: 0, onRead: 0 };

		it('is closed from their rebuttal until the day on which its answer may be read', async () => {
			const made = await ownCase();
			await asks(made, 'score');
			await change(made, { state: 'feedback-released', releasedAt: app.clock.now() });
			expect(await foundBy(made)).toEqual(seen);
			await change(made, { state: 'rebutted', rebuttedAt: app.clock.now() });
			expect(await foundBy(made)).toEqual(unseen);
			app.clock.advance(2 * DAY_MS);
			await change(made, { state: 'closed', closedAt: app.clock.now() });
			expect(await foundBy(made)).toEqual(unseen);
			app.clock.advance(HOUR_MS);
			expect(await foundBy(made)).toEqual(unseen);
			app.clock.advance(DAY_MS);
			expect(await foundBy(made)).toEqual(seen);
		});

		it('does not appear at the hour at which the committee answers that it matters', async () => {
			const made = await ownCase();
			await change(made, { state: 'closed', rebuttedAt: app.clock.now(), closedAt: app.clock.now() });
			await asks(made, 'committee');
			expect(await foundBy(made)).toEqual(unseen);
			app.clock.advance(DAY_MS);
			expect(await foundBy(made)).toEqual(seen);
		});

		it('keeps saying what the committee said before, until the day after it says otherwise', async () => {
			const made = await ownCase();
			const { id } = await asks(made, 'score');
			await decided(made, 'no-discrepancy', '1');
			await change(made, { state: 'feedback-released' });
			app.clock.advance(DAY_MS);
			expect(await viewFor(made.reader, id)).toMatchObject({ isUnfounded: true });
			await decided(made, 'raise', '3b');
			expect(await viewFor(coordinator, id)).toMatchObject({ isUnfounded: false });
			expect(await viewFor(made.reader, id)).toMatchObject({ isUnfounded: true });
			app.clock.advance(DAY_MS);
			expect(await viewFor(made.reader, id)).toMatchObject({ isUnfounded: false });
		});
	});

	describe('opened by hand', () => {
		async function byHand() {
			const made = await anAssignedCase(app);
			const finding = 'The surgeon says that the tube is misplaced.';
			const { id } = getValue(await openByHand(asCoordinator(), { caseId: made.caseId, finding }));
			return { ...made, id };
		}

		async function reviewed({ reviewer, assignmentId }: Made, score: Score, needsCorrection: boolean) {
			const [act, draft] = [
				{ app, actor: reviewer },
				{ ...aScore(score), needsCorrection }
			];
			await openCase(act, { id: assignmentId });
			await lockImpression(act, aForm(assignmentId, 0));
			await revealReport(act, aForm(assignmentId, 1));
			getValue(await submitReview(act, aForm(assignmentId, 2, draft)));
		}

		async function told(kind: string) {
			const { notices } = app.db.read.tables;
			const rows = await app.db.read.select().from(notices).where(eq(notices.kind, kind));
			return rows.filter(({ userId }) => userId === coordinator.id).length;
		}

		it.each([
			['lowered it', false, 'lower', '2a', []],
			['lowered it, and care may have to change', true, 'lower', '2a', ['See image 31.']],
			['found no discrepancy', true, 'no-discrepancy', '1', []],
			['upheld it', false, 'uphold', '3b', ['See image 31.']]
		] as const)(
			'offers only the words that matter once the committee %s',
			async (_, isFlagged, outcome, score, offered) => {
				const made = await byHand();
				await reviewed(made, '3b', isFlagged);
				expect(await viewFor(coordinator, made.id)).toMatchObject({ offered: ['See image 31.'] });
				await decided(made, outcome, score);
				expect(await viewFor(coordinator, made.id)).toMatchObject({ offered });
			}
		);

		it('tells of new words each time they are others, and of the same words once', async () => {
			const made = await byHand();
			await asks(made, 'flagged', 'Free air.');
			await asks(made, 'score', 'Free air.');
			expect(await told('correction.words')).toBe(1);
			await asks(made, 'committee', 'Perforated ulcer.');
			expect(await told('correction.words')).toBe(2);
			expect(await told('correction.opened')).toBe(1);
		});

		it('does not say that it was opened when words come after its end', async () => {
			const made = await byHand();
			const { id } = made;
			getValue(await informFacility(asCoordinator(), { id, whom: 'Dr. Okafor', how: 'telephone', at: '' }));
			getValue(await recordReceipt(asCoordinator(), { id, from: 'Dr. Okafor', at: '' }));
			getValue(await closeCorrection(asCoordinator(), { id, words: 'The patient had died.' }));
			await asks(made, 'flagged', 'Free air.');
			expect(await told('correction.opened')).toBe(1);
			expect(await told('correction.words')).toBe(1);
			expect((await storedOf(made.caseId)).status).toBe('closed');
		});

		it('no longer says why it was not needed once it is taken up again', async () => {
			const made = await byHand();
			getValue(await dismissCorrection(asCoordinator(), { id: made.id, words: 'The ward knew.' }));
			getValue(await reviewAtL3(app, made.reviewer, made.assignmentId, '2b'));
			expect(await storedOf(made.caseId)).toMatchObject({ status: 'open', closingWords: null });
		});
	});
});
