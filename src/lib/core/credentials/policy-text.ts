import { federalSystems } from './gate/policy.ts';
import { licenceStatuses, type LicenceStatus } from './licence-status.ts';
import { ownFactSchema, type OwnFact } from './licensure/own-facts.ts';
import { licensureUs } from './reference/licensure-us.ts';

/** What is wrong with a line; lines count from 1. */
export type PolicyLineProblem = {
	readonly line: number;
	readonly code:
		| 'fact-line-unreadable'
		| 'fact-field-unknown'
		| 'fact-value-unfit'
		| 'status-line-unreadable'
		| 'status-unknown'
		| 'place-line-unreadable'
		| 'place-modality-unknown'
		| 'place-twice';
};

type ReadLines<T> = { readonly value: T; readonly problems: readonly PolicyLineProblem[] };

/** Lines with their parts between bars; empty ones count for nothing. */
function linesOf(text: string): { line: number; parts: string[] }[] {
	return text
		.split('\n')
		.map((line, at) => ({ line: at + 1, parts: line.split('|').map((part) => part.trim()) }))
		.filter(({ parts }) => parts.some((part) => part !== ''));
}

/**
 * Reads facts of a group's own, one a line: `TX graceDays | 10 | source | 2026-11 | verified | note`, or `federal va | true | …`. A value is
 * a word, a number or JSON; the month or day and the note may be empty.
 */
export function parseOwnFacts(text: string): ReadLines<OwnFact[]> {
	const value: OwnFact[] = [];
	const problems: PolicyLineProblem[] = [];
	for (const { line, parts } of linesOf(text)) {
		const [name = '', written = '', source = '', asOf = '', standing = '', note = ''] = parts;
		const [place = '', field = ''] = name.split(/\s+/);
		const isSaid = standing === 'verified' || standing === 'unverified';
		if (parts.length < 5 || parts.length > 6 || source === '' || written === '' || !isSaid) {
			problems.push({ line, code: 'fact-line-unreadable' });
			continue;
		}
		const isFederal = place === 'federal';
		const isKnown = isFederal
			? federalSystems.some((system) => system === field)
			: Object.hasOwn(licensureUs.jurisdictions, place);
		const fact = {
			value: readValue(written),
			source,
			asOf: asOf === '' ? null : asOf,
			verified: standing === 'verified',
			...(note === '' ? {} : { note })
		};
		const parsed = ownFactSchema.safeParse(
			isFederal ? { federal: field, fact } : { jurisdiction: place, field, fact }
		);
		if (!isKnown) problems.push({ line, code: 'fact-field-unknown' });
		else if (!parsed.success) problems.push({ line, code: 'fact-value-unfit' });
		else value.push(parsed.data);
	}
	return { value, problems };
}

function readValue(written: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		return written;
	}
}

/** Writes what {@link parseOwnFacts} reads. */
export function makeOwnFacts(facts: readonly OwnFact[]): string {
	return facts
		.map((one) => {
			const { value, source, asOf, verified, note = '' } = one.fact;
			const name = 'federal' in one ? `federal ${one.federal}` : `${one.jurisdiction} ${one.field}`;
			const written = typeof value === 'string' ? value : JSON.stringify(value);
			const standing = verified ? 'verified' : 'unverified';
			return [name, written, source, asOf ?? '', standing, ...(note === '' ? [] : [note])]
				.join(' | ')
				.replace('|  |', '| |');
		})
		.join('\n');
}

/** Reads a board's own words for a status, one a line: `words | status`. */
export function parseStatusWords(text: string): ReadLines<Record<string, LicenceStatus>> {
	const value: Record<string, LicenceStatus> = {};
	const problems: PolicyLineProblem[] = [];
	for (const { line, parts } of linesOf(text)) {
		const [words = '', name = ''] = parts;
		const status = licenceStatuses.find((known) => known === name);
		if (parts.length !== 2 || words === '' || words.length > 200)
			problems.push({ line, code: 'status-line-unreadable' });
		else if (!status) problems.push({ line, code: 'status-unknown' });
		else value[words] = status;
	}
	return { value, problems };
}

/** Writes what {@link parseStatusWords} reads. */
export function makeStatusWords(words: Readonly<Record<string, string>>): string {
	return Object.entries(words)
		.map(([word, status]) => `${word} | ${status}`)
		.join('\n');
}
