/** Classes of who pays for an examination, as far as a rule asks for it. */
export const payers = ['medicare', 'medicaid', 'commercial', 'federal', 'self-pay', 'other'] as const;
export type Payer = (typeof payers)[number];

/** What senders call them; the first that fits. A dual or advantage plan is Medicare's: its rule of place holds for both. */
const words: readonly (readonly [RegExp, Payer])[] = [
	[/\bMEDICARE\b|^(MCR|MCARE|MEDI-?CARE)$/, 'medicare'],
	[/\bMEDICAID\b|\bMEDI-?CAL\b|^(MCD|MCAID)$/, 'medicaid'],
	[/\bTRI-?CARE\b|\bCHAMP(US|VA)\b|\bVETERANS?\b|\bINDIAN HEALTH\b|^(VA|IHS|FEDERAL)$/, 'federal'],
	[/\bSELF[ -_]?PAY\b|\bSELFPAY\b|\bUNINSURED\b|^(SP|SELF|CASH)$/, 'self-pay'],
	[
		/\bCOMMERCIAL\b|\bBLUE (CROSS|SHIELD)\b|\bPRIVATE INSURANCE\b|^(COM|COMM|BCBS|BC|BS|HMO|PPO|POS|EPO)$/,
		'commercial'
	],
	[/\bWORKER'?S?'? COMP|\bLIABILITY\b|\bAUTO\b|^(WC|OTHER|OTH)$/, 'other']
];

/** The class of a payer in a sender's words; null where nobody knows them. */
export function payerOf(text: string | null | undefined): Payer | null {
	const word = text?.trim().toUpperCase() ?? '';
	return word === '' ? null : (words.find(([pattern]) => pattern.test(word))?.[1] ?? null);
}

/** Of several payers of an examination the one that counts: Medicare wherever it pays, else the first that is known. */
export function mainPayer(texts: readonly (string | null)[]): Payer | null {
	const known = texts.map(payerOf).filter((payer) => payer !== null);
	return known.includes('medicare') ? 'medicare' : (known[0] ?? null);
}

/** A USPS code of a state or territory; null for anything else. */
export function stateCodeOf(text: string | null | undefined): string | null {
	const code = text?.trim().toUpperCase() ?? '';
	return /^[A-Z]{2}$/.test(code) ? code : null;
}
