import type { Score } from '#lib/core/scoring/scale.ts';

/** Scales of the past: the pilot's 1–4, the 2009 revision with a and b, and the present one. */
export const legacyScales = ['radpeer-2002', 'radpeer-2009', 'radpeer-2016'] as const;
export type LegacyScale = (typeof legacyScales)[number];

/** What becomes of a code of the past. The code itself is kept as it was written. */
export type LegacyMapping =
	/** The same code with the same meaning today. */
	| { readonly kind: 'taken'; readonly score: Score }
	/** Moved to today's scale by rule; every figure that shows it says so. */
	| { readonly kind: 'mapped'; readonly score: Score }
	/** A discrepancy that has no exact place today: its significance was not asked. */
	| { readonly kind: 'no-significance' }
	/** Praise, in programmes that scored it 0. */
	| { readonly kind: 'great-catch' };

type Rules = Readonly<Record<string, LegacyMapping>>;

const concur: Rules = { '1': { kind: 'taken', score: '1' }, '0': { kind: 'great-catch' } };
const noSignificance: LegacyMapping = { kind: 'no-significance' };

/**
 * The rules by scale (domain reference 1.1). 4 was dropped in 2016 and its ground joined to 3, so 4a and 4b become 3a and 3b,
 * marked. A 2, 3 or 4 without a or b says nothing of significance, and no letter is invented for it. The wording of 2 and 3 changed
 * little between 2009 and 2016; the pilot of 2002 had no letters at all.
 */
const rules: Readonly<Record<LegacyScale, Rules>> = {
	'radpeer-2002': { ...concur, '2': noSignificance, '3': noSignificance, '4': noSignificance },
	'radpeer-2009': {
		...concur,
		'2': noSignificance,
		'3': noSignificance,
		'4': noSignificance,
		'2a': { kind: 'taken', score: '2a' },
		'2b': { kind: 'taken', score: '2b' },
		'3a': { kind: 'taken', score: '3a' },
		'3b': { kind: 'taken', score: '3b' },
		'4a': { kind: 'mapped', score: '3a' },
		'4b': { kind: 'mapped', score: '3b' }
	},
	'radpeer-2016': {
		...concur,
		'2': noSignificance,
		'3': noSignificance,
		'2a': { kind: 'taken', score: '2a' },
		'2b': { kind: 'taken', score: '2b' },
		'3a': { kind: 'taken', score: '3a' },
		'3b': { kind: 'taken', score: '3b' }
	}
};

/** What a code of a scale becomes; null when the scale does not have it. Case and blanks around it do not matter. */
export function mapLegacyCode(scale: LegacyScale, code: string): LegacyMapping | null {
	const found = rules[scale];
	const key = code.trim().toLowerCase();
	return Object.hasOwn(found, key) ? (found[key] ?? null) : null;
}

/** Whether a text names a scale of the past. */
export function isLegacyScale(text: string): text is LegacyScale {
	return (legacyScales as readonly string[]).includes(text);
}
