import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { MAX_TEXT_CHARS, type DraftBody, type Finding } from '#lib/core/scoring/draft.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { openCase, revealReport, saveDraft } from '#lib/features/reviews/draft-commands.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { findLostDraft } from '#lib/features/reviews/lost-draft.server.ts';
import { blindedMarks } from '#lib/features/reviews/marks.server.ts';
import { findOwnDraft } from '#lib/features/reviews/own-draft.server.ts';
import { reviewerMonth } from '#lib/features/reviews/queue-queries.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { reviewFormSchema } from '#lib/features/reviews/schemas.ts';
import { withdrawCancelled } from '#lib/features/reviews/withdraw-cancelled.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { aCase, aUser, publishInitialPolicies } from '../support/builders.ts';
import {
	aForm,
	anAssignedCase,
	anAssignment,
	aReviewer,
	aScore,
	auditTypes,
	storedCase
} from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { ctReportMessage, markers, writeCtStudy } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('what comes in with a review on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	async function anOpenCase(given: Parameters<typeof anAssignedCase>[1] = {}) {
		const open = await anAssignedCase(app, { level: 'L2', ...given });
		await openCase({ app, actor: open.reviewer }, { id: open.assignmentId });
		return { ...open, act: { app, actor: open.reviewer } };
	}

	const reviewOf = async (assignmentId: string) => {
		const { reviews } = app.db.read.tables;
		const [row] = await app.db.read.select().from(reviews).where(eq(reviews.assignmentId, assignmentId));
		return row;
	};

	it.each([
		['20,000 characters', 'x'.repeat(MAX_TEXT_CHARS), 'x'.repeat(MAX_TEXT_CHARS)],
		['20,000 characters in lines of a form', 'xxx\r\n'.repeat(5000).trim(), 'xxx\n'.repeat(5000).trim()],
		['markup', '<img src=x onerror=alert(1)> & "x"', '<img src=x onerror=alert(1)> & "x"'],
		['control characters', 'a\u0000b\u0008c\u001b[2Jd\te\nf', 'abc[2Jd\te\nf'],
		['half a surrogate pair', 'a\ud83d b', 'a\ufffd b'],
		['SQL', "'); drop table reviews; --", "'); drop table reviews; --"]
	])('keeps %s as text', async (_what, typed, stored) => {
		const { assignmentId, act } = await anOpenCase();
		const posted = { id: assignmentId, revision: '0', findings: '[]', impression: typed, comment: typed };
		const form = reviewFormSchema.parse({ ...posted, expectedness: '1', siteComment: typed.slice(0, 2000) });
		expect(await submitReview(act, form)).toMatchObject({ ok: true });
		expect(await reviewOf(assignmentId)).toMatchObject({ comment: stored, impression: stored });
	});

	it('is refused when it is too long, by its name', () => {
		const posted = { id: 'a', revision: '0', findings: '[]' };
		const parsed = reviewFormSchema.safeParse({ ...posted, comment: 'x'.repeat(MAX_TEXT_CHARS + 1) });
		expect(parsed.error?.issues).toMatchObject([{ path: ['comment'], message: 'text-too-long' }]);
	});

	it('is kept with everything that the form asks', async () => {
		const { assignmentId, act, caseId } = await anOpenCase();
		const all: Partial<DraftBody> = {
			...aScore('3b'),
			cause: 'perception/under-reading',
			factors: ['subtle-finding'],
			imageQuality: 'limited',
			imageIssues: ['motion'],
			siteComment: 'Second series repeated.',
			reportQuality: 'adequate',
			greatCatch: true,
			learningValue: true,
			needsCorrection: true
		};
		await submitReview(act, aForm(assignmentId, 0, all));
		const { expectedness: _, significance: __, ...columns } = all;
		expect(await reviewOf(assignmentId)).toMatchObject({
			...columns,
			score: '3b',
			taxonomyVersion: '2026.2'
		});
		const { corrections, siteNotes } = app.db.read.tables;
		const opened = await app.db.read.select().from(corrections).where(eq(corrections.caseId, caseId));
		// The shorter clock of the two reasons counts.
		expect(opened).toMatchObject([{ status: 'open' }]);
		const noted = await app.db.read.select().from(siteNotes);
		expect(noted).toMatchObject([{ imageQuality: 'limited', issues: ['motion'] }]);
	});

	it.each([
		['2b', {}, 1],
		['2a', { needsCorrection: true }, 1],
		['2a', {}, 0],
		['3a', {}, 0]
	] as const)('of %s with %j opens corrections: %s', async (score, more, n) => {
		const { assignmentId, act } = await anOpenCase();
		await submitReview(act, aForm(assignmentId, 0, { ...aScore(score), ...more }));
		const { corrections } = app.db.read.tables;
		expect(await app.db.read.select().from(corrections)).toHaveLength(n);
	});

	it('for a known case answers and counts like any other, and reaches nobody', async () => {
		const answers: unknown[] = [];
		const months: unknown[] = [];
		const pages: string[][] = [];
		for (const mode of ['random', 'calibration'] as const) {
			const { assignmentId, act, reviewer } = await anOpenCase({ mode });
			const page = await openWorkspace(act, assignmentId);
			pages.push(keysOf(page));
			const body = { ...aScore('3b'), needsCorrection: true, imageIssues: ['motion'] };
			answers.push(await submitReview(act, aForm(assignmentId, 0, body)));
			months.push(await reviewerMonth(app.db.read, reviewer.id, app.clock.now()));
		}
		expect(answers[1]).toEqual(answers[0]);
		expect(months[1]).toEqual(months[0]);
		expect(pages[1]).toEqual(pages[0]);
		const { cases, corrections, siteNotes } = app.db.read.tables;
		const [known] = await app.db.read.select().from(cases).where(eq(cases.detectionMode, 'calibration'));
		expect(known).toMatchObject({ state: 'calibrated', finalScore: null, releasedAt: null });
		expect(await auditTypes(app, known?.id ?? '')).toEqual(['case.opened', 'review.submitted', 'case.filed']);
		for (const table of [corrections, siteNotes]) {
			expect(await app.db.read.select().from(table)).toHaveLength(1);
		}
	});

	it('is judged by the taxonomy in force, and stays in the draft when a code was retired meanwhile', async () => {
		const { assignmentId, act, caseId } = await anOpenCase();
		const form = aForm(assignmentId, 0, { ...aScore('3b'), cause: 'technique' });
		await saveDraft(act, form);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const causes = defaultTaxonomy.causes.filter(({ code }) => code !== 'technique');
		await publishPolicy(app, director, {
			kind: 'taxonomy',
			body: { ...defaultTaxonomy, edition: '2027.1', causes },
			basedOn: 1
		});
		expect(await submitReview(act, { ...form, revision: 1 })).toEqual({ ok: false, error: 'cause-unknown' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'opened' });
		const page = await openWorkspace(act, assignmentId);
		expect(page).toMatchObject({
			value: {
				draft: { body: { cause: 'technique', comment: 'See image 31.' } },
				taxonomy: { edition: '2027.1' },
				words: { technique: 'Technique' }
			}
		});
		const again = aForm(assignmentId, 1, { ...aScore('3b'), cause: 'system' });
		expect(await submitReview(act, again)).toMatchObject({ ok: true });
		expect(await reviewOf(assignmentId)).toMatchObject({ taxonomyVersion: '2027.1', cause: 'system' });
	});

	describe('for a case that is gone', () => {
		const words = { comment: 'The last words.', siteComment: 'To the site.' };

		async function expectKept(reviewer: Actor, assignmentId: string) {
			expect(await findLostDraft(app.db.read, reviewer.id, assignmentId)).toMatchObject({
				impression: 'Small subdural.',
				...words
			});
			const stranger = await aReviewer(app);
			expect(await findLostDraft(app.db.read, stranger.id, assignmentId)).toBeNull();
		}

		it('since the lease ran out: the words stay, the case has gone on', async () => {
			const { assignmentId, act, caseId, reviewer } = await anOpenCase();
			await saveDraft(act, aForm(assignmentId, 0, { comment: 'The first words.' }));
			app.clock.advance(73 * HOUR_MS);
			await takeBackLate(app);
			const form = aForm(assignmentId, 1, { ...aScore('3b'), ...words });
			expect(await submitReview(act, form)).toEqual({ ok: false, error: 'already-expired' });
			await expectKept(reviewer, assignmentId);
			expect(await storedCase(app, caseId)).toMatchObject({ state: 'drawn' });
			expect(await reviewOf(assignmentId)).toBeUndefined();
			// Older words do not overwrite newer ones.
			expect(await saveDraft(act, aForm(assignmentId, 1, { comment: 'Older.' }))).toMatchObject({
				ok: false
			});
			await expectKept(reviewer, assignmentId);
		});

		it('since its read was cancelled: nothing can be submitted, and the case is withdrawn', async () => {
			const { assignmentId, act, caseId, read, reviewer } = await anOpenCase();
			const second = await aReviewer(app);
			await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
			const { reads, assignments } = app.db.read.tables;
			await app.db.transaction((write) =>
				write.update(reads).set({ status: 'cancelled' }).where(eq(reads.id, read.id))
			);
			const gone = { ok: false, error: 'already-withdrawn' };
			expect(await submitReview(act, aForm(assignmentId, 0, aScore('1')))).toEqual(gone);
			expect(await withdrawCancelled(app)).toBe(1);
			expect(await withdrawCancelled(app)).toBe(0);
			expect(await storedCase(app, caseId)).toMatchObject({ state: 'withdrawn' });
			expect(await submitReview(act, aForm(assignmentId, 1, { ...aScore('3b'), ...words }))).toEqual(gone);
			await expectKept(reviewer, assignmentId);
			const open = and(eq(assignments.caseId, caseId), eq(assignments.status, 'open'));
			expect(await app.db.read.select().from(assignments).where(open)).toEqual([]);
			expect((await auditTypes(app, caseId)).at(-1)).toBe('case.withdrawn');
		});

		it('but not since its report was corrected: the review stays with the version that was drawn', async () => {
			const { assignmentId, act, read, caseId } = await anOpenCase();
			const { reads } = app.db.read.tables;
			await app.db.transaction((write) =>
				write.update(reads).set({ status: 'superseded' }).where(eq(reads.id, read.id))
			);
			expect(await withdrawCancelled(app)).toBe(0);
			expect(await submitReview(act, aForm(assignmentId, 0, aScore('1')))).toMatchObject({ ok: true });
			expect(await storedCase(app, caseId)).toMatchObject({ state: 'final' });
		});

		it('and was withdrawn after it was scored: the score stands', async () => {
			const { assignmentId, act, read, caseId } = await anOpenCase();
			await submitReview(act, aForm(assignmentId, 0, aScore('3a')));
			const { reads } = app.db.read.tables;
			await app.db.transaction((write) =>
				write.update(reads).set({ status: 'cancelled' }).where(eq(reads.id, read.id))
			);
			expect(await withdrawCancelled(app)).toBe(0);
			expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		});
	});

	it('of an earlier form keeps all parts that still fit', async () => {
		const { assignmentId, act, reviewer } = await anOpenCase();
		await saveDraft(act, aForm(assignmentId, 0));
		const { drafts } = app.db.read.tables;
		const old = { expectedness: '2', significance: 'a', comment: 'Kept.', imageQuality: 'unheard-of' };
		await app.db.transaction((write) =>
			write.update(drafts).set({ body: old }).where(eq(drafts.assignmentId, assignmentId))
		);
		expect(await findOwnDraft(app.db.read, reviewer.id, assignmentId)).toMatchObject({
			body: { expectedness: '2', significance: 'a', comment: 'Kept.', imageQuality: null, findings: [] }
		});
	});

	it('puts marks into the original frame of reference, and gives them back under the replaced one', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'overread-marks-'));
		try {
			writeCtStudy(join(folder, 'ct'));
			writeFileSync(join(folder, 'report.hl7'), ctReportMessage());
			expect(await importPaths(app, null, [folder])).toMatchObject({ refused: 0 });
			const { marks, reads } = app.db.read.tables;
			const [read] = await app.db.read.select().from(reads);
			const drawn = await aCase(app, { readId: read?.id ?? '', state: 'assigned', blindingLevel: 'L2' });
			const reviewer = await aReviewer(app);
			const assignmentId = await anAssignment(app, { caseId: drawn.id, reviewerId: reviewer.id });
			const act = { app, actor: reviewer };
			await openCase(act, { id: assignmentId });
			const study = await blindedStudy(app, drawn.id);
			const object = study?.objects[3];
			if (!study || !object) throw new Error('the study is not there');
			const onImage = (id: string, frameOfReferenceUid: string): Finding => ({
				id,
				kind: 'ellipse',
				sopInstanceUid: object.blindedSopUid,
				frameNumber: 1,
				frameOfReferenceUid,
				points: [
					[1, 2, 3],
					[4, 5, 6],
					[7, 8, 9],
					[10, 11, 12]
				],
				pointsPx: [
					[10, 20],
					[40, 20],
					[25, 10],
					[25, 30]
				],
				label: 'Ball'
			});
			const blindedFrame = study.uidFor(markers.frameOfReferenceUid);
			const findings = [onImage('mark-1', blindedFrame)];
			const form = aForm(assignmentId, 0, { ...aScore('3b'), findings });
			expect(await submitReview(act, form)).toMatchObject({ ok: true });
			const stored = await app.db.read.select().from(marks);
			expect(stored).toMatchObject([
				{
					kind: 'ellipse',
					sopUid: object.originalSopUid,
					frameOfReferenceUid: markers.frameOfReferenceUid,
					pointsPx: findings[0]?.pointsPx
				}
			]);
			const review = await reviewOf(assignmentId);
			const shown = await blindedMarks(app.db.read, review?.id ?? '', study, { people: [] });
			expect(shown).toEqual(findings);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('cannot reveal a report twice or before its time, whatever is posted', async () => {
		const { assignmentId, act } = await anOpenCase({ level: 'L3' });
		expect(await revealReport(act, aForm(assignmentId, 0))).toEqual({
			ok: false,
			error: 'impression-not-locked'
		});
	});
});

/** Every key of a value with its path, sorted: what a page consists of, without what it says. */
function keysOf(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value)
		.flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`))
		.sort();
}
