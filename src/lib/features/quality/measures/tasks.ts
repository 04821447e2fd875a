import { qualityFigures, type FiguresAnswer, type FiguresInput } from './figures.ts';
import { radiologistFigures, type RadiologistAnswer, type RadiologistInput } from './radiologist.ts';
import { watchGroup, type WatchAnswer, type WatchInput } from './watch.ts';

/** What is worked out away from the event loop. */
export type FiguresTask =
	| { readonly kind: 'page'; readonly input: FiguresInput }
	| { readonly kind: 'radiologist'; readonly input: RadiologistInput }
	| { readonly kind: 'watch'; readonly input: WatchInput };

/** The answer of each kind of task. */
export type TaskAnswer = {
	readonly page: FiguresAnswer;
	readonly radiologist: RadiologistAnswer;
	readonly watch: WatchAnswer;
};

/** Works a task out where it is called. */
export function answerTask(task: FiguresTask): TaskAnswer[FiguresTask['kind']] {
	switch (task.kind) {
		case 'page':
			return qualityFigures(task.input);
		case 'radiologist':
			return radiologistFigures(task.input);
		case 'watch':
			return watchGroup(task.input);
	}
}
