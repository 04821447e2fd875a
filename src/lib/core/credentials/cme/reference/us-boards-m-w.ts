import type { CmeRuleInput } from '#lib/core/credentials/cme/rule.ts';

const read = {
	source: 'FSMB Continuing Medical Education Board-by-Board Overview (last updated Oct 2025)',
	asOf: '2025-10',
	verified: true
} as const;

const cat1 = ['AMA-1', 'AOA-1A', 'AOA-1B'];

/** What each medical board from Mississippi to Wyoming, and of the territories from M on, asks for. */
export const usBoardsMToW: readonly CmeRuleInput[] = [
	{
		id: 'US-MS',
		jurisdiction: 'MS',
		degrees: ['MD', 'DO'],
		citations: ['MS Rules Part 2610 ch.2'],
		doubts: [
			'That the period ends on 30 June of even years, with the licence, is inferred from the year of attestation.'
		],
		requirement: {
			...read,
			note: 'all Cat 1; attested in even-numbered years although the licence renews every year',
			value: {
				authority: 'Mississippi',
				window: { type: 'fixed-cycle', years: 2, month: 6, day: 30, inYear: 2026 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'prescribing',
						hours: 5,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { deaRegistered: true },
						note: 'prescribing, emphasis controlled substances'
					}
				]
			}
		}
	},
	{
		id: 'US-MO',
		jurisdiction: 'MO',
		degrees: ['MD', 'DO'],
		citations: ['20 CSR 2150-2.125'],
		doubts: [
			'Sources differ about how long a licence runs.',
			'Credits with proof of a test afterwards are entered as AMA-1-tested.'
		],
		requirement: {
			...read,
			note: 'specialty certification/recertification in the period is deemed compliance',
			value: {
				authority: 'Missouri',
				window: { type: 'months-before-expiry', months: 24, anchorFact: 'cmePeriodEndsOn' },
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }],
				anyOf: [
					{
						name: '50 hours',
						total: 50,
						category1Min: 50,
						category1: ['AMA-1', 'AOA-1A', 'AOA-2A'],
						categories: ['AMA-1', 'AOA-1A', 'AOA-2A']
					},
					{
						name: '40 hours with tests',
						total: 40,
						category1Min: 40,
						category1: ['AMA-1-tested', 'AOA-1A-tested'],
						categories: ['AMA-1-tested', 'AOA-1A-tested']
					}
				]
			}
		}
	},
	{
		id: 'US-MP',
		jurisdiction: 'MP',
		degrees: ['MD', 'DO'],
		citations: ['NMIAC 185-10-4215'],
		doubts: ['How long a licence runs has no source.'],
		requirement: {
			...read,
			note: 'all Cat 1',
			value: {
				authority: 'Northern Mariana Islands',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1
			}
		}
	},
	{
		id: 'US-MT',
		jurisdiction: 'MT',
		degrees: ['MD', 'DO'],
		citations: [],
		doubts: [],
		requirement: { ...read, note: 'no set hours', value: { authority: 'Montana' } }
	},
	{
		id: 'US-NE',
		jurisdiction: 'NE',
		degrees: ['MD', 'DO'],
		citations: ['172 NAC 88'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; carry-over: up to 25 h; AMA PRA or AOA certificate accepted in lieu',
			value: {
				authority: 'Nebraska',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1,
				carryOverMax: 25,
				satisfiedBy: ['amaPraCurrent'],
				topics: [
					{
						topic: 'opioids',
						hours: 3,
						accepts: ['prescription-monitoring', 'controlled-substances'],
						appliesIf: { prescribesControlledSubstances: true },
						isDueAnyway: true,
						note: 'opioid prescribing (0.5 h PDMP)'
					}
				]
			}
		}
	},
	{
		id: 'US-NV-M',
		jurisdiction: 'NV',
		degrees: ['MD'],
		citations: ['NRS 630.253'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; WMD/bioterrorism course for new licensees repealed by AB 56 (2025)',
			value: {
				authority: 'Nevada (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				topics: [
					{ topic: 'specialty', hours: 20, accepts: ['radiology'], note: 'scope of practice / specialty' },
					{
						topic: 'ethics',
						hours: 2,
						accepts: ['pain-management', 'addiction'],
						note: 'ethics, pain management or addiction'
					},
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids', 'addiction'],
						appliesIf: { mayPrescribeControlledSubstances: true },
						note: 'controlled substances / opioids / addiction'
					},
					{
						topic: 'suicide-prevention',
						hours: 2,
						due: { kind: 'months', months: 48 },
						note: 'suicide detection/prevention'
					},
					{ topic: 'sbirt', hours: 2, due: { kind: 'once' }, note: 'SBIRT' },
					{
						topic: 'cultural-competency',
						hours: 2,
						appliesIf: { specialty: { in: ['psychiatry'] } },
						note: 'cultural competency/DEI'
					},
					{
						topic: 'hiv-stigma',
						hours: 2,
						appliesIf: { emergencyMedicine: true },
						due: { kind: 'once' },
						note: 'HIV stigma/bias'
					}
				]
			}
		}
	},
	{
		id: 'US-NV-O',
		jurisdiction: 'NV',
		degrees: ['DO'],
		citations: ['NRS 633.471'],
		doubts: ['The twelve months are taken before the expiry, though the licence may run longer.'],
		requirement: {
			...read,
			note: '10 h Cat 1A; raised from 35 h by AB 56 (2025)',
			value: {
				authority: 'Nevada (DO)',
				window: { type: 'months-before-expiry', months: 12 },
				total: 40,
				category1Min: 10,
				category1: ['AOA-1A'],
				topics: [
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids'],
						note: 'controlled substances / opioids'
					},
					{
						topic: 'suicide-prevention',
						hours: 2,
						due: { kind: 'months', months: 48 },
						note: 'suicide prevention'
					},
					{
						topic: 'ethics',
						hours: 2,
						accepts: ['pain-management', 'addiction', 'sbirt'],
						due: { kind: 'months', months: 24 },
						note: 'ethics, pain, addiction or SBIRT'
					}
				]
			}
		}
	},
	{
		id: 'US-NH',
		jurisdiction: 'NH',
		degrees: ['MD', 'DO'],
		citations: ['RSA 329:16-g', 'Med 402.01'],
		doubts: ['Sources differ about how long a licence runs.'],
		requirement: {
			...read,
			note: '40 h Cat 1, max 60 Cat 2; passing a specialty board exam = 100 Cat 1 h',
			value: {
				authority: 'New Hampshire',
				window: { type: 'months-before-expiry', months: 24, anchorFact: 'cmePeriodEndsOn' },
				total: 100,
				category1Min: 40,
				category1: cat1,
				categoryMax: { 'AMA-2': 60 },
				conversions: [{ from: 'board-exam', to: 'AMA-1', each: 100 }],
				topics: [{ topic: 'pain-management', hours: 3, accepts: ['opioids'], note: 'pain management' }]
			}
		}
	},
	{
		id: 'US-NJ',
		jurisdiction: 'NJ',
		degrees: ['MD', 'DO'],
		citations: ['N.J.A.C. 13:35-6.15', 'N.J.A.C. 13:35-6.25'],
		doubts: ['Cultural competence comes on top of the hours for those licensed before 2 March 2005.'],
		requirement: {
			...read,
			note: '40 h Cat 1',
			value: {
				authority: 'New Jersey',
				window: { type: 'months-before-expiry', months: 24 },
				total: 100,
				category1Min: 40,
				category1: cat1,
				topics: [
					{
						topic: 'end-of-life',
						hours: 2,
						accepts: ['palliative-care'],
						categories: cat1,
						note: 'end-of-life care'
					},
					{ topic: 'opioids', hours: 1, accepts: ['addiction'], categories: cat1, note: 'opioid topics' },
					{
						topic: 'cultural-competency',
						hours: 6,
						due: { kind: 'once' },
						outsideTotal: { licensedOn: { before: '2005-03-02' } },
						note: 'cultural competence; added to the 100 h for those licensed before 2005-03-02'
					},
					{
						topic: 'board-orientation',
						hours: null,
						appliesIf: { newLicensee: true },
						due: { kind: 'once' },
						note: 'board orientation'
					}
				]
			}
		}
	},
	{
		id: 'US-NM',
		jurisdiction: 'NM',
		degrees: ['MD', 'DO'],
		citations: ['16.10.4.10 NMAC', '16.10.14.11 NMAC'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS certification/recertification or AMA PRA in the period',
			value: {
				authority: 'New Mexico',
				window: { type: 'months-before-expiry', months: 36 },
				total: 75,
				category1Min: 75,
				category1: cat1,
				categories: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }, 'amaPraCurrent'],
				topics: [
					{
						topic: 'pain-management',
						hours: 5,
						accepts: ['opioids'],
						appliesIf: { newLicensee: true, deaRegistered: true },
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'pain management; first year'
					}
				]
			}
		}
	},
	{
		id: 'US-NY',
		jurisdiction: 'NY',
		degrees: ['MD', 'DO'],
		citations: ['8 NYCRR 59.12', '8 NYCRR 59.13'],
		doubts: [
			'How often pain management is due is recalled from the Public Health Law, not read in the source.'
		],
		requirement: {
			...read,
			note: 'no total-hours requirement',
			value: {
				authority: 'New York',
				window: { type: 'months-before-expiry', months: 24 },
				topics: [
					{
						topic: 'child-abuse',
						hours: 2,
						due: { kind: 'once' },
						note: 'child abuse identification and reporting; coursework for licensure/registration'
					},
					{
						topic: 'infection-control',
						hours: null,
						due: { kind: 'months', months: 48 },
						note: 'infection control and barrier precautions'
					},
					{
						topic: 'pain-management',
						hours: 3,
						accepts: ['palliative-care', 'addiction', 'opioids'],
						appliesIf: { deaRegistered: true },
						due: { kind: 'months', months: 36 },
						note: 'pain management, palliative care, addiction; frequency per NY Public Health Law - not in FSMB text'
					}
				]
			}
		}
	},
	{
		id: 'US-NC',
		jurisdiction: 'NC',
		degrees: ['MD', 'DO'],
		citations: ['21 NCAC 32R .0101'],
		doubts: [
			'That the three years are counted from the first birthday after the licence is recalled, not read.'
		],
		requirement: {
			...read,
			note: 'all Cat 1, relevant to specialty; attesting to active ABMS/AOA/RCPSC MOC satisfies the whole cycle',
			value: {
				authority: 'North Carolina',
				window: { type: 'birth-cycle', years: 3, turns: 'on-birthday', countedFrom: 'licence' },
				total: 60,
				category1Min: 60,
				category1: cat1,
				categories: cat1,
				satisfiedBy: ['mocParticipant'],
				topics: [
					{
						topic: 'controlled-substance-prescribing',
						hours: 3,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { prescribesControlledSubstances: true },
						note: 'controlled substance prescribing'
					}
				]
			}
		}
	},
	{
		id: 'US-ND',
		jurisdiction: 'ND',
		degrees: ['MD', 'DO'],
		citations: ['N.D. Admin. Code 50-04-01-02'],
		doubts: ['Sources differ about how long a licence runs.'],
		requirement: {
			...read,
			note: 'all Cat 1; current ABMS/AOA/RCPSC certification at audit = exempt; older sources show 60 h / 3 years',
			value: {
				authority: 'North Dakota',
				window: { type: 'months-before-expiry', months: 24, anchorFact: 'cmePeriodEndsOn' },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				satisfiedBy: ['boardCertified']
			}
		}
	},
	{
		id: 'US-OH',
		jurisdiction: 'OH',
		degrees: ['MD', 'DO'],
		citations: ['OAC 4731-10-02'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; older sources show 100 h',
			value: {
				authority: 'Ohio',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1,
				topics: [
					{ topic: 'misconduct-reporting', hours: 1, note: 'duty to report misconduct' },
					{ topic: 'pain-management', hours: 20, appliesIf: { painClinicOwner: true }, note: 'pain medicine' }
				]
			}
		}
	},
	{
		id: 'US-OK-M',
		jurisdiction: 'OK',
		degrees: ['MD'],
		citations: ['59 O.S. 495a.1', '63 O.S. 3162', 'OAC 435:10-15-1'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS certification in the period; AMA PRA',
			value: {
				authority: 'Oklahoma (MD)',
				window: { type: 'months-before-expiry', months: 36, anchorFact: 'cmePeriodEndsOn' },
				total: 60,
				category1Min: 60,
				category1: cat1,
				categories: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }, 'amaPraCurrent'],
				topics: [
					{
						topic: 'pain-management',
						hours: 1,
						accepts: ['opioids'],
						appliesIf: { deaRegistered: true },
						due: { kind: 'yearly' },
						isDueAnyway: true,
						note: 'pain management or opioid use'
					},
					{
						topic: 'provider-rights',
						hours: 1,
						due: { kind: 'months', months: 24 },
						isDueAnyway: true,
						note: 'provider rights and responsibilities training'
					}
				]
			}
		}
	},
	{
		id: 'US-OK-O',
		jurisdiction: 'OK',
		degrees: ['DO'],
		citations: ['OAC 510:10-3-8'],
		doubts: [],
		requirement: {
			...read,
			note: 'all AOA 1A/1B',
			value: {
				authority: 'Oklahoma (DO)',
				window: { type: 'months-before-expiry', months: 12 },
				total: 16,
				category1Min: 16,
				category1: ['AOA-1A', 'AOA-1B'],
				categories: ['AOA-1A', 'AOA-1B'],
				topics: [
					{
						topic: 'controlled-substances',
						hours: 1,
						accepts: ['opioids'],
						appliesIf: { holdsStateCds: true },
						note: 'controlled substances'
					}
				]
			}
		}
	},
	{
		id: 'US-OR',
		jurisdiction: 'OR',
		degrees: ['MD', 'DO'],
		citations: ['OAR 847-008-0070', 'OAR 847-008-0075'],
		doubts: [
			'That the second year of the biennium is a licence under twelve months old at its end is inferred.'
		],
		requirement: {
			...read,
			note: 'AMA 1; AOA 1A/2A; ongoing ABMS/AOA-BOS MOC satisfies; 30 h if licensed in second year of biennium; Teleradiology-status licensees are excluded from the pain-management course',
			value: {
				authority: 'Oregon',
				window: { type: 'months-before-expiry', months: 24 },
				total: 60,
				category1Min: 60,
				category1: ['AMA-1', 'AOA-1A', 'AOA-2A'],
				categories: ['AMA-1', 'AOA-1A', 'AOA-2A'],
				satisfiedBy: ['mocParticipant'],
				firstTerm: [{ underMonths: 12, total: 30 }],
				topics: [
					{
						topic: 'oregon-pain-course',
						hours: 1,
						appliesIf: {
							licenceStatus: {
								notIn: ['telemedicine', 'teleradiology', 'telemonitoring', 'lapsed', 'limited']
							}
						},
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'Oregon pain management course'
					},
					{
						topic: 'pain-management',
						hours: 6,
						accepts: ['end-of-life', 'palliative-care'],
						appliesIf: {
							licenceStatus: {
								notIn: ['telemedicine', 'teleradiology', 'telemonitoring', 'lapsed', 'limited']
							}
						},
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'pain management and/or terminally ill'
					}
				]
			}
		}
	},
	{
		id: 'US-PA-M',
		jurisdiction: 'PA',
		degrees: ['MD'],
		citations: ['49 Pa. Code 16.19'],
		doubts: ['Who was first licensed within twelve months owes four hours about opioids.'],
		requirement: {
			...read,
			note: '20 h Cat 1; specialty certification documents Cat 1',
			value: {
				authority: 'Pennsylvania (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 100,
				category1Min: 20,
				category1: cat1,
				category1By: ['boardCertified'],
				topics: [
					{
						topic: 'patient-safety',
						hours: 12,
						accepts: ['risk-management', 'medical-errors'],
						note: 'patient safety / risk management'
					},
					{ topic: 'child-abuse', hours: 2, note: 'child abuse recognition and reporting' },
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['pain-management', 'addiction'],
						note: 'pain management / addiction / opioid prescribing; 4 h (2+2) within 12 months of initial licensure'
					}
				]
			}
		}
	},
	{
		id: 'US-PA-O',
		jurisdiction: 'PA',
		degrees: ['DO'],
		citations: ['49 Pa. Code 25.271'],
		doubts: [],
		requirement: {
			...read,
			note: '20 h 1-A',
			value: {
				authority: 'Pennsylvania (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 100,
				category1Min: 20,
				category1: ['AOA-1A'],
				topics: [
					{
						topic: 'patient-safety',
						hours: 12,
						accepts: ['risk-management', 'medical-errors'],
						note: 'patient safety / risk management'
					},
					{ topic: 'child-abuse', hours: 2, note: 'child abuse recognition and reporting' },
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['pain-management', 'addiction'],
						note: 'pain management / addiction / opioid prescribing'
					}
				]
			}
		}
	},
	{
		id: 'US-PR',
		jurisdiction: 'PR',
		degrees: ['MD', 'DO'],
		citations: ['Reglamento General JLDM 9.1'],
		doubts: [
			'How long a licence runs has no source.',
			'Half in the specialty is kept as a topic of 30 hours.'
		],
		requirement: {
			...read,
			note: '50% in specialty',
			value: {
				authority: 'Puerto Rico',
				window: { type: 'months-before-expiry', months: 36 },
				total: 60,
				topics: [
					{ topic: 'arboviruses', hours: 2, note: 'dengue/chikungunya/zika' },
					{ topic: 'diabetes', hours: 1, note: 'diabetes' },
					{ topic: 'vaccination', hours: 1, note: 'vaccination' },
					{ topic: 'obesity', hours: 1, note: 'obesity prevention' },
					{ topic: 'cardiovascular-health', hours: 1, note: 'cardiovascular health' },
					{ topic: 'pain-management', hours: 3, accepts: ['opioids'], note: 'pain management' },
					{ topic: 'antibiotics', hours: 3, note: 'antibiotics' },
					{ topic: 'bioethics', hours: 4, accepts: ['ethics'], note: 'bioethics and professionalism' },
					{ topic: 'specialty', hours: 30, accepts: ['radiology'], note: '50% in specialty' }
				]
			}
		}
	},
	{
		id: 'US-RI',
		jurisdiction: 'RI',
		degrees: ['MD', 'DO'],
		citations: ['216-RICR-40-05-1.5.5'],
		doubts: [],
		requirement: {
			...read,
			note: 'all AMA 1 / AOA 1A; ABMS MOC participation equivalent',
			value: {
				authority: 'Rhode Island',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: ['AMA-1', 'AOA-1A'],
				categories: ['AMA-1', 'AOA-1A'],
				satisfiedBy: ['mocParticipant'],
				topics: [
					{
						topic: 'risk-management',
						hours: 2,
						accepts: ['infection-control', 'end-of-life', 'ethics', 'pain-management', 'opioids'],
						isDueAnyway: true,
						note: 'infection control / end-of-life / ethics / pain etc. (one of the listed topics)'
					}
				]
			}
		}
	},
	{
		id: 'US-SC',
		jurisdiction: 'SC',
		degrees: ['MD', 'DO'],
		citations: ['S.C. Code 40-47-40'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS/AOA recertification or added qualification',
			value: {
				authority: 'South Carolina',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn' }],
				topics: [
					{ topic: 'specialty', hours: 30, accepts: ['radiology'], note: 'practice-area related' },
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids', 'prescription-monitoring'],
						isDueAnyway: true,
						note: 'schedules II-IV prescribing and monitoring'
					}
				]
			}
		}
	},
	{
		id: 'US-SD',
		jurisdiction: 'SD',
		degrees: ['MD', 'DO'],
		citations: [],
		doubts: [],
		requirement: { ...read, note: 'no set hours', value: { authority: 'South Dakota' } }
	},
	{
		id: 'US-TN-M',
		jurisdiction: 'TN',
		degrees: ['MD'],
		citations: ['0880-02-.19'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1',
			value: {
				authority: 'Tennessee (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids'],
						note: 'controlled substance prescribing (TN guidelines)'
					}
				]
			}
		}
	},
	{
		id: 'US-TN-O',
		jurisdiction: 'TN',
		degrees: ['DO'],
		citations: ['1050-02-.12'],
		doubts: [],
		requirement: {
			...read,
			note: 'all AOA 1A/2A',
			value: {
				authority: 'Tennessee (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 40,
				category1: ['AOA-1A', 'AOA-2A'],
				categories: ['AOA-1A', 'AOA-2A'],
				topics: [
					{
						topic: 'prescribing',
						hours: 2,
						accepts: ['controlled-substances', 'opioids'],
						note: 'prescribing practices'
					}
				]
			}
		}
	},
	{
		id: 'US-TX',
		jurisdiction: 'TX',
		degrees: ['MD', 'DO'],
		citations: ['22 TAC 161.35', 'Tex. Occ. Code 156.052', 'Tex. Occ. Code 156.055'],
		doubts: ['The 36 months of a certification are taken before the end of the period.'],
		requirement: {
			...read,
			note: '24 h AMA 1 / AOA 1A; 24 h may be informal; ABMS certification/recertification in preceding 36 months = exempt',
			value: {
				authority: 'Texas',
				window: { type: 'months-before-expiry', months: 24 },
				total: 48,
				category1Min: 24,
				category1: ['AMA-1', 'AOA-1A'],
				satisfiedBy: [{ dayFact: 'boardCertifiedOn', months: 36 }],
				topics: [
					{
						topic: 'ethics',
						hours: 2,
						accepts: ['human-trafficking'],
						categories: cat1,
						isDueAnyway: true,
						note: 'medical ethics / professional responsibility (incl. human trafficking course)'
					},
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['pain-management'],
						appliesIf: { directPatientCare: true },
						due: { kind: 'early-renewals', renewals: 2, thenMonths: 96 },
						isDueAnyway: true,
						note: 'opioid pain management'
					},
					{
						topic: 'pain-management',
						hours: 10,
						accepts: ['opioids'],
						appliesIf: { painClinic: true },
						due: { kind: 'yearly' },
						isDueAnyway: true,
						note: 'pain management'
					},
					{
						topic: 'nutrition',
						hours: null,
						isPending: true,
						isDueAnyway: true,
						note: 'nutrition; 2025 SB 25'
					}
				]
			}
		}
	},
	{
		id: 'US-UT',
		jurisdiction: 'UT',
		degrees: ['MD', 'DO'],
		citations: ['R156-67-304'],
		doubts: [],
		requirement: {
			...read,
			note: '34 h Cat 1',
			value: {
				authority: 'Utah',
				window: { type: 'months-before-expiry', months: 24 },
				total: 40,
				category1Min: 34,
				category1: cat1,
				topics: [
					{
						topic: 'controlled-substance-prescribing',
						hours: 3.5,
						accepts: ['controlled-substances', 'opioids'],
						appliesIf: { prescribesControlledSubstances: true },
						note: 'controlled substance prescribing'
					},
					{ topic: 'suicide-prevention', hours: null, note: 'suicide prevention (DOPL list)' }
				]
			}
		}
	},
	{
		id: 'US-VT-M',
		jurisdiction: 'VT',
		degrees: ['MD'],
		citations: ['12-5 Vt. Code R. 200:22.1'],
		doubts: [],
		requirement: {
			...read,
			value: {
				authority: 'Vermont (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 30,
				topics: [
					{
						topic: 'palliative-care',
						hours: 1,
						accepts: ['pain-management', 'end-of-life'],
						note: 'hospice, palliative or pain services'
					},
					{
						topic: 'controlled-substances',
						hours: 2,
						accepts: ['opioids'],
						appliesIf: { deaRegistered: true },
						note: 'safe prescribing of controlled substances'
					}
				]
			}
		}
	},
	{
		id: 'US-VT-O',
		jurisdiction: 'VT',
		degrees: ['DO'],
		citations: ['26 V.S.A. 1836'],
		doubts: [],
		requirement: {
			...read,
			value: { authority: 'Vermont (DO)', window: { type: 'months-before-expiry', months: 24 }, total: 30 }
		}
	},
	{
		id: 'US-VI',
		jurisdiction: 'VI',
		degrees: ['MD', 'DO'],
		citations: ['27 V.I.C. 38d'],
		doubts: ['How long a licence runs has no source.'],
		requirement: {
			...read,
			note: 'average of 40 h/yr over 3 years accepted, never below 25 in a year',
			value: {
				authority: 'US Virgin Islands',
				anyOf: [
					{ name: 'in the year', total: 40, window: { type: 'months-before-expiry', months: 12 } },
					{
						name: 'on average of three years',
						total: 120,
						yearMin: 25,
						window: { type: 'months-before-expiry', months: 36 }
					}
				]
			}
		}
	},
	{
		id: 'US-VA',
		jurisdiction: 'VA',
		degrees: ['MD', 'DO'],
		citations: ['18 VAC 85-20-235'],
		doubts: [],
		requirement: {
			...read,
			note: '30 h Cat 1',
			value: {
				authority: 'Virginia',
				window: { type: 'months-before-expiry', months: 24 },
				total: 60,
				category1Min: 30,
				category1: cat1
			}
		}
	},
	{
		id: 'US-WA-M',
		jurisdiction: 'WA',
		degrees: ['MD'],
		citations: ['WAC 246-919-460', 'WAC 246-919-430', 'WAC 246-12-820', 'RCW 43.70.442'],
		doubts: ['Categories 2 to 5 of the board are kept as AMA-2, WA-3, WA-4 and WA-5.'],
		requirement: {
			...read,
			note: 'no Cat 1 minimum; max 80 h each of Cat 2-5; ABMS certification in last 4 years, or MOC participation, or AMA PRA; CME period 4 years is longer than the 2-year licence cycle',
			value: {
				authority: 'Washington (MD)',
				window: { type: 'months-before-expiry', months: 48, anchorFact: 'cmePeriodEndsOn' },
				total: 200,
				categoryMax: { 'AMA-2': 80, 'WA-3': 80, 'WA-4': 80, 'WA-5': 80 },
				satisfiedBy: ['mocParticipant', 'amaPraCurrent', { dayFact: 'boardCertifiedOn', months: 48 }],
				topics: [
					{
						topic: 'suicide-prevention',
						hours: 6,
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'suicide assessment'
					},
					{
						topic: 'health-equity',
						hours: 2,
						due: { kind: 'months', months: 24 },
						isDueAnyway: true,
						note: 'health equity'
					},
					{
						topic: 'opioids',
						hours: 1,
						appliesIf: { mayPrescribeControlledSubstances: true },
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'opioid prescribing best practice'
					}
				]
			}
		}
	},
	{
		id: 'US-WA-O',
		jurisdiction: 'WA',
		degrees: ['DO'],
		citations: ['WAC 246-853-070', 'WAC 246-853-080'],
		doubts: [],
		requirement: {
			...read,
			note: '60 h Cat 1; AOBMS/ABMS certification in last 6 years',
			value: {
				authority: 'Washington (DO)',
				window: { type: 'months-before-expiry', months: 36, anchorFact: 'cmePeriodEndsOn' },
				total: 150,
				category1Min: 60,
				category1: cat1,
				satisfiedBy: [{ dayFact: 'boardCertifiedOn', months: 72 }],
				topics: [
					{
						topic: 'suicide-prevention',
						hours: 6,
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'suicide assessment'
					},
					{
						topic: 'health-equity',
						hours: 2,
						due: { kind: 'months', months: 24 },
						isDueAnyway: true,
						note: 'health equity'
					},
					{
						topic: 'opioids',
						hours: 1,
						appliesIf: { mayPrescribeControlledSubstances: true },
						due: { kind: 'once' },
						isDueAnyway: true,
						note: 'opioid prescribing best practice'
					}
				]
			}
		}
	},
	{
		id: 'US-WV-M',
		jurisdiction: 'WV',
		degrees: ['MD'],
		citations: ['W. Va. Code 30-3-12', '11 CSR 6'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1; ABMS certification/MOC in the period (not the 3-h course)',
			value: {
				authority: 'West Virginia (MD)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 50,
				category1Min: 50,
				category1: cat1,
				categories: cat1,
				satisfiedBy: ['mocParticipant', { dayFact: 'boardCertifiedOn' }],
				topics: [
					{ topic: 'specialty', hours: 30, accepts: ['radiology'], note: 'specialty area' },
					{
						topic: 'drug-diversion-board-course',
						hours: 3,
						isDueAnyway: true,
						note: 'board-approved controlled substance risk / drug diversion'
					}
				]
			}
		}
	},
	{
		id: 'US-WV-O',
		jurisdiction: 'WV',
		degrees: ['DO'],
		citations: ['24 CSR 1-15'],
		doubts: [],
		requirement: {
			...read,
			note: '16 h AOA 1A/1B',
			value: {
				authority: 'West Virginia (DO)',
				window: { type: 'months-before-expiry', months: 24 },
				total: 32,
				category1Min: 16,
				category1: ['AOA-1A', 'AOA-1B'],
				topics: [
					{
						topic: 'drug-diversion-board-course',
						hours: 3,
						note: 'drug diversion / controlled substances (board-approved)'
					}
				]
			}
		}
	},
	{
		id: 'US-WI',
		jurisdiction: 'WI',
		degrees: ['MD', 'DO'],
		citations: ['MED 13.02'],
		doubts: [],
		requirement: {
			...read,
			note: 'all Cat 1',
			value: {
				authority: 'Wisconsin',
				window: { type: 'months-before-expiry', months: 24 },
				total: 30,
				category1Min: 30,
				category1: cat1,
				categories: cat1,
				topics: [
					{
						topic: 'opioids',
						hours: 2,
						accepts: ['controlled-substances'],
						note: 'opioids and other controlled substances'
					}
				]
			}
		}
	},
	{
		id: 'US-WY',
		jurisdiction: 'WY',
		degrees: ['MD', 'DO'],
		citations: ['052-3 Wyo. Code R. 7'],
		doubts: [],
		requirement: {
			...read,
			note: 'Cat 1 or 2; ABMS certificate or AMA PRA',
			value: {
				authority: 'Wyoming',
				window: { type: 'months-before-expiry', months: 36, anchorFact: 'cmePeriodEndsOn' },
				total: 60,
				satisfiedBy: ['boardCertified', 'amaPraCurrent'],
				topics: [
					{
						topic: 'prescribing',
						hours: 1,
						accepts: ['controlled-substances', 'addiction', 'opioids'],
						appliesIf: { holdsStateCds: true },
						due: { kind: 'months', months: 24 },
						isDueAnyway: true,
						note: 'responsible prescribing / SUD'
					}
				]
			}
		}
	},
	{
		id: 'US-AS',
		jurisdiction: 'AS',
		degrees: ['MD', 'DO'],
		citations: [],
		doubts: ['No source was found.'],
		requirement: {
			source: 'no source found',
			asOf: '2025-10',
			verified: false,
			note: 'not in the FSMB document',
			value: { authority: 'American Samoa', isUnknown: true }
		}
	}
];
