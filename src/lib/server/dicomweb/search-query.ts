import { err, ok, type Result } from '#lib/core/result.ts';
import { attributeNamed, type SearchAttribute } from './search-attributes.ts';
import type { Level } from './target.ts';

/** A search as QIDO-RS writes it (PS3.18 8.3.4, 10.6.1.2), with what was left out of it in words. */
export type SearchQuery = {
	readonly match: readonly { readonly attribute: SearchAttribute; readonly value: string }[];
	/** Tags asked for beyond the usual ones, eight upper-case digits; `all` for everything there is. */
	readonly include: ReadonlySet<string> | 'all';
	readonly limit: number;
	readonly offset: number;
	/** Texts of Warning headers. */
	readonly warnings: readonly string[];
};

export type SearchError =
	'bad-limit' | 'bad-offset' | 'bad-fuzzymatching' | 'bad-value' | 'too-many-parameters';

/** Most results of one answer. */
export const maxResults = 1000;
const MAX_PARAMETERS = 64;
const MAX_VALUE = 4096;

// The sentence is the standard's own (PS3.18 8.3.4.2).
const notFuzzy = 'The fuzzymatching parameter is not supported. Only literal matching has been performed.';

const isLevelBelow = (one: Level, other: Level): boolean => order.indexOf(one) > order.indexOf(other);
const order: readonly Level[] = ['study', 'series', 'instance'];

/** Reads the query of a search at a level. Keys that nothing is known of are left out, with a warning. */
export function parseSearchQuery(query: URLSearchParams, level: Level): Result<SearchQuery, SearchError> {
	const match: { attribute: SearchAttribute; value: string }[] = [];
	const include = new Set<string>();
	const warnings: string[] = [];
	let isAll = false;
	let limit = maxResults;
	let offset = 0;
	if ([...query.keys()].length > MAX_PARAMETERS) return err('too-many-parameters');
	for (const [name, value] of query) {
		if (value.length > MAX_VALUE || value.includes('\0')) return err('bad-value');
		// How the answer is written, not what is looked for; its characters are always UTF-8.
		if (name === 'accept' || name === 'accept-charset' || name === 'charset') continue;
		if (name === 'limit') {
			if (!/^\d{1,9}$/.test(value)) return err('bad-limit');
			limit = Number(value);
		} else if (name === 'offset') {
			if (!/^\d{1,9}$/.test(value)) return err('bad-offset');
			offset = Number(value);
		} else if (name === 'fuzzymatching') {
			if (value !== 'true' && value !== 'false') return err('bad-fuzzymatching');
			if (value === 'true') warnings.push(notFuzzy);
		} else if (name === 'includefield') {
			for (const field of value.split(',')) {
				if (field === 'all') isAll = true;
				else include.add(attributeNamed(field)?.tag ?? field.toUpperCase());
			}
		} else {
			const attribute = attributeNamed(name);
			if (!attribute || isLevelBelow(attribute.level, level))
				warnings.push('A search key is not supported and was not matched.');
			// An empty value matches everything (PS3.4 C.2.2.2.3).
			else if (value !== '') match.push({ attribute, value });
		}
	}
	if (limit > maxResults) {
		limit = maxResults;
		warnings.push(
			`No more than ${maxResults} results are given at a time; the others can be asked for with offset.`
		);
	}
	return ok({ match, include: isAll ? 'all' : include, limit, offset, warnings: [...new Set(warnings)] });
}

/** The texts as one Warning header (RFC 7234 5.5, code 299). */
export function warningHeader(
	service: string,
	warnings: readonly string[]
): Readonly<Record<string, string>> {
	if (warnings.length === 0) return {};
	return { warning: warnings.map((text) => `299 ${service} "${text}"`).join(', ') };
}
