import type { CmeRuleInput } from '#lib/core/credentials/cme/rule.ts';

const all = {
	jurisdiction: null,
	degrees: ['MD', 'DO'],
	citations: [],
	doubts: []
} as const satisfies Partial<CmeRuleInput>;
const read = { asOf: '2026-11', verified: true } as const;
const recalled = { asOf: '2026-11', verified: false } as const;

const threeYears = { type: 'previous-calendar-years', years: 3 } as const;
// A shortfall of the full calendar years may be made up in the present one.
const threeYearsAndThis = { type: 'previous-calendar-years', years: 3, withCurrent: true } as const;
const toInspection = (months: number) =>
	({
		type: 'rolling-months',
		months,
		anchorFact: 'mqsaAnchorOn',
		anchorRule: 'best-since-quarter-end'
	}) as const;

type Requirement = CmeRuleInput['requirement']['value'];

/** ACR: 200 exams in the modality, or 60 of an organ system with 200 of CT, MRI and ultrasound together. */
function experience(authority: string, modality: string): Requirement {
	const crossSectional = ['CT', 'MR', 'US'];
	const organ = {
		topic: 'organ-system',
		hours: 60,
		categories: ['exam'],
		modalities: [modality],
		note: 'exams of one organ system in the modality'
	};
	return {
		authority,
		unit: 'exams',
		categories: ['exam'],
		total: 200,
		satisfiedBy: ['mocParticipant'],
		anyOf: [
			{ name: 'exams', modality, window: threeYears },
			{ name: 'exams of an organ system', modality: crossSectional, window: threeYears, topics: [organ] },
			{ name: 'exams, made up this year', modality, window: threeYearsAndThis },
			{
				name: 'exams of an organ system, made up this year',
				modality: crossSectional,
				window: threeYearsAndThis,
				topics: [organ]
			}
		]
	};
}

/** ACR: 150 hours pertinent to practice with 75 of category 1, or 15 in the modality with half of category 1. */
function education(authority: string, modality: string): Requirement {
	const own = { modality, total: 15, category1Min: 7.5 };
	const wide = { total: 150, category1Min: 75 };
	return {
		authority,
		category1: ['AMA-1', 'AOA-1A', 'AOA-1B'],
		needsCertificate: true,
		satisfiedBy: ['mocParticipant'],
		anyOf: [
			{ name: 'in the modality', ...own, window: threeYears },
			{ name: 'pertinent to practice', ...wide, window: threeYears },
			{ name: 'in the modality, made up this year', ...own, window: threeYearsAndThis },
			{ name: 'pertinent to practice, made up this year', ...wide, window: threeYearsAndThis }
		]
	};
}

const pet = (topic: string, hours: number, fact: string) => ({
	topic,
	hours,
	categories: ['exam'],
	appliesIf: { [fact]: true }
});

/** What certification, accreditation and federal law ask for. */
export const accreditation: readonly CmeRuleInput[] = [
	{
		...all,
		id: 'ABR-P2',
		requirement: {
			...read,
			source: 'ABR Part 2 page; Medality note on ABR letter; ASTRO/ABR column 2025',
			note: 'SA-CME is no longer asked for since 24 January 2024',
			value: {
				authority: 'ABR Part 2',
				total: 75,
				category1Min: 75,
				categories: ['AMA-1'],
				window: threeYears
			}
		}
	},
	{
		...all,
		id: 'ABR-P3',
		doubts: ['That the 52 questions are counted in the previous calendar year is inferred.'],
		requirement: {
			...read,
			source: 'ABR Part 2 page; ASTRO/ABR column 2025',
			note: '52 questions a year for most; the standard by year 5, or the examination',
			value: {
				authority: 'ABR Part 3',
				unit: 'questions',
				categories: ['ola-question'],
				total: 52,
				satisfiedBy: ['abrExamPassed'],
				window: { type: 'previous-calendar-years', years: 1 }
			}
		}
	},
	{
		...all,
		id: 'ABR-P4',
		doubts: ['That the three years are the previous calendar years is inferred from Part 2.'],
		requirement: {
			...read,
			source: 'ASTRO/ABR column 2025',
			note: 'one project or participatory activity of quality improvement in the last 3 years',
			value: {
				authority: 'ABR Part 4',
				unit: 'projects',
				categories: ['project'],
				total: 1,
				window: threeYearsAndThis
			}
		}
	},
	{
		...all,
		id: 'ACR-CT-EXP',
		requirement: {
			...read,
			source: 'ACR CT physician article (rev 12-16-2022); HealthImaging report',
			value: experience('ACR CT experience', 'CT')
		}
	},
	{
		...all,
		id: 'ACR-CT-CE',
		doubts: ['The option of 150 hours is recalled; ABR MOC and 15 hours, half of category 1, were read.'],
		requirement: {
			...recalled,
			source: 'ACR CT article and CE article',
			value: education('ACR CT education', 'CT')
		}
	},
	{
		...all,
		id: 'ACR-MRI-EXP',
		requirement: {
			...read,
			source: 'accredited practice page quoting ACR; HealthImaging report',
			value: experience('ACR MRI experience', 'MR')
		}
	},
	{
		...all,
		id: 'ACR-MRI-CE',
		doubts: [
			'The options of ABR MOC and of 150 hours are recalled; 15 hours, half of category 1, were read.'
		],
		requirement: {
			...recalled,
			source: '15 h (half Cat 1) read on an accredited practice page; other options recalled',
			value: education('ACR MRI education', 'MR')
		}
	},
	{
		...all,
		id: 'ACR-US-EXP',
		requirement: {
			...read,
			source: 'HealthImaging report (2011 change)',
			value: experience('ACR ultrasound experience', 'US')
		}
	},
	{
		...all,
		id: 'ACR-PET-CE',
		doubts: ['In which time the 20 hours must be is not in the source: ever is taken.'],
		requirement: {
			...read,
			source: 'ACR NM/PET physician article (rev 12-17-19)',
			note: 'only without a recent certification',
			value: {
				authority: 'ACR PET education',
				appliesIf: { petCertifiedRecently: false },
				needsCertificate: true,
				modality: 'PT',
				total: 20,
				window: { type: 'ever' }
			}
		}
	},
	{
		...all,
		id: 'ACR-PET-EXP',
		doubts: ['That the 3 years are full calendar years follows the general rule of the ACR.'],
		requirement: {
			...read,
			source: 'ACR NM/PET physician article (rev 12-17-19)',
			note: '20 cardiac, 30 brain and 80 oncologic studies in 3 years, of what is read',
			value: {
				authority: 'ACR PET experience',
				unit: 'exams',
				appliesIf: { petCertifiedRecently: false },
				categories: ['exam'],
				modality: 'PT',
				window: threeYears,
				topics: [
					pet('pet-cardiac', 20, 'readsCardiacPet'),
					pet('pet-brain', 30, 'readsBrainPet'),
					pet('pet-oncologic', 80, 'readsOncologicPet')
				]
			}
		}
	},
	{
		...all,
		id: 'MQSA-INIT-CE',
		citations: ['21 CFR 900.12(a)(1)(i)'],
		requirement: {
			...read,
			source: '21 CFR 900.12(a)(1)(i); FDA policy guidance',
			note: '60 hours of category 1 in mammography, 15 of them in the last 3 years',
			value: {
				authority: 'MQSA initial education',
				appliesIf: { mqsaQualified: false },
				total: 60,
				category1Min: 60,
				categories: ['AMA-1'],
				modality: 'MG',
				window: { type: 'ever' },
				topics: [
					{
						topic: 'mammography',
						hours: 15,
						accepts: ['breast-imaging'],
						categories: ['AMA-1'],
						modalities: ['MG'],
						due: { kind: 'months', months: 36 }
					}
				]
			}
		}
	},
	{
		...all,
		id: 'MQSA-INIT-EXP',
		citations: ['21 CFR 900.12(a)(1)(i)'],
		doubts: ['The qualifying period is not in what was read: six months to the day of asking are recalled.'],
		requirement: {
			...read,
			source: '21 CFR 900.12(a)(1)(i); FDA policy guidance',
			value: {
				authority: 'MQSA initial experience',
				unit: 'exams',
				appliesIf: { mqsaQualified: false },
				categories: ['exam'],
				total: 240,
				modality: 'MG',
				window: { type: 'rolling-months', months: 6 }
			}
		}
	},
	{
		...all,
		id: 'MQSA-EXP',
		citations: ['21 CFR 900.12(a)(1)(ii)(A)'],
		requirement: {
			...read,
			source: 'FDA PGHS: Reestablishing Continuing Experience',
			note: 'from the inspection, the last end of a quarter, or any day between; short: 240 exams, or enough to reach 960, under direct supervision within 6 months',
			value: {
				authority: 'MQSA experience',
				unit: 'exams',
				categories: ['exam'],
				total: 960,
				modality: 'MG',
				window: toInspection(24)
			}
		}
	},
	{
		...all,
		id: 'MQSA-CE',
		citations: ['21 CFR 900.12(a)(1)(ii)(B)'],
		doubts: ['The 15 hours are recalled; category 1 only was read.'],
		requirement: {
			...recalled,
			source: '21 CFR 900.12(a)(1)(ii)(B)',
			value: {
				authority: 'MQSA education',
				total: 15,
				category1Min: 15,
				categories: ['AMA-1'],
				modality: 'MG',
				window: toInspection(36)
			}
		}
	},
	{
		...all,
		id: 'MQSA-NEW',
		requirement: {
			...read,
			source: 'FDA PGHS',
			note: 'before the new modality is read independently',
			value: {
				authority: 'MQSA new mammographic modality',
				appliesIf: { readsNewMammographicModality: true },
				window: { type: 'ever' },
				topics: [
					{ topic: 'new-mammographic-modality', hours: 8, accepts: ['tomosynthesis'], due: { kind: 'once' } }
				]
			}
		}
	},
	{
		...all,
		id: 'IAC-STAFF',
		doubts: ['About 15 hours of category 1 in three years: not read in the standards.'],
		requirement: {
			...recalled,
			source: 'recalled from IAC standards',
			value: {
				authority: 'IAC medical staff',
				total: 15,
				category1Min: 15,
				window: { type: 'rolling-months', months: 36 }
			}
		}
	},
	{
		...all,
		id: 'US-DEA',
		jurisdiction: 'US',
		citations: ['MATE Act, CAA 2023'],
		requirement: {
			source: 'FSMB Continuing Medical Education Board-by-Board Overview (last updated Oct 2025)',
			asOf: '2025-10',
			verified: true,
			note: 'at the first registration or renewal on or after 27 June 2023; diagnostic radiologists usually hold none',
			value: {
				authority: 'DEA (MATE Act)',
				appliesIf: { deaRegistered: true },
				window: { type: 'ever' },
				topics: [
					{
						topic: 'addiction',
						hours: 8,
						accepts: ['opioids'],
						due: { kind: 'once' },
						note: 'treatment and management of opioid or other substance use disorders'
					}
				]
			}
		}
	}
];
