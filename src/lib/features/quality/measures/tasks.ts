import { baselineCounts, type BaselineAnswer, type BaselineInput } from './baseline.ts';
import { qualityFigures, type FiguresAnswer, type FiguresInput } from './figures.ts';
import { radiologistFigures, type RadiologistAnswer, type RadiologistInput } from './radiologist.ts';
import { watchGroup, type WatchAnswer, type WatchInput } from './watch.ts';

/** What is worked out away from the event loop. */
export type FiguresTask =
	| { readonly kind: 'page'; readonly input: FiguresInput }
	| { readonly kind: 'radiologist'; readonly input: RadiologistInput }
	| { readonly kind: 'watch'; readonly input: WatchInput }
	| { readonly kind: 'baseline'; readonly input: BaselineInput };

/** The answer of each kind of task. */
export type TaskAnswer = {
	readonly page: FiguresAnswer;
	readonly radiologist: RadiologistAnswer;
	readonly watch: WatchAnswer;
	readonly baseline: BaselineAnswer;
};

/** So many answers are kept: who asks for the same page of the same rows has it at once. */
const MOST_ANSWERS = 64;
const answers = new Map<string, TaskAnswer[FiguresTask['kind']]>();

/**
 * Works a task out where it is called. What rollups hold is named by the keys of their parts, so that an answer that is kept is
 * that of the same rows in the same minute. Throws `MissingParts`.
 */
export function answerTask(task: FiguresTask): TaskAnswer[FiguresTask['kind']] {
	const name = JSON.stringify(task, (key, value: unknown) => (key === 'body' ? undefined : value));
	const known = answers.get(name);
	if (known) return known;
	const answer = workOutTask(task);
	answers.set(name, answer);
	for (const [first] of answers) if (answers.size > MOST_ANSWERS) answers.delete(first);
	return answer;
}

function workOutTask(task: FiguresTask): TaskAnswer[FiguresTask['kind']] {
	switch (task.kind) {
		case 'page':
			return qualityFigures(task.input);
		case 'radiologist':
			return radiologistFigures(task.input);
		case 'watch':
			return watchGroup(task.input);
		case 'baseline':
			return baselineCounts(task.input);
	}
}
