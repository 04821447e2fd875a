import { causeWords, type CodeWords } from '#lib/core/scoring/code-words.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ReviewForm } from './review-form.svelte.ts';
import type { FormActs } from './workspace-keys.ts';

type Parts = {
	readonly form: ReviewForm;
	readonly words: CodeWords;
	/** Whether the step of the score is reached. */
	readonly isOpen: () => boolean;
	readonly focus: (field: 'cause' | 'type') => void;
	/** A key did something: tells those who do not see it what. */
	readonly done: (words: string) => void;
};

/** What the keys do to the form: nothing before it is open, and what only a discrepancy has only to one. */
export function formActs({ form, words, isOpen, focus, done }: Parts): FormActs {
	const all = messages.reviews;
	const { notJudged } = all.workspace.score;
	const { toggled } = all.workspace.keys;
	const act =
		(mayAct: () => boolean) =>
		(change: () => void, said: () => string = () => ''): void => {
			if (!mayAct()) return;
			change();
			done(said());
		};
	const always = act(isOpen);
	const ofDiscrepancy = act(() => isOpen() && form.isDiscrepant);
	const toggle = (field: 'greatCatch' | 'learningValue' | 'needsCorrection', by = always) =>
		by(
			() => (form[field] = !form[field]),
			() => toggled[field](form[field])
		);
	return {
		expectedness: (level) => always(() => form.chooseExpectedness(level)),
		significance: (significance) => always(() => form.chooseSignificance(significance)),
		direction: () =>
			ofDiscrepancy(
				() => form.turnDirection(),
				() => (form.direction === null ? '' : all.directions[form.direction])
			),
		causeGroup: (code) =>
			ofDiscrepancy(
				() => form.chooseCauseGroup(code),
				() => causeWords(words, code)
			),
		focus: (field) => {
			if (isOpen() && form.isDiscrepant) focus(field);
		},
		imageQuality: () =>
			always(
				() => form.turnImageQuality(),
				() => (form.imageQuality === null ? notJudged : all.imageQualities[form.imageQuality])
			),
		reportQuality: () =>
			always(
				() => form.turnReportQuality(),
				() => (form.reportQuality === null ? notJudged : all.reportQualities[form.reportQuality])
			),
		greatCatch: () => toggle('greatCatch'),
		learningValue: () => toggle('learningValue'),
		correction: () => toggle('needsCorrection', ofDiscrepancy)
	};
}
