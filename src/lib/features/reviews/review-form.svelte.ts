import type { BlindingLevel } from '#lib/core/case/detection.ts';
import type { ReviewStep } from '#lib/core/case/step.ts';
import type { DraftBody, Finding } from '#lib/core/scoring/draft.ts';
import { missingFor, type ReviewError } from '#lib/core/scoring/review.ts';
import {
	makeScore,
	needsCommentAndCause,
	type Expectedness,
	type Significance
} from '#lib/core/scoring/scale.ts';
import {
	directions,
	imageQualities,
	reportQualities,
	type Direction,
	type ImageQuality,
	type ReportQuality
} from '#lib/core/scoring/taxonomy.ts';
import type { DraftText } from './save-draft.ts';

/**
 * What Enter asks before it submits a 1. Agreeing would otherwise be the shortest way out of a case: a bare 2a takes four
 * strokes (`2`, `a`, its cause, Enter), and so does a bare 1 with these two.
 */
export type ConcurQuestion = 'report-quality' | 'nothing-to-add';

/** The form of a review while it is filled in: one field each, and what follows from them. */
export class ReviewForm {
	impression = $state('');
	expectedness = $state<Expectedness | null>(null);
	significance = $state<Significance | null>(null);
	direction = $state<Direction | null>(null);
	cause = $state<string | null>(null);
	factors = $state<string[]>([]);
	comment = $state('');
	imageQuality = $state<ImageQuality | null>(null);
	imageIssues = $state<string[]>([]);
	siteComment = $state('');
	reportQuality = $state<ReportQuality | null>(null);
	greatCatch = $state(false);
	learningValue = $state(false);
	needsCorrection = $state(false);
	findings = $state.raw<Finding[]>([]);
	/** The question that stands between a 1 and its submission by key; null before Enter was pressed. */
	concurQuestion = $state<ConcurQuestion | null>(null);

	/** The score chosen so far; null while the two axes are not complete. */
	readonly score = $derived(makeScore(this.expectedness, this.significance));
	readonly isDiscrepant = $derived(this.expectedness !== null && this.expectedness !== '1');
	/** Whether direction, cause and comment are required for the score as it stands. */
	readonly needsReasons = $derived(this.score !== null && needsCommentAndCause(this.score));
	/** The first level of the cause, and the second where one was chosen. */
	readonly causeGroup = $derived(this.cause?.split('/')[0] ?? null);
	readonly causeType = $derived(this.cause?.split('/')[1] ?? null);
	/** Whether the reviewer said anything beside the score and how clear the report is. */
	readonly hasAdditions = $derived(
		this.comment.trim() !== '' ||
			this.imageQuality !== null ||
			this.imageIssues.length > 0 ||
			this.siteComment.trim() !== '' ||
			this.greatCatch ||
			this.learningValue ||
			this.findings.length > 0
	);

	constructor(draft: Pick<DraftText, 'impression' | 'body'>) {
		this.load(draft);
	}

	/** Puts a draft into the form. */
	load({ impression, body }: Pick<DraftText, 'impression' | 'body'>): void {
		this.impression = impression;
		this.expectedness = body.expectedness;
		this.significance = body.significance;
		this.direction = body.direction;
		this.cause = body.cause;
		this.factors = [...body.factors];
		this.comment = body.comment;
		this.imageQuality = body.imageQuality;
		this.imageIssues = [...body.imageIssues];
		this.siteComment = body.siteComment;
		this.reportQuality = body.reportQuality;
		this.greatCatch = body.greatCatch;
		this.learningValue = body.learningValue;
		this.needsCorrection = body.needsCorrection;
		this.findings = [...body.findings];
	}

	/**
	 * Takes the marks from the images. An image whose quality is newly flagged is a judgement of all: at least limited. Tells
	 * whether that was said by it.
	 */
	takeMarks(findings: readonly Finding[]): boolean {
		const flags = (all: readonly Finding[]) => all.filter(({ kind }) => kind === 'quality').length;
		const isLimited =
			flags(findings) > flags(this.findings) && (this.imageQuality ?? 'adequate') === 'adequate';
		if (isLimited) this.imageQuality = 'limited';
		this.findings = [...findings];
		return isLimited;
	}

	/** What the form holds, as it is saved. */
	body(): DraftBody {
		return {
			expectedness: this.expectedness,
			significance: this.significance,
			direction: this.direction,
			cause: this.cause,
			factors: $state.snapshot(this.factors),
			comment: this.comment,
			imageQuality: this.imageQuality,
			imageIssues: $state.snapshot(this.imageIssues),
			siteComment: this.siteComment,
			reportQuality: this.reportQuality,
			greatCatch: this.greatCatch,
			learningValue: this.learningValue,
			needsCorrection: this.needsCorrection,
			findings: this.findings
		};
	}

	/** Chooses the first axis. Concurring has no significance; 2 and 3 keep the one that was chosen. */
	chooseExpectedness(level: Expectedness): void {
		this.expectedness = level;
		this.concurQuestion = null;
		if (level === '1') {
			this.significance = null;
			this.needsCorrection = false;
		}
	}

	/** Chooses the first level of the cause; the second stays only under the same first. */
	chooseCauseGroup(code: string | null): void {
		if (code !== this.causeGroup) this.cause = code;
	}

	/** Chooses the second level under the first, or takes it away. */
	chooseCauseType(code: string | null): void {
		if (this.causeGroup !== null) this.cause = code === null ? this.causeGroup : `${this.causeGroup}/${code}`;
	}

	/** The next direction, round and round: one key for all three. */
	turnDirection(): void {
		const at = this.direction === null ? -1 : directions.indexOf(this.direction);
		this.direction = directions[(at + 1) % directions.length] ?? null;
	}

	/** The next image quality; after the last one, not judged. */
	turnImageQuality(): void {
		this.imageQuality = turned(imageQualities, this.imageQuality);
	}

	/** The next report quality; after the last one, not judged. */
	turnReportQuality(): void {
		this.reportQuality = turned(reportQualities, this.reportQuality);
	}

	/** What Enter asks now instead of submitting; null when nothing is left to ask. */
	askBeforeConcur(): ConcurQuestion | null {
		if (this.score !== '1' || this.concurQuestion === 'nothing-to-add') return null;
		if (this.concurQuestion === null && this.reportQuality === null) {
			this.concurQuestion = 'report-quality';
			return this.concurQuestion;
		}
		if (this.hasAdditions) return null;
		this.concurQuestion = 'nothing-to-add';
		return this.concurQuestion;
	}

	/** Chooses the second axis, before or after the first; a 1 has none. */
	chooseSignificance(significance: Significance): void {
		if (this.expectedness !== '1') this.significance = significance;
	}

	/** What still stands between the form and its submission at a step of a level. */
	missing(level: BlindingLevel, step: ReviewStep): ReviewError[] {
		return missingFor(
			{
				level,
				impressionLockedAt: step === 'impression' ? null : 0,
				reportRevealedAt: step === 'score' ? 0 : null
			},
			this.body()
		);
	}
}

function turned<T>(all: readonly T[], now: T | null): T | null {
	return all[now === null ? 0 : all.indexOf(now) + 1] ?? null;
}
