import type { Vr } from '#lib/core/dicom/vr.ts';

/** How a value is asked for (PS3.4 C.2.2.2). Days and times are in their DICOM form, either end may be open. */
export type Matching =
	| { readonly kind: 'list'; readonly values: readonly string[] }
	| { readonly kind: 'range'; readonly from: string | null; readonly through: string | null }
	| { readonly kind: 'wildcard'; readonly pattern: string }
	| { readonly kind: 'equal'; readonly value: string }
	| { readonly kind: 'empty' };

/** Reads the value of a search key; null where it is none of its VR. */
export function parseMatching(vr: Vr, value: string): Matching | null {
	if (value === '""') return { kind: 'empty' };
	if (vr === 'UI') {
		const values = value.split(/[,\\]/).filter((one) => one !== '');
		return values.every((one) => /^[0-9A-Za-z.-]{1,64}$/.test(one)) ? { kind: 'list', values } : null;
	}
	if (vr === 'DA') return range(value, /^\d{8}$/);
	if (vr === 'TM') return range(value, /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/);
	if (vr === 'IS' || vr === 'US')
		return /^[+-]?\d{1,10}$/.test(value) ? { kind: 'equal', value: String(Number(value)) } : null;
	if (/[*?]/.test(value)) return { kind: 'wildcard', pattern: value };
	const values = vr === 'PN' ? [value] : value.split(/[,\\]/);
	return values.length > 1 && vr === 'CS' ? { kind: 'list', values } : { kind: 'equal', value };
}

function range(text: string, form: RegExp): Matching | null {
	const [from = '', through, ...more] = text.split('-');
	if (more.length > 0) return null;
	if (through === undefined) return form.test(from) ? { kind: 'range', from, through: from } : null;
	if (from === '' && through === '') return null;
	const isEnd = (end: string): boolean => end === '' || form.test(end);
	return isEnd(from) && isEnd(through)
		? { kind: 'range', from: from || null, through: through || null }
		: null;
}

/** Whether any of an attribute's values is what is asked for. Text is compared without regard to case. */
export function matches(matching: Matching, values: readonly string[]): boolean {
	if (matching.kind === 'empty') return values.every((value) => value === '');
	return values.some((value) => {
		switch (matching.kind) {
			case 'list':
				return matching.values.includes(value);
			case 'range': {
				const { from, through } = matching;
				// 10 as an end means up to 10:59:59: what is finer than the end still lies within.
				return (
					(from === null || value >= from) && (through === null || value.slice(0, through.length) <= through)
				);
			}
			case 'wildcard':
				return isLike(value.toLowerCase(), matching.pattern.toLowerCase());
			case 'equal':
				return value.toLowerCase() === matching.value.toLowerCase();
		}
	});
}

/** `*` for any letters and `?` for one, without trying every way whatever the pattern is. */
function isLike(text: string, pattern: string): boolean {
	let at = 0;
	let star = -1;
	let mark = 0;
	for (let i = 0; i < text.length;) {
		if (pattern[at] === '*') {
			star = at++;
			mark = i;
		} else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i])) {
			at += 1;
			i += 1;
		} else if (star >= 0) {
			at = star + 1;
			i = ++mark;
		} else return false;
	}
	while (pattern[at] === '*') at += 1;
	return at === pattern.length;
}
