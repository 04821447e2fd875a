import type { DemoReader, DemoReviewer, DemoSection, DemoStaff } from './types.ts';

/** Rate ratio of the one true outlier, R20. */
export const outlierRateRatio = 2.5;
export const outlierCode = 'R20';

type Row = readonly [
	given: string,
	family: string,
	credentials: string,
	section: DemoSection,
	reads: number,
	effect: number,
	state: string
];

// Order gives the code: R01 first. Effects are log rate ratios.
const rows: readonly Row[] = [
	['Margaret', 'Halloran', 'MD', 'general', 12000, 0.1, 'MN'],
	['Desmond', 'Okafor', 'MD', 'general', 11400, 0.05, 'TX'],
	['Ingrid', 'Solheim', 'MD', 'general', 13000, 0, 'MN'],
	['Rafael', 'Quintero', 'MD', 'general', 8600, -0.1, 'FL'],
	['Beatrice', 'Lindqvist', 'DO', 'general', 11000, 0.15, 'WI'],
	['Samuel', 'Abernathy', 'MD', 'general', 12600, -0.2, 'IA'],
	['Priya', 'Venkataraman', 'MD', 'general', 4900, 0.05, 'CA'],
	['Thomas', 'Wexler', 'MD', 'general', 12000, 0, 'OH'],
	['Colette', 'Marchetti', 'MD', 'general', 11800, -0.05, 'NY'],
	['Jonas', 'Brandvold', 'MD', 'general', 8200, 0.2, 'ND'],
	['Naomi', 'Castellane', 'MD', 'ed', 11500, 0.05, 'HI'],
	['Walter', 'Dziedzic', 'MD', 'ed', 12200, -0.1, 'IL'],
	['Amara', 'Nwosu', 'MD', 'ed', 8000, 0, 'GA'],
	['Gregory', 'Pelletier', 'DO', 'ed', 12800, 0.1, 'ME'],
	['Hannah', 'Rosenqvist', 'MD, PhD', 'neuro', 12400, -0.15, 'MN'],
	['Farid', 'Haddadin', 'MD', 'neuro', 13100, 0.05, 'OH'],
	['Lucille', 'Tremaine', 'MD', 'neuro', 8500, 0, 'CO'],
	['Kenji', 'Moriwaki', 'MD, PhD', 'neuro', 11900, -0.2, 'WA'],
	['Olivia', 'Braithwaite', 'MD', 'body', 11700, 0.1, 'IA'],
	['Victor', 'Lansbury', 'MD', 'body', 15000, Math.log(outlierRateRatio), 'NV'],
	['Catherine', 'Duquesne', 'MD', 'body', 13500, 0.2, 'PA'],
	['Mateo', 'Barrientos', 'MD', 'body', 8300, -0.15, 'AZ'],
	['Elspeth', 'Kinnaird', 'MD', 'body', 12900, 0, 'MN'],
	['Adrian', 'Vasilescu', 'MD', 'msk', 13200, -0.05, 'OH'],
	['Rosalind', 'Achterberg', 'MD', 'msk', 8800, 0.1, 'MI'],
	['Tobias', 'Engelhart', 'DO', 'msk', 5200, 0.15, 'MT'],
	['Miriam', 'Feldstein', 'MD', 'breast', 12700, -0.1, 'MN'],
	['Annelise', 'Thorvald', 'MD', 'breast', 11600, 0.05, 'IA'],
	['Yolanda', 'Prescott', 'MD', 'breast', 5000, 0, 'OH'],
	['Stefan', 'Kowalczyk', 'MD, PhD', 'nuclear', 8000, 0.1, 'IL']
];

// V01 first; log rate ratios of scoring a discrepancy. V03 is strict, V11 lenient.
const severities: readonly number[] = [
	0, 0.1, 0.69, -0.1, 0.2, 0, -0.4, 0.1, 0.3, -0.2, -0.92, -0.1, 0.2, 0.05, -0.3, 0.1, 0, -0.2, 0.3, -0.1,
	0.15, -0.25, 0.2, 0
];

// Young colleagues, reviewed more closely where the policy says so.
const juniors: ReadonlySet<string> = new Set(['R07', 'R13', 'R26', 'R29']);

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const mailOf = (given: string, family: string): string =>
	`${given}.${family}@northlight-teleradiology.example`.toLowerCase();

export const demoReaders: readonly DemoReader[] = rows.map(
	([givenName, familyName, credentials, section, readsPerYear, effect, homeState], at) => {
		const code = `R${twoDigits(at + 1)}`;
		return {
			code,
			familyName,
			givenName,
			credentials,
			email: mailOf(givenName, familyName),
			section,
			readsPerYear,
			effect,
			reviewerCode: at < severities.length ? `V${twoDigits(at + 1)}` : null,
			tier: juniors.has(code) ? 'junior' : 'senior',
			homeState
		};
	}
);

export const demoReviewers: readonly DemoReviewer[] = severities.map((severity, at) => ({
	code: `V${twoDigits(at + 1)}`,
	readerCode: `R${twoDigits(at + 1)}`,
	severity
}));

export const demoStaff: readonly DemoStaff[] = [
	staff('S01', 'Eleanor', 'Whitcombe', ['director']),
	{ ...staff('S02', 'Samuel', 'Abernathy', ['chair', 'committee']), readerCode: 'R06' },
	{ ...staff('S03', 'Kenji', 'Moriwaki', ['committee']), readerCode: 'R18' },
	{ ...staff('S04', 'Catherine', 'Duquesne', ['committee']), readerCode: 'R21' },
	staff('S05', 'Lorraine', 'Petrov', ['coordinator']),
	staff('S06', 'Curtis', 'Hargreave', ['auditor']),
	staff('S07', 'Dana', 'Ostrowski', ['administrator'])
];

function staff(code: string, givenName: string, familyName: string, roles: DemoStaff['roles']): DemoStaff {
	return { code, givenName, familyName, email: mailOf(givenName, familyName), roles, readerCode: null };
}
