import { isReportOpen, reviewStep, type ReviewStep } from '#lib/core/case/step.ts';
import { makeBlindedReport, type BlindedCase, type BlindedReport } from '#lib/core/case/blinding.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import type { DraftBody } from '#lib/core/scoring/draft.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import type { Taxonomy } from '#lib/core/scoring/taxonomy.ts';
import { currentTaxonomy, taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { studyAnnexes } from '#lib/features/imaging/annexes.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { questionOfCase } from '#lib/features/referrals/asked.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { findBlindedCase } from './blinded-facts.server.ts';
import { openCase } from './draft-commands.server.ts';
import { findNextAssignment } from './queries.server.ts';
import { dueDayOf, reviewCounts } from './queue-queries.server.ts';
import { knownFactsOf, scrubbedReport, scrubText } from './scrubbed-report.server.ts';
import type { HeldError, OwnDraft } from './own-draft.server.ts';
import type { Interval } from '#lib/core/case/interval.ts';
import { priorsOf } from '#lib/features/imaging/priors.server.ts';
import { priorWords, type PriorWords } from './prior-words.server.ts';
import type { Context } from '#lib/server/http/page.ts';

/** Where a viewer finds a case's images: a door's path and the study's replaced UID. */
export type BlindedImages = {
	readonly root: string;
	readonly studyUid: string;
	readonly instanceCount: number;
	/** Objects that exist but may not be shown to a blinded reviewer. */
	readonly withheld: number;
	/** Earlier studies of the same patient behind the same door, the last one first. */
	readonly priors: readonly BlindedPrior[];
	/** Earlier studies whose pixels nobody has checked for names yet. */
	readonly priorsHeld: number;
	/** What the study holds beside its images; absent where images are only fetched ahead. */
	readonly annexes?: StudyAnnexes;
};

/** An earlier study as a blinded viewer knows it: no date, only how long before. */
export type BlindedPrior = {
	readonly studyUid: string;
	readonly earlier: Interval;
	/** What was said of it then; nothing before the report of the case is open. */
	readonly words: PriorWords;
};

/** A draft as its own page may hold it. */
export type WorkspaceDraft = {
	readonly revision: number;
	readonly impression: string;
	readonly isImpressionLocked: boolean;
	readonly body: DraftBody;
	readonly activeMs: number;
	readonly savedAt: Instant | null;
};

/** Everything on the review page, and nothing else: what is not in here does not reach the reviewer. */
export type Workspace = {
	readonly assignmentId: string;
	readonly case: BlindedCase;
	/** Start of the UTC day. */
	readonly dueOn: Instant;
	readonly step: ReviewStep;
	/** A first look, or an own score that is to be thought over. */
	readonly purpose: 'review' | 'reconsider';
	/** What the committee asks of it, without names; null where nobody asked. */
	readonly request: string | null;
	readonly position: { readonly at: number; readonly total: number };
	readonly draft: WorkspaceDraft;
	readonly report: BlindedReport;
	readonly images: BlindedImages | null;
	/** The codes that may be chosen now, and the words of every code there ever was: a draft may hold a retired one. */
	readonly taxonomy: Taxonomy;
	readonly words: CodeWords;
	/** The case after this one, so that its first images can be fetched ahead. */
	readonly next: {
		readonly id: string;
		/** As the queue tells it: its layout is chosen by these words. */
		readonly case: BlindedCase;
		readonly images: BlindedImages | null;
	} | null;
	readonly now: Instant;
};

/** Opens an own case and gives its page. */
export async function openWorkspace(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	assignmentId: string
): Promise<Result<Workspace, HeldError | 'not-in-state'>> {
	const opened = await openCase({ app, actor }, { id: assignmentId });
	if (!opened.ok) return opened;
	const draft = opened.value;
	const { read } = app.db;
	const now = app.clock.now();
	const blinded = await findBlindedCase(read, draft.caseId);
	if (!blinded) return err('assignment-not-found');
	const next = await findNextAssignment(read, actor.id, assignmentId);
	const { open, doneToday } = await reviewCounts(read, actor.id, now);
	const known = await knownFactsOf(read, draft.readId);
	return ok({
		assignmentId,
		case: blinded,
		dueOn: dueDayOf(draft),
		step: reviewStep(draft),
		purpose: draft.purpose,
		request: scrubText(draft.request, known),
		position: { at: doneToday + 1, total: doneToday + open },
		draft: {
			revision: draft.revision,
			impression: draft.impression,
			isImpressionLocked: draft.impressionLockedAt !== null,
			body: draft.body,
			activeMs: draft.activeMs,
			savedAt: draft.revision === 0 ? null : draft.savedAt
		},
		report: await reportFor(app, draft),
		images: await imagesBehind(app, `reviews/${assignmentId}`, {
			caseId: draft.caseId,
			known: isReportOpen(draft) ? known : null
		}),
		taxonomy: await currentTaxonomy(read),
		words: await taxonomyWords(read),
		next: next && {
			id: next.id,
			case: next.case,
			images: await imagesAhead(app, `reviews/${next.id}`, next.caseId)
		},
		now
	});
}

/**
 * The images of a case behind one of the doors (`reviews/…`, `committee/…`, `feedback/…`); null when it has none. `known` is what must
 * be scrubbed from what stands beside them, null where the report is not open.
 */
export async function imagesBehind(
	app: App,
	door: string,
	{ caseId, known }: { caseId: string; known: KnownFacts | null }
): Promise<BlindedImages | null> {
	const images = await imagesAhead(app, door, caseId);
	const study = await blindedStudy(app, caseId);
	if (!images || !study) return null;
	const { shown, held } = await priorsOf(app, caseId);
	// All at once: what lies in a PACS may take its time.
	const [annexes, priors] = await Promise.all([
		studyAnnexes(app, study, known),
		Promise.all(
			shown.map(async (prior): Promise<BlindedPrior> => {
				const words = await priorWords(app, prior, known);
				return { studyUid: prior.study.studyUid, earlier: prior.earlier, words };
			})
		)
	]);
	return { ...images, priors, priorsHeld: held, annexes };
}

/** The same for a case whose first images alone are fetched ahead: its priors are not looked for. */
export async function imagesAhead(app: App, door: string, caseId: string): Promise<BlindedImages | null> {
	const study = await blindedStudy(app, caseId);
	if (!study) return null;
	const { studyUid, instanceCount, withheld } = study;
	return { root: `/dicomweb/${door}`, studyUid, instanceCount, withheld, priors: [], priorsHeld: 0 };
}

/** A sealed report is not even read. The question of a second opinion comes with the report: before, it would tell where to look. */
export async function reportFor(app: App, draft: OwnDraft): Promise<BlindedReport> {
	if (!isReportOpen(draft)) return { sealed: true };
	const known = await knownFactsOf(app.db.read, draft.readId);
	const report = await scrubbedReport(app.db.read, draft.readId, known);
	const question = scrubText(await questionOfCase(app.db.read, draft.caseId), known);
	const asked = question === null ? [] : [{ heading: messages.referrals.questionHeading, text: question }];
	return makeBlindedReport(draft, { ...report, sections: [...asked, ...report.sections] });
}
