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
import type { Direction, ImageQuality, ReportQuality } from '#lib/core/scoring/taxonomy.ts';
import type { DraftText } from './save-draft.ts';

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

	/** The score chosen so far; null while the two axes are not complete. */
	readonly score = $derived(makeScore(this.expectedness, this.significance));
	readonly isDiscrepant = $derived(this.expectedness !== null && this.expectedness !== '1');
	/** Whether direction, cause and comment are required for the score as it stands. */
	readonly needsReasons = $derived(this.score !== null && needsCommentAndCause(this.score));

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
		if (level === '1') this.significance = null;
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
