import type { CmeRuleInput } from '#lib/core/credentials/cme/rule.ts';

const read = {
	source: 'FSMB Continuing Medical Education Board-by-Board Overview (last updated Oct 2025)',
	asOf: '2025-10',
	verified: true
} as const;

const cat1 = ['AMA-1', 'AOA-1A', 'AOA-1B'];

/** What each medical board from Alabama to Minnesota asks for. */
export const usBoardsAToM: readonly CmeRuleInput[] = [
	{
		id: 'US-AL',
		jurisdiction: 'AL',
		degrees: ['MD', 'DO'],
		citations: ['Ala. Admin. Code r. 540-x-14.02'],
		doubts: ['That the twelve months are the calendar year is inferred from the licence year.'],
		requirement: {
			...read,
			note: 'all AMA PRA Cat 1; ABMS certification/MOC process in the year completed; carry-over: none allowed',
			value: {
				authority: 'Alabama',
				window: { type: 'calendar-year' },
				total: 25,
				category1Min: 25,
				categories: ['AMA-1'],
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }],
				topics: [
					{
						topic: 'controlled-substance-prescribing',
						hours: 2,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { holdsStateCds: true },
						due: { kind: 'months', months: 24 },
						categories: ['AMA-1'],
						isDueAnyway: true,
						note: 'controlled substance prescribing'
					},
					{
						topic: 'boundaries-board-course',
						hours: null,
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'professional boundaries (board course); all active licensees by 2025-12-31; new licensees within 12 months of issue'
					}
				]
			}
		}
	},
	{
		id: 'US-AK',
		jurisdiction: 'AK',
		degrees: ['MD', 'DO'],
		citations: ['12 AAC 40.200', '12 AAC 40.210', 'AS 08.64.312'],
		doubts: [],
		requirement: {
			...read,
			note: 'all AMA Cat 1 or AOA Cat 1/2; initial or re-certification by AMA/AOA-recognised board in the period',
			value: {
				authority: 'Alaska',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: ['AMA-1', 'AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
				categories: ['AMA-1', 'AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }],
				topics: [
					{
						topic: 'pain-management',
						hours: 2,
						accepts: ['opioids', 'addiction'],
						appliesIf: { deaRegistered: true },
						isDueAnyway: true,
						note: 'pain management, opioid use and addiction'
					}
				]
			}
		}
	},
	{
		id: 'US-AZ-M',
		jurisdiction: 'AZ',
		degrees: ['MD'],
		citations: ['Ariz. Admin. Code R4-16-102', 'A.R.S. 32-3248.02'],
		doubts: [],
		requirement: {
			...read,
			note: 'Cat 1 share not stated by FSMB; carry-over: none allowed',
			value: {
				authority: 'Arizona (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				topics: [
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['addiction', 'controlled-substances'],
						appliesIf: { deaRegistered: true },
						note: 'opioid / substance use / addiction'
					}
				]
			}
		}
	},
	{
		id: 'US-AZ-O',
		jurisdiction: 'AZ',
		degrees: ['DO'],
		citations: ['Ariz. Admin. Code R4-22-207'],
		doubts: [],
		requirement: {
			...read,
			note: '24 AOA 1-A; at most 16/yr AMA Cat 1',
			value: {
				authority: 'Arizona (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 24,
				category1: ['AOA-1A'],
				categoryMaxPerYear: { 'AMA-1': 16 },
				topics: [
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['addiction', 'controlled-substances'],
						appliesIf: { deaRegistered: true },
						note: 'opioid / substance use / addiction'
					}
				]
			}
		}
	},
	{
		id: 'US-AR',
		jurisdiction: 'AR',
		degrees: ['MD', 'DO'],
		citations: ['060.00.18-001'],
		doubts: [
			'That the twelve months are the calendar year is inferred; the licence may turn with the month of birth.',
			'Half of the hours in the primary practice area is kept as a topic of the specialty.'
		],
		requirement: {
			...read,
			note: '50% in primary practice area and Cat 1',
			value: {
				authority: 'Arkansas',
				window: { type: 'calendar-year' },
				total: 20,
				category1Min: 10,
				category1: cat1,
				topics: [
					{
						topic: 'opioids',
						hours: 1,
						accepts: ['controlled-substances'],
						note: 'opioid or benzodiazepine prescribing'
					},
					{
						topic: 'prescribing',
						hours: 3,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { newLicensee: true },
						due: { kind: 'once' },
						note: 'prescribing education; within first 2 years of licensure'
					},
					{ topic: 'specialty', hours: 10, accepts: ['radiology'], note: '50% in primary practice area' }
				]
			}
		}
	},
	{
		id: 'US-CA-M',
		jurisdiction: 'CA',
		degrees: ['MD'],
		citations: ['16 CCR 1336', 'B&P 2190.5', 'B&P 2190.6'],
		doubts: [
			'One examination passed is 100 hours over four consecutive years: half of them is taken for one period of two years.',
			'20 % of 50 hours are kept as 10 hours.'
		],
		requirement: {
			...read,
			note: 'all Cat 1 approved; passing a certifying/recertifying exam = 100 h over 4 consecutive years (16 CCR 1337); 25 h only if first licence term < 13 months; Radiologists are expressly exempt from the 12-hour pain/terminal-care course',
			value: {
				authority: 'California (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1,
				conversions: [{ from: 'board-exam', to: 'AMA-1', each: 100, max: 50, months: 48 }],
				firstTerm: [{ underMonths: 13, total: 25 }],
				topics: [
					{
						topic: 'pain-management',
						hours: 12,
						accepts: ['end-of-life', 'palliative-care', 'opioids'],
						appliesIf: { specialty: { notIn: ['radiology', 'pathology'] } },
						due: { kind: 'once' },
						note: 'pain management / terminally ill (or 12 h opiate-dependent patient course); by second renewal or 4 years'
					},
					{
						topic: 'geriatric-medicine',
						hours: 10,
						appliesIf: { geriatricPanelOverQuarter: true },
						note: 'geriatric medicine; 20% of hours'
					}
				]
			}
		}
	},
	{
		id: 'US-CA-O',
		jurisdiction: 'CA',
		degrees: ['DO'],
		citations: ['B&P 2190.5'],
		doubts: [],
		requirement: {
			...read,
			note: '20 h AOA 1A or 1B; Radiologists exempt from the 12-hour course',
			value: {
				authority: 'California (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 20,
				category1: ['AOA-1A', 'AOA-1B'],
				topics: [
					{
						topic: 'pain-management',
						hours: 12,
						accepts: ['end-of-life', 'palliative-care'],
						appliesIf: { specialty: { notIn: ['radiology', 'pathology'] } },
						due: { kind: 'once' },
						note: 'pain management / terminally ill'
					}
				]
			}
		}
	},
	{
		id: 'US-CO',
		jurisdiction: 'CO',
		degrees: ['MD', 'DO'],
		citations: ['HB24-1153', 'SB19-228'],
		doubts: [
			'Who does not prescribe may attest out of the hours on opioids: they are taken as not asked for.'
		],
		requirement: {
			...read,
			note: 'AMA Cat 1, AAFP prescribed, ACOG, or board-certification programme; 30 h requirement effective 2026-01-01; board may audit up to 5% a year; Non-prescribers may attest out of the opioid hours',
			value: {
				authority: 'Colorado',
				window: { type: 'months-before-expiry', months: 24 },
				total: 30,
				topics: [
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['addiction', 'prescription-monitoring'],
						appliesIf: { prescribesControlledSubstances: true },
						note: 'opioid prescribing, SUD recognition/referral, PDMP; exempt if national board requires equivalent or attests to not prescribing opioids'
					}
				]
			}
		}
	},
	{
		id: 'US-CT',
		jurisdiction: 'CT',
		degrees: ['MD', 'DO'],
		citations: ['Conn. Gen. Stat. 20-10b'],
		doubts: [
			'The source names sexual assault and domestic violence in one phrase: they may be one topic.',
			'That the first renewal is that of a licence under twelve months old is inferred.'
		],
		requirement: {
			...read,
			note: "contact hours in area of practice; CME first due at the second renewal; FSMB groups 'sexual assault and domestic violence' in one phrase - treat as one 1-h topic if the board does",
			value: {
				authority: 'Connecticut',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				firstTerm: [{ underMonths: 12, total: 0 }],
				topics: [
					{
						topic: 'infectious-diseases',
						hours: 1,
						accepts: ['hiv', 'infection-control'],
						due: { kind: 'months', months: 72 },
						note: 'infectious diseases'
					},
					{
						topic: 'cultural-competency',
						hours: 1,
						due: { kind: 'months', months: 72 },
						note: 'cultural competency'
					},
					{
						topic: 'risk-management',
						hours: 1,
						accepts: ['controlled-substances', 'pain-management'],
						due: { kind: 'months', months: 72 },
						note: 'risk management (incl. controlled substances/pain)'
					},
					{ topic: 'sexual-assault', hours: 1, due: { kind: 'months', months: 72 }, note: 'sexual assault' },
					{
						topic: 'domestic-violence',
						hours: 1,
						due: { kind: 'months', months: 72 },
						note: 'domestic violence'
					},
					{
						topic: 'cognitive-conditions',
						hours: 1,
						accepts: ['dementia'],
						due: { kind: 'months', months: 72 },
						note: 'cognitive issues'
					},
					{
						topic: 'behavioral-health',
						hours: 1,
						due: { kind: 'months', months: 72 },
						note: 'behavioral health'
					}
				]
			}
		}
	},
	{
		id: 'US-DE',
		jurisdiction: 'DE',
		degrees: ['MD', 'DO'],
		citations: ['24 DE Admin. Code 1700-12.0'],
		doubts: [],
		requirement: {
			...read,
			note: 'all AMA or AOA Cat 1',
			value: {
				authority: 'Delaware',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['pain-management', 'opioids'],
						note: 'controlled substances / chronic pain'
					}
				]
			}
		}
	},
	{
		id: 'US-DC',
		jurisdiction: 'DC',
		degrees: ['MD', 'DO'],
		citations: ['17 DCMR 4607.4'],
		doubts: ['HIV, LGBTQ competency and pharmacology are listed for the renewal of 2018.'],
		requirement: {
			...read,
			note: 'all Cat 1',
			value: {
				authority: 'District of Columbia',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'public-health-priorities',
						hours: 5,
						note: 'public-health priorities set by the Director; 10% of total'
					},
					{ topic: 'hiv', hours: 3, note: 'HIV/AIDS; listed for 2018 renewal; confirm still current' },
					{
						topic: 'lgbtq-competency',
						hours: 2,
						note: 'LGBTQ cultural competency; listed for 2018 renewal; confirm'
					},
					{
						topic: 'pharmacology',
						hours: 1,
						accepts: ['prescribing'],
						note: 'pharmacology; listed for 2018 renewal; confirm'
					}
				]
			}
		}
	},
	{
		id: 'US-FL-M',
		jurisdiction: 'FL',
		degrees: ['MD'],
		citations: ['64B8-13.005 F.A.C.', 'Fla. Stat. 456.0301'],
		doubts: [],
		requirement: {
			...read,
			note: '38 general + 2 medical errors; FSMB states 38 h plus the separate 2-h medical-errors course',
			value: {
				authority: 'Florida (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 38,
				topics: [
					{
						topic: 'medical-errors',
						hours: 2,
						categories: ['AMA-1', 'AMA-2', 'AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
						outsideTotal: true,
						note: 'prevention of medical errors'
					},
					{ topic: 'hiv', hours: 1, categories: cat1, note: 'HIV/AIDS' },
					{
						topic: 'domestic-violence',
						hours: 2,
						due: { kind: 'cycles', cycles: 3 },
						categories: ['AMA-1', 'AMA-2', 'AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
						note: 'domestic violence'
					},
					{
						topic: 'controlled-substance-prescribing',
						hours: 2,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { deaRegistered: true },
						categories: ['AMA-1', 'AOA-1A'],
						note: 'controlled substance prescribing'
					}
				]
			}
		}
	},
	{
		id: 'US-FL-O',
		jurisdiction: 'FL',
		degrees: ['DO'],
		citations: ['64B15-13.001 F.A.C.'],
		doubts: [],
		requirement: {
			...read,
			note: '20 h AOA 1-A',
			value: {
				authority: 'Florida (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 20,
				category1: ['AOA-1A'],
				topics: [
					{ topic: 'medical-errors', hours: 2, note: 'prevention of medical errors' },
					{ topic: 'risk-management', hours: 1, note: 'risk management' },
					{ topic: 'florida-laws-and-rules', hours: 1, note: 'Florida laws and rules' },
					{ topic: 'controlled-substances', hours: 1, accepts: ['opioids'], note: 'controlled substances' },
					{
						topic: 'domestic-violence',
						hours: 2,
						due: { kind: 'cycles', cycles: 3 },
						note: 'domestic violence'
					},
					{ topic: 'hiv', hours: 1, due: { kind: 'once' }, note: 'HIV/AIDS; by first renewal' },
					{
						topic: 'controlled-substance-prescribing',
						hours: 2,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { deaRegistered: true },
						note: 'controlled substance prescribing'
					}
				]
			}
		}
	},
	{
		id: 'US-GA',
		jurisdiction: 'GA',
		degrees: ['MD', 'DO'],
		citations: ['Ga. Comp. R. & Regs. 360-15-.01', 'HB 458 (2021)'],
		doubts: [],
		requirement: {
			...read,
			note: '25% Cat 1',
			value: {
				authority: 'Georgia',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 10,
				category1: cat1,
				topics: [
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['controlled-substances'],
						appliesIf: { deaRegistered: true, prescribesControlledSubstances: true },
						due: { kind: 'once' },
						note: 'responsible opioid prescribing'
					},
					{
						topic: 'professional-boundaries',
						hours: 2,
						accepts: ['sexual-misconduct'],
						due: { kind: 'once' },
						note: 'sexual misconduct / professional boundaries'
					},
					{
						topic: 'pain-management',
						hours: 20,
						accepts: ['palliative-care'],
						appliesIf: { opioidPainPatientsOverHalf: true },
						note: 'pain management or palliative medicine'
					}
				]
			}
		}
	},
	{
		id: 'US-GU',
		jurisdiction: 'GU',
		degrees: ['MD', 'DO'],
		citations: ['25 GAR 11101(g)(9)'],
		doubts: ['How long a licence runs has no source.'],
		requirement: {
			...read,
			note: '25% Cat 1',
			value: {
				authority: 'Guam',
				window: { type: 'months-before-expiry', months: 24 },
				total: 100,
				category1Min: 25,
				category1: cat1
			}
		}
	},
	{
		id: 'US-HI',
		jurisdiction: 'HI',
		degrees: ['MD', 'DO'],
		citations: ['HAR 16-85-33'],
		doubts: ['Sources differ about how long a licence runs.'],
		requirement: {
			...read,
			note: 'all Cat 1 or 1A',
			value: {
				authority: 'Hawaii',
				window: { type: 'months-before-expiry', months: 24, anchorFact: 'cmePeriodEndsOn' },
				total: 40,
				category1Min: 40,
				category1: ['AMA-1', 'AOA-1A'],
				categories: ['AMA-1', 'AOA-1A']
			}
		}
	},
	{
		id: 'US-ID',
		jurisdiction: 'ID',
		degrees: ['MD', 'DO'],
		citations: ['IDAPA 22.01.01-079'],
		doubts: ['Sources differ about how long a licence runs.'],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS/AOA/RCPSC certification or recertification in the cycle may replace CME',
			value: {
				authority: 'Idaho',
				window: { type: 'months-before-expiry', months: 24, anchorFact: 'cmePeriodEndsOn' },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }]
			}
		}
	},
	{
		id: 'US-IL',
		jurisdiction: 'IL',
		degrees: ['MD', 'DO'],
		citations: ['68 Ill. Adm. Code 1285.110', '20 ILCS 2105/2105-365'],
		doubts: [
			'The text of the law asks for dementia in each period, the guidance of the medical society every six years.'
		],
		requirement: {
			...read,
			note: '60 h Cat 1 (max 90 informal); Hours used for another state or board certification count',
			value: {
				authority: 'Illinois',
				window: { type: 'months-before-expiry', months: 36 },
				total: 150,
				category1Min: 60,
				category1: cat1,
				categoryMax: { 'AMA-2': 90 },
				topics: [
					{ topic: 'sexual-harassment', hours: 1, note: 'sexual harassment prevention' },
					{ topic: 'implicit-bias', hours: 1, note: 'implicit bias' },
					{
						topic: 'opioids',
						hours: 1,
						accepts: ['controlled-substances'],
						due: { kind: 'months', months: 72 },
						note: 'opioids'
					},
					{
						topic: 'cultural-competency',
						hours: 1,
						due: { kind: 'months', months: 72 },
						note: 'cultural competency'
					},
					{
						topic: 'dementia',
						hours: 1,
						appliesIf: { adultCare: true },
						due: { kind: 'months', months: 72 },
						note: 'Alzheimer/dementia; ILCS text says per renewal period; ISMS guidance says every 6 years'
					},
					{
						topic: 'maternal-health-bias',
						hours: 1,
						appliesIf: { maternalCare: true },
						note: 'maternal health implicit bias; from 2026-07-01'
					}
				]
			}
		}
	},
	{
		id: 'US-IN',
		jurisdiction: 'IN',
		degrees: ['MD', 'DO'],
		citations: ['IC 35-48-3-3.5'],
		doubts: ['The source does not spell out to whom the hours apply.'],
		requirement: {
			...read,
			note: 'no total-hours requirement',
			value: {
				authority: 'Indiana',
				window: { type: 'months-before-expiry', months: 24 },
				topics: [
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['addiction', 'controlled-substances'],
						appliesIf: { holdsStateCds: true },
						note: 'opioid prescribing and abuse; IC 35-48-3-3.5; FSMB text does not spell out applicability'
					}
				]
			}
		}
	},
	{
		id: 'US-IA',
		jurisdiction: 'IA',
		degrees: ['MD', 'DO'],
		citations: ['IAC 653-11.4'],
		doubts: ['The source gives three and five years for the topics of abuse.'],
		requirement: {
			...read,
			note: 'board certification/recertification = 50 h Cat 1; carry-over: up to 20 h; FSMB entry gives both 3- and 5-year wording for abuse topics',
			value: {
				authority: 'Iowa',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				carryOverMax: 20,
				conversions: [{ from: 'board-certification', to: 'AMA-1', each: 50, max: 50 }],
				topics: [
					{
						topic: 'child-abuse',
						hours: 2,
						appliesIf: { primaryCare: true, childCare: true },
						due: { kind: 'months', months: 36 },
						note: 'child abuse'
					},
					{
						topic: 'adult-abuse',
						hours: 2,
						appliesIf: { primaryCare: true, adultCare: true },
						due: { kind: 'months', months: 36 },
						note: 'adult abuse'
					},
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['pain-management'],
						appliesIf: { prescribesControlledSubstances: true },
						due: { kind: 'months', months: 60 },
						categories: cat1,
						note: 'CDC opioid guideline / chronic pain'
					},
					{
						topic: 'end-of-life',
						hours: null,
						accepts: ['palliative-care'],
						appliesIf: { caresForDyingPatients: true },
						due: { kind: 'months', months: 60 },
						categories: cat1,
						note: 'end-of-life care'
					}
				]
			}
		}
	},
	{
		id: 'US-KS',
		jurisdiction: 'KS',
		degrees: ['MD', 'DO'],
		citations: ['K.A.R. 100-15-5', 'K.A.R. 100-15-4'],
		doubts: [],
		requirement: {
			...read,
			note: '40% Cat 1; any ONE option satisfies; look-back windows end at licence expiry',
			value: {
				authority: 'Kansas',
				category1: cat1,
				anyOf: [
					{
						name: '18 months',
						total: 50,
						category1Min: 20,
						window: { type: 'lookback-months', months: 18 },
						topics: [
							{
								topic: 'pain-management',
								hours: 1,
								accepts: ['opioids', 'prescription-monitoring'],
								note: 'pain management, opioids or PDMP (Category 3)'
							}
						]
					},
					{
						name: '30 months',
						total: 100,
						category1Min: 40,
						window: { type: 'lookback-months', months: 30 },
						topics: [
							{
								topic: 'pain-management',
								hours: 2,
								accepts: ['opioids', 'prescription-monitoring'],
								note: 'pain management, opioids or PDMP (Category 3)'
							}
						]
					},
					{
						name: '42 months',
						total: 150,
						category1Min: 60,
						window: { type: 'lookback-months', months: 42 },
						topics: [
							{
								topic: 'pain-management',
								hours: 3,
								accepts: ['opioids', 'prescription-monitoring'],
								note: 'pain management, opioids or PDMP (Category 3)'
							}
						]
					}
				]
			}
		}
	},
	{
		id: 'US-KY',
		jurisdiction: 'KY',
		degrees: ['MD', 'DO'],
		citations: ['201 KAR 9:310'],
		doubts: [],
		requirement: {
			...read,
			note: '30 h Cat 1',
			value: {
				authority: 'Kentucky',
				window: { type: 'months-before-expiry', months: 36, anchorFact: 'cmePeriodEndsOn' },
				total: 60,
				category1Min: 30,
				category1: cat1,
				topics: [
					{
						topic: 'pain-management',
						hours: 4.5,
						accepts: ['prescription-monitoring', 'addiction', 'opioids'],
						appliesIf: { mayPrescribeControlledSubstances: true },
						note: 'KASPER / pain management / addiction'
					},
					{
						topic: 'domestic-violence',
						hours: null,
						appliesIf: { primaryCare: true },
						due: { kind: 'once' },
						note: 'domestic violence'
					}
				]
			}
		}
	},
	{
		id: 'US-LA',
		jurisdiction: 'LA',
		degrees: ['MD', 'DO'],
		citations: ['LAC 46:XLV.435', 'LAC 46:XLV.449'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1',
			value: {
				authority: 'Louisiana',
				window: { type: 'months-before-expiry', months: 12 },
				total: 20,
				category1Min: 20,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'controlled-substances',
						hours: 3,
						accepts: ['drug-diversion', 'addiction', 'opioids'],
						appliesIf: { holdsStateCds: true },
						due: { kind: 'once' },
						note: 'drug diversion / controlled substances / addiction'
					},
					{
						topic: 'board-orientation',
						hours: null,
						appliesIf: { newLicensee: true },
						due: { kind: 'once' },
						note: 'board orientation course'
					},
					{
						topic: 'nutrition',
						hours: 1,
						isPending: true,
						appliesIf: {
							specialty: {
								in: ['family medicine', 'internal medicine', 'pediatrics', 'obstetrics and gynecology']
							}
						},
						due: { kind: 'months', months: 24 },
						note: 'nutrition and metabolic health; rules pending under 2025 SB 14'
					}
				]
			}
		}
	},
	{
		id: 'US-ME-M',
		jurisdiction: 'ME',
		degrees: ['MD'],
		citations: ['02-373 CMR ch.1 s.11'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; 25 h credit for ABMS certification within 24 months; many aggregator pages still show 100 h - superseded',
			value: {
				authority: 'Maine (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				conversions: [{ from: 'board-certification', to: 'AMA-1', each: 25, max: 25 }],
				topics: [
					{ topic: 'opioids', hours: 3, accepts: ['controlled-substances'], note: 'opioid prescribing' }
				]
			}
		}
	},
	{
		id: 'US-ME-O',
		jurisdiction: 'ME',
		degrees: ['DO'],
		citations: ['02-383 CMR ch.14'],
		doubts: [],
		requirement: {
			...read,
			note: '40 h osteopathic',
			value: {
				authority: 'Maine (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 100,
				category1Min: 40,
				category1: ['AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
				topics: [
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['controlled-substances'],
						appliesIf: { prescribesControlledSubstances: true },
						due: { kind: 'months', months: 24 },
						note: 'opioid prescribing'
					}
				]
			}
		}
	},
	{
		id: 'US-MD',
		jurisdiction: 'MD',
		degrees: ['MD', 'DO'],
		citations: ['COMAR 10.32.01.10', 'HO 1-225'],
		doubts: [
			'The certificate must be time-limited, with proof not older than five years: the fact boardCertified is to say so.'
		],
		requirement: {
			...read,
			note: '25 h Cat 1; current time-limited ABMS/AOA/RCPSC certification (proof <= 5 years) meets the requirement',
			value: {
				authority: 'Maryland',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 25,
				category1: cat1,
				satisfiedBy: ['boardCertified'],
				topics: [
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids'],
						appliesIf: { holdsStateCds: true },
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'controlled substances; at CDS registration'
					},
					{
						topic: 'implicit-bias',
						hours: null,
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'implicit bias training; first renewal after 2022-04-01'
					}
				]
			}
		}
	},
	{
		id: 'US-MA',
		jurisdiction: 'MA',
		degrees: ['MD', 'DO'],
		citations: ['243 CMR 2.06', 'BORIM Policy 2017-05', 'BORIM Policy 2021-04'],
		doubts: [],
		requirement: {
			...read,
			note: 'Cat 1 or 2',
			value: {
				authority: 'Massachusetts',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				topics: [
					{
						topic: 'risk-management',
						hours: 10,
						categories: ['AMA-1', 'AMA-2', 'AOA-1A', 'AOA-1B', 'AOA-2A', 'AOA-2B'],
						accepts: ['board-regulations', 'implicit-bias'],
						note: 'risk management'
					},
					{
						topic: 'board-regulations',
						hours: 2,
						note: 'board regulations study; may count toward risk management'
					},
					{ topic: 'implicit-bias', hours: 2, note: 'implicit bias; may count toward risk management' },
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['pain-management', 'controlled-substances'],
						appliesIf: { prescribesControlledSubstances: true },
						note: 'opioid education / pain management'
					},
					{
						topic: 'end-of-life',
						hours: 2,
						accepts: ['palliative-care'],
						due: { kind: 'once' },
						note: 'end-of-life care'
					},
					{
						topic: 'electronic-health-records',
						hours: 3,
						due: { kind: 'once' },
						note: 'electronic health records'
					},
					{
						topic: 'child-abuse',
						hours: null,
						due: { kind: 'once' },
						note: 'child abuse and neglect training'
					},
					{
						topic: 'domestic-violence',
						hours: null,
						accepts: ['sexual-assault'],
						due: { kind: 'once' },
						note: 'domestic and sexual violence training'
					},
					{
						topic: 'dementia',
						hours: null,
						appliesIf: { adultCare: true },
						due: { kind: 'once' },
						note: 'Alzheimer/dementia'
					}
				]
			}
		}
	},
	{
		id: 'US-MI-M',
		jurisdiction: 'MI',
		degrees: ['MD'],
		citations: ['R 338.2441', 'R 338.7004'],
		doubts: [],
		requirement: {
			...read,
			note: '75 h Cat 1; ABMS MOC activity: max 30 Cat 1 h',
			value: {
				authority: 'Michigan (MD)',
				window: { type: 'months-before-expiry', months: 36 },
				total: 150,
				category1Min: 75,
				category1: cat1,
				conversions: [{ from: 'moc-activity', to: 'AMA-1', each: 1, max: 30 }],
				topics: [
					{ topic: 'ethics', hours: 1, note: 'medical ethics' },
					{
						topic: 'pain-management',
						hours: 3,
						accepts: ['opioids', 'controlled-substances'],
						note: 'pain and symptom management'
					},
					{ topic: 'implicit-bias', hours: 3, note: 'implicit bias; 1 h per year; 2 h for new applicants' }
				]
			}
		}
	},
	{
		id: 'US-MI-O',
		jurisdiction: 'MI',
		degrees: ['DO'],
		citations: [],
		doubts: [],
		requirement: {
			...read,
			note: '60 h Cat 1',
			value: {
				authority: 'Michigan (DO)',
				window: { type: 'months-before-expiry', months: 36 },
				total: 150,
				category1Min: 60,
				category1: cat1,
				topics: [
					{ topic: 'ethics', hours: 1, note: 'medical ethics' },
					{
						topic: 'pain-management',
						hours: 3,
						accepts: ['opioids', 'controlled-substances'],
						note: 'pain and symptom management; 1 h on controlled substances'
					},
					{ topic: 'implicit-bias', hours: 3, note: 'implicit bias' },
					{ topic: 'human-trafficking', hours: null, due: { kind: 'once' }, note: 'human trafficking' }
				]
			}
		}
	},
	{
		id: 'US-MN',
		jurisdiction: 'MN',
		degrees: ['MD', 'DO'],
		citations: ['Minn. R. 5605'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS/AOA/RCPSC certification or recertification in the cycle',
			value: {
				authority: 'Minnesota',
				window: { type: 'months-before-expiry', months: 36, anchorFact: 'cmePeriodEndsOn' },
				total: 75,
				category1Min: 75,
				category1: cat1,
				categories: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }]
			}
		}
	}
];
