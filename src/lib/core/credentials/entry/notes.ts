import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { pathwayCovers } from '#lib/core/credentials/pathway.ts';

/** What there is to say of a credential that may be real all the same. */
export const entryNotes = [
	'status-unknown',
	'not-for-reading',
	'overlaps',
	'gap',
	'backdated',
	'begins-later',
	'order-later',
	'order-past'
] as const;
export type EntryNote = (typeof entryNotes)[number];

/** What a credential is a term of: two of the same follow each other. */
export function sameThing(credential: Credential): string {
	const { kind, body } = credential;
	switch (kind) {
		case 'licence':
			return `${kind} ${body.jurisdiction} ${body.pathway} ${body.number ?? ''}`;
		case 'board-certificate':
			return `${kind} ${body.board} ${body.certificate}`;
		case 'privilege':
			return `${kind} ${body.facility} ${body.category ?? ''} ${(body.modalities ?? []).join()}`;
		case 'malpractice':
			return `${kind} ${body.carrier} ${body.policyNumber ?? ''} ${[...body.states].sort().join()}`;
		case 'board-order':
			return `${kind} ${body.jurisdiction} ${body.number ?? ''} ${body.imposes} ${body.description}`;
		case 'verification':
			return `${kind} ${body.of} ${body.sourceName} ${body.result}`;
		case 'exclusion':
			return `${kind} ${body.list} ${body.state ?? ''} ${body.type ?? ''}`;
		case 'work-location':
			return `${kind} ${body.country} ${body.state ?? ''}`;
		case 'person-fact':
			return `${kind} ${body.fact} ${body.authority ?? ''} ${JSON.stringify(body.value)}`;
		case 'compact-letter':
			return `${kind} ${body.splState}`;
		case 'mqsa':
			return kind;
	}
}

/** Whether two say the same thing of the same days: recorded once, it is recorded. */
export function isSameTerm(one: Credential, other: Credential): boolean {
	if (sameThing(one) !== sameThing(other)) return false;
	const [a, b] = [spanOf(one), spanOf(other)];
	return a.fromOn === b.fromOn && a.toOn === b.toOn;
}

/**
 * What to say of a credential that is recorded.
 * @param others those that stand of the same person, without the one that it corrects
 */
export function notesOn(
	credential: Credential,
	{ others, today }: { others: readonly Credential[]; today: CalendarDay }
): EntryNote[] {
	const notes: EntryNote[] = [];
	const { kind, body } = credential;
	if (kind === 'licence') {
		if (body.status === 'unknown') notes.push('status-unknown');
		if (pathwayCovers[body.pathway] === 'if-said' && !body.coversInterpretation)
			notes.push('not-for-reading');
	}
	const { fromOn, toOn } = spanOf(credential);
	if (kind === 'verification' || kind === 'person-fact' || fromOn === null) return notes;
	if (kind === 'board-order') return fromOn > today ? ['order-later'] : fromOn < today ? ['order-past'] : [];
	const spans = others.filter((other) => sameThing(other) === sameThing(credential)).map(spanOf);
	const far = '9999-12-31';
	const isBeside = spans.some(
		(other) => (other.fromOn ?? '') <= (toOn ?? far) && fromOn <= (other.toOn ?? far)
	);
	if (isBeside) notes.push('overlaps');
	const before = spans
		.flatMap((other) => (other.toOn !== null && other.toOn < fromOn ? [other.toOn] : []))
		.sort()
		.at(-1);
	if (!isBeside && before !== undefined && addDays(before, 1) < fromOn) notes.push('gap');
	if (fromOn > today) notes.push('begins-later');
	if (fromOn < today) notes.push('backdated');
	return notes;
}
