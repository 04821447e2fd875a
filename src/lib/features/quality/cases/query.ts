import { shifts } from '#lib/core/reads/shift.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { ignoredParts, parseQualityFilter, type QualityFilter } from '#lib/features/quality/filter.ts';
import { caseOutcomes, caseStanding, type CaseNarrowing } from './list.ts';

/** A list of cases as a URL asks for it; what is not understood is as if it had not been asked, and is named. */
export type CaseListQuery = {
	readonly filter: QualityFilter;
	readonly narrowing: CaseNarrowing;
	readonly after: CasePlace | null;
	/** Names of what was not understood. */
	readonly ignored: readonly string[];
};

/** Where a page of the list begins: after this case of a read that was signed at this instant. */
export type CasePlace = { readonly at: number; readonly caseId: string };

/** Whether a list may only be made for whoever may see whose cases they are. */
export function needsUnblinding({ reader, reviewer }: CaseNarrowing): boolean {
	return reader !== undefined || reviewer !== undefined;
}

/** The list that a URL asks for. */
export function parseCaseListQuery(query: URLSearchParams): CaseListQuery {
	const text = (name: string) => query.get(name) || undefined;
	const oneOf = <T extends string>(allowed: readonly T[], name: string): T | undefined =>
		allowed.find((each) => each === query.get(name));
	const month = text('month');
	const parts = {
		outcome: oneOf(caseOutcomes, 'outcome'),
		standing: oneOf(caseStanding, 'standing'),
		month: month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
		reader: text('reader'),
		reviewer: text('reviewer'),
		cause: text('cause'),
		shift: oneOf(shifts, 'shift'),
		modality: oneOf(modalities, 'modality'),
		double: query.get('double') === 'yes' ? (true as const) : undefined
	};
	const narrowing: CaseNarrowing = Object.fromEntries(
		Object.entries(parts).filter(([, value]) => value !== undefined)
	);
	const filter = parseQualityFilter(query);
	const after = placeOf(query.get('after'));
	const asked = Object.entries({ ...parts, after: after ?? undefined });
	const ignored = [
		...ignoredParts(query, filter, [...Object.keys(parts), 'after']),
		...asked.flatMap(([name, value]) => (value === undefined && text(name) !== undefined ? [name] : []))
	];
	return { filter, narrowing, after, ignored: [...new Set(ignored)] };
}

/** The text of a place in a URL. */
export function placeText({ at, caseId }: CasePlace): string {
	return `${at}-${caseId}`;
}

function placeOf(text: string | null): CasePlace | null {
	const [, at = '', caseId = ''] = /^(\d{1,15})-(.{1,64})$/.exec(text ?? '') ?? [];
	return caseId === '' ? null : { at: Number(at), caseId };
}
