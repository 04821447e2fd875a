import type { CellState, MatrixCell } from '#lib/core/credentials/matrix.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';

const text = messages.credentials.matrix;

const tones: Readonly<Record<CellState, Tone>> = {
	reads: 'good',
	'runs-out': 'watch',
	grace: 'watch',
	restricted: 'watch',
	'not-needed': 'neutral',
	'begins-later': 'neutral',
	pending: 'neutral',
	'no-longer': 'neutral',
	'does-not-cover': 'neutral',
	unreviewed: 'look',
	expired: 'neutral',
	barred: 'look',
	none: 'neutral'
};

/** The tone of a cell: what is needed and missing asks to be looked at, whatever it is called. */
export function cellTone({ state, isMissing }: MatrixCell): Tone {
	return isMissing ? 'look' : tones[state];
}

/** What stands in a cell, in words: state, days, what there is to say of it. */
export function cellText(cell: MatrixCell): string {
	const { state, days, marks, isMissing } = cell;
	const parts = [
		text.states[state],
		days === null ? '' : daysText(cell),
		...marks.map((mark) => text.marks[mark]),
		isMissing ? text.missing : ''
	];
	return parts.filter((part) => part !== '').join(', ');
}

/** Days of a cell: left, ago, or until it begins. */
export function daysText({ state, days }: MatrixCell): string {
	if (days === null) return '';
	if (state === 'begins-later') return text.inDays(days);
	return days < 0 ? text.daysAgo(-days) : text.daysLeft(days);
}
