import type { LicensurePack } from '#lib/core/credentials/licensure/pack.ts';

/**
 * Licensure in the United States: states, DC and territories. Every value with its source and whether it was read there
 * (`verified`): recalled, inferred or contradicted ones are kept and marked, so that a group can check them and put its own in place.
 * To be looked through each January and July; a change gets a new version.
 */
export const licensureUs: LicensurePack = {
	id: 'us-licensure',
	version: '2026-11-21',
	compiledOn: '2026-11-21',
	disclaimer:
		'Compiled from secondary and regulator sources for software defaults; not legal advice. To be checked with the board.',
	federal: {
		va: {
			value: true,
			source: 'CCHP federal entry (38 USC 1730C)',
			asOf: null,
			verified: true,
			note: 'VA-employed/covered professionals may practise telemedicine in any State'
		},
		ihs: {
			value: true,
			source: '25 USC 1621t (recalled, not looked up)',
			asOf: null,
			verified: false,
			note: 'licensed health professionals of a tribal health programme are exempt from the licence of the state where they serve'
		},
		military: {
			value: true,
			source: '10 USC 1094(d) (recalled, not looked up)',
			asOf: null,
			verified: false,
			note: 'health-care professionals of the armed forces may practise in any state under a licence of one'
		}
	},
	general: {
		'IMLC-FULL': {
			value:
				'an expedited licence is a full and unrestricted licence of the issuing state; no multistate licence exists',
			source: 'compact text (NM SB 1 2026)',
			asOf: null,
			verified: true
		},
		'IMLC-PLACE': {
			value: "practice occurs where the patient is located; physician is under that state's board",
			source: 'compact text (La. R.S. 37:1310.1)',
			asOf: null,
			verified: true
		},
		'IMLC-SPL': {
			value:
				'SPL = state of primary residence, or >=25% of practice, or employer location, or federal tax residence',
			source: 'locum and compact guides',
			asOf: null,
			verified: true
		},
		'IMLC-LOQ': {
			value: "letter of qualification valid 365 days; application fee USD 700 plus each state's fee",
			source: 'locums guide Jun 2026; imlcc.org process page',
			asOf: null,
			verified: true
		},
		'IMLC-RENEW': {
			value:
				'licences obtained through the compact are renewed through the IMLCC renewal site, state CME still applies',
			source: 'Florida BoM, Alabama BME, KBML pages',
			asOf: null,
			verified: true
		},
		'IMLC-CASCADE': {
			value:
				'discipline on the SPL licence puts every compact licence on the same status automatically; discipline by another member suspends the others for 90 days',
			source: 'model compact section 10 (recalled, page cut off)',
			asOf: null,
			verified: false
		},
		REGISTRATIONS: {
			value:
				'22 states plus US Virgin Islands offer a special telehealth licence or registration (Fall 2024)',
			source: 'CCHP Fall 2024 summary',
			asOf: null,
			verified: true
		},
		'CMS-US-SOIL': {
			value:
				'Medicare pays no part of a service performed outside the US (50 states, DC, PR, USVI, GU, AS, MP)',
			source: 'Medicare Benefit Policy Manual ch.16 s.60, CR 5427',
			asOf: null,
			verified: true
		}
	},
	jurisdictions: {
		AL: {
			name: 'Alabama',
			boards: [{ code: 'AL', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'special purpose licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: { value: 12, source: 'Alabama BME renewal page', asOf: null, verified: true },
			expiry: {
				value: {
					text: 'Dec 31 every year; unrenewed licence stays Active until Jan 31 with late fee',
					rule: { kind: 'fixed-day', month: 12, day: 31, years: 'every' }
				},
				source: 'Alabama BME renewal page',
				asOf: null,
				verified: true
			},
			graceDays: { value: 31, source: 'Alabama BME renewal page', asOf: null, verified: true }
		},
		AK: {
			name: 'Alaska',
			boards: [{ code: 'AK', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'enacted-or-pending', canBeSpl: null, since: null },
				source: 'locums guide: HB 110 passed both chambers 20 May 2026',
				asOf: '2026-06',
				verified: false,
				note: 'signature/implementation unverified'
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: {
				value: { text: 'Dec 31 even years', rule: { kind: 'fixed-day', month: 12, day: 31, years: 'even' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		AZ: {
			name: 'Arizona',
			boards: [
				{ code: 'AZ-M', degrees: ['MD'] },
				{ code: 'AZ-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'telehealth-registration',
					detail: 'out-of-state telehealth provider registration',
					coversInterpretation: null
				},
				source: 'CCHP Fall 2024 summary',
				asOf: null,
				verified: true
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		AR: {
			name: 'Arkansas',
			boards: [{ code: 'AR', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'enacted-implementing', canBeSpl: null, since: null },
				source: 'secondary blog (2026)',
				asOf: '2026-01',
				verified: false,
				note: 'law 2025; operational date unverified'
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'another source says 24 months'
			},
			expiry: {
				value: { text: 'birth month', rule: { kind: 'birth-month', lastDay: false } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		CA: {
			name: 'California',
			boards: [
				{ code: 'CA-M', degrees: ['MD'] },
				{ code: 'CA-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'locums guide Jun 2026',
				asOf: '2026-06',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: "FSMB CME overview: 'biennial renewal cycle (every two years)'",
				asOf: null,
				verified: true
			},
			expiry: {
				value: { text: 'last day of birth month', rule: { kind: 'birth-month', lastDay: true } },
				source: "FSMB CME overview: 'biennial renewal cycle (every two years)'",
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		CO: {
			name: 'Colorado',
			boards: [{ code: 'CO', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: "FSMB CME overview: '24-month renewal period'",
				asOf: null,
				verified: true
			},
			expiry: null,
			graceDays: null
		},
		CT: {
			name: 'Connecticut',
			boards: [{ code: 'CT', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'temporary telehealth order/registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: false, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true,
				note: 'issues licences, not an SPL in 2024 list'
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'an AI-written source says 24 months'
			},
			expiry: {
				value: { text: 'birth month', rule: { kind: 'birth-month', lastDay: false } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		DE: {
			name: 'Delaware',
			boards: [{ code: 'DE', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'interstate telehealth registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: {
				value: { text: 'Mar 31 odd years', rule: { kind: 'fixed-day', month: 3, day: 31, years: 'odd' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		DC: {
			name: 'District of Columbia',
			boards: [{ code: 'DC', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		FL: {
			name: 'Florida',
			boards: [
				{ code: 'FL-M', degrees: ['MD'] },
				{ code: 'FL-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'out-of-state telehealth provider registration, F.S. 456.47',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: null, since: null },
				source: 'Florida Board of Medicine compact renewal page; locums guide Jun 2026',
				asOf: null,
				verified: true,
				note: 'joined 2024'
			},
			cycleMonths: { value: 24, source: "FSMB CME overview: 'biennial renewal'", asOf: null, verified: true },
			expiry: null,
			graceDays: null
		},
		GA: {
			name: 'Georgia',
			boards: [{ code: 'GA', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		HI: {
			name: 'Hawaii',
			boards: [{ code: 'HI', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: false, since: null },
				source: 'compact index 2023; locums guide Jun 2026',
				asOf: '2026-06',
				verified: true,
				note: 'not an SPL'
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'other sources say 24 months'
			},
			expiry: {
				value: { text: 'Jan 31 even years', rule: { kind: 'fixed-day', month: 1, day: 31, years: 'even' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		ID: {
			name: 'Idaho',
			boards: [{ code: 'ID', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'another source: 24 months by birthday from 2025-07-01'
			},
			expiry: null,
			graceDays: null
		},
		IL: {
			name: 'Illinois',
			boards: [{ code: 'IL', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 36,
				source: "FSMB CME overview: '2023-2026 licensure period'",
				asOf: null,
				verified: true
			},
			expiry: {
				value: { text: 'Jul 31 triennial', rule: { kind: 'fixed-day', month: 7, day: 31, years: 'third' } },
				source: "FSMB CME overview: '2023-2026 licensure period'",
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		IN: {
			name: 'Indiana',
			boards: [{ code: 'IN', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telehealth provider certification',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		IA: {
			name: 'Iowa',
			boards: [{ code: 'IA', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		KS: {
			name: 'Kansas',
			boards: [{ code: 'KS', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine waiver/registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'CME look-back options 18/30/42 months'
			},
			expiry: null,
			graceDays: null
		},
		KY: {
			name: 'Kentucky',
			boards: [{ code: 'KY', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: { value: 12, source: 'KBML renewal page; 201 KAR 9:051', asOf: null, verified: true },
			expiry: {
				value: {
					text: 'Mar 1 every year; Apr 1 late deadline then automatically Inactive',
					rule: { kind: 'fixed-day', month: 3, day: 1, years: 'every' }
				},
				source: 'KBML renewal page; 201 KAR 9:051',
				asOf: null,
				verified: true
			},
			graceDays: { value: 31, source: 'KBML renewal page; 201 KAR 9:051', asOf: null, verified: true }
		},
		LA: {
			name: 'Louisiana',
			boards: [{ code: 'LA', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source: 'La. R.S. 37:1310.1: practice occurs where the patient is located',
				asOf: null,
				verified: true
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine permit',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: {
				value: { text: 'birth month', rule: { kind: 'birth-month', lastDay: false } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		ME: {
			name: 'Maine',
			boards: [
				{ code: 'ME-M', degrees: ['MD'] },
				{ code: 'ME-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'interstate telemedicine registration/consultative',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		MD: {
			name: 'Maryland',
			boards: [{ code: 'MD', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		MA: {
			name: 'Massachusetts',
			boards: [{ code: 'MA', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'enacted-implementing', canBeSpl: null, since: null },
				source: 'conflicting secondary sources',
				asOf: null,
				verified: false,
				note: 'one 2026 guide says not a member; another lists it'
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		MI: {
			name: 'Michigan',
			boards: [
				{ code: 'MI-M', degrees: ['MD'] },
				{ code: 'MI-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'uncertain', canBeSpl: null, since: '2026-03-28' },
				source:
					'Michigan Senate analysis SB 303; Sen. Hauck release; bill tracker (Public Act text listed for 2025-26 re-enactment)',
				asOf: '2026-03',
				verified: false,
				note: 'compact law sunset 2025-03-28, withdrawal effective 2026-03-28; HB 5455 re-enactment appears enacted - confirm status before relying on any MI compact licence'
			},
			cycleMonths: {
				value: 36,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		MN: {
			name: 'Minnesota',
			boards: [{ code: 'MN', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine registration, Minn. Stat. 147.032',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'CME period is 36 months - do not confuse'
			},
			expiry: {
				value: { text: 'birth month', rule: { kind: 'birth-month', lastDay: false } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		MS: {
			name: 'Mississippi',
			boards: [{ code: 'MS', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Miss. Code 73-25-14; MSBML renewals page',
				asOf: null,
				verified: true
			},
			expiry: {
				value: { text: 'Jun 30 every year', rule: { kind: 'fixed-day', month: 6, day: 30, years: 'every' } },
				source: 'Miss. Code 73-25-14; MSBML renewals page',
				asOf: null,
				verified: true
			},
			graceDays: { value: 0, source: 'Miss. Code 73-25-14; MSBML renewals page', asOf: null, verified: true }
		},
		MO: {
			name: 'Missouri',
			boards: [{ code: 'MO', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'another source says 24 months'
			},
			expiry: {
				value: { text: 'Jan 31', rule: { kind: 'fixed-day', month: 1, day: 31, years: 'every' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		MT: {
			name: 'Montana',
			boards: [{ code: 'MT', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine certificate (historical)',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		NE: {
			name: 'Nebraska',
			boards: [{ code: 'NE', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		NV: {
			name: 'Nevada',
			boards: [
				{ code: 'NV-M', degrees: ['MD'] },
				{ code: 'NV-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'special purpose licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		NH: {
			name: 'New Hampshire',
			boards: [{ code: 'NH', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'other sources say 24 months'
			},
			expiry: null,
			graceDays: null
		},
		NJ: {
			name: 'New Jersey',
			boards: [{ code: 'NJ', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		NM: {
			name: 'New Mexico',
			boards: [{ code: 'NM', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'enacted-implementing', canBeSpl: null, since: '2026-02-05' },
				source: 'New Mexico Governor press release: SB 1 signed',
				asOf: '2026-02-05',
				verified: true,
				note: 'issuing date unknown'
			},
			cycleMonths: {
				value: 36,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		NY: {
			name: 'New York',
			boards: [{ code: 'NY', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'locums guide Jun 2026',
				asOf: '2026-06',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'NY Educ. Law 6502; NY health-law firm Q&A',
				asOf: null,
				verified: true
			},
			expiry: {
				value: {
					text: 'registration period 2 years; the LICENCE itself is valid for life - track registration end date',
					rule: null
				},
				source: 'NY Educ. Law 6502; NY health-law firm Q&A',
				asOf: null,
				verified: true
			},
			graceDays: null
		},
		NC: {
			name: 'North Carolina',
			boards: [{ code: 'NC', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'enacted-implementing', canBeSpl: null, since: '2026-01-01' },
				source: 'secondary sources',
				asOf: '2026-01',
				verified: false,
				note: 'reported effective 2026-01-01; unverified'
			},
			cycleMonths: { value: 12, source: 'NC Medical Board renewal page', asOf: null, verified: true },
			expiry: {
				value: { text: 'birthday every year', rule: { kind: 'birthday' } },
				source: 'NC Medical Board renewal page',
				asOf: null,
				verified: true
			},
			graceDays: null
		},
		ND: {
			name: 'North Dakota',
			boards: [{ code: 'ND', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'CME moved to a 24-month period; licence cycle may have too'
			},
			expiry: null,
			graceDays: null
		},
		OH: {
			name: 'Ohio',
			boards: [{ code: 'OH', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telehealth certificate (historical)',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		OK: {
			name: 'Oklahoma',
			boards: [
				{ code: 'OK-M', degrees: ['MD'] },
				{ code: 'OK-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'DO and MD boards differ; another source says 24 months'
			},
			expiry: null,
			graceDays: null
		},
		OR: {
			name: 'Oregon',
			boards: [{ code: 'OR', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'readers-inside',
				source: 'OAR 847-008-0022 (text of Jun 2021)',
				asOf: '2021-06',
				verified: true,
				note: 'an out-of-state radiologist who reports to the ordering physician needs no licence'
			},
			registration: {
				value: {
					mechanism: 'optional-status',
					detail: 'Teleradiology active status (biennial fee)',
					coversInterpretation: true
				},
				source: 'OAR 847-008-0022 (text of Jun 2021)',
				asOf: '2021-06',
				verified: true
			},
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'Oregon Medical Board compact page',
				asOf: null,
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: "OAR 847-008-0022 (biennial fee); FSMB 'biennium'",
				asOf: null,
				verified: true
			},
			expiry: {
				value: { text: 'biennial registration', rule: null },
				source: "OAR 847-008-0022 (biennial fee); FSMB 'biennium'",
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		PA: {
			name: 'Pennsylvania',
			boards: [
				{ code: 'PA-M', degrees: ['MD'] },
				{ code: 'PA-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: null, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true,
				note: 'listed 2024 as issuing, not SPL; later SPL status unverified'
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		RI: {
			name: 'Rhode Island',
			boards: [{ code: 'RI', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'enacted-implementing', canBeSpl: false, since: null },
				source: 'staffing page status legend',
				asOf: null,
				verified: false,
				note: 'implementation in process; SPL no'
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		SC: {
			name: 'South Carolina',
			boards: [{ code: 'SC', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telehealth registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'guide Jan 2026',
				asOf: '2026-01',
				verified: false
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		SD: {
			name: 'South Dakota',
			boards: [{ code: 'SD', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 12,
				source:
					'SDBMOE FAQ (Mar 1 forfeiture); Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'cycle length from secondary lists only'
			},
			expiry: {
				value: {
					text: 'before Mar 1; forfeits by statute',
					rule: { kind: 'fixed-day', month: 3, day: 1, years: 'every' }
				},
				source:
					'SDBMOE FAQ (Mar 1 forfeiture); Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: true
			},
			graceDays: {
				value: 0,
				source:
					'SDBMOE FAQ (Mar 1 forfeiture); Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: true
			}
		},
		TN: {
			name: 'Tennessee',
			boards: [
				{ code: 'TN-M', degrees: ['MD'] },
				{ code: 'TN-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telemedicine licence (osteopathic board)',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		TX: {
			name: 'Texas',
			boards: [{ code: 'TX', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'out-of-state telemedicine licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		UT: {
			name: 'Utah',
			boards: [{ code: 'UT', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telehealth exemption/registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		VT: {
			name: 'Vermont',
			boards: [
				{ code: 'VT-M', degrees: ['MD'] },
				{ code: 'VT-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'telehealth registration/licence',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: false, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024); locums guide Jun 2026',
				asOf: '2026-06',
				verified: true,
				note: 'not an SPL'
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: {
				value: { text: 'Nov 30 even years', rule: { kind: 'fixed-day', month: 11, day: 30, years: 'even' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		VA: {
			name: 'Virginia',
			boards: [{ code: 'VA', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'absent from 2024 list; one AI source disagrees',
				asOf: null,
				verified: false
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		WA: {
			name: 'Washington',
			boards: [
				{ code: 'WA-M', degrees: ['MD'] },
				{ code: 'WA-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false,
				note: 'CME period is 48 months (MD)'
			},
			expiry: {
				value: { text: 'birthday', rule: { kind: 'birthday' } },
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			graceDays: null
		},
		WV: {
			name: 'West Virginia',
			boards: [
				{ code: 'WV-M', degrees: ['MD'] },
				{ code: 'WV-O', degrees: ['DO'] }
			],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: {
				value: {
					mechanism: 'special-licence-or-registration',
					detail: 'interstate telehealth registration',
					coversInterpretation: null
				},
				source: 'general knowledge, not looked up',
				asOf: null,
				verified: false
			},
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		WI: {
			name: 'Wisconsin',
			boards: [{ code: 'WI', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: {
				value: 24,
				source: 'Medical Licensure Group state renewal list (agency page, undated)',
				asOf: null,
				verified: false
			},
			expiry: null,
			graceDays: null
		},
		WY: {
			name: 'Wyoming',
			boards: [{ code: 'WY', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: { value: 12, source: '052-1 Wyo. Code R. 1-10 (2019 text)', asOf: null, verified: true },
			expiry: {
				value: {
					text: 'Jun 30 every year; late window to Sep 30 with surcharge',
					rule: { kind: 'fixed-day', month: 6, day: 30, years: 'every' }
				},
				source: '052-1 Wyo. Code R. 1-10 (2019 text)',
				asOf: null,
				verified: true
			},
			graceDays: null
		},
		GU: {
			name: 'Guam',
			boards: [{ code: 'GU', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'member', canBeSpl: true, since: null },
				source: 'CompHealth IMLC state list (29 Oct 2024)',
				asOf: '2024-10-29',
				verified: true
			},
			cycleMonths: null,
			expiry: null,
			graceDays: null
		},
		PR: {
			name: 'Puerto Rico',
			boards: [{ code: 'PR', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'absent from lists',
				asOf: null,
				verified: false
			},
			cycleMonths: null,
			expiry: null,
			graceDays: null
		},
		VI: {
			name: 'U.S. Virgin Islands',
			boards: [{ code: 'VI', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'absent from lists',
				asOf: null,
				verified: false
			},
			cycleMonths: null,
			expiry: null,
			graceDays: null
		},
		MP: {
			name: 'Northern Mariana Islands',
			boards: [{ code: 'MP', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'absent from lists',
				asOf: null,
				verified: false
			},
			cycleMonths: null,
			expiry: null,
			graceDays: null
		},
		AS: {
			name: 'American Samoa',
			boards: [{ code: 'AS', degrees: ['MD', 'DO'] }],
			licenceNeed: {
				value: 'every-reader',
				source:
					'rule of place (practice occurs where the patient is located: La. R.S. 37:1310.1, Oregon Medical Board), taken over for this jurisdiction',
				asOf: null,
				verified: false,
				note: 'consultation exemptions exist in many states; none is relied on'
			},
			registration: null,
			compact: {
				value: { status: 'not-member', canBeSpl: null, since: null },
				source: 'absent from lists',
				asOf: null,
				verified: false
			},
			cycleMonths: null,
			expiry: null,
			graceDays: null
		}
	}
};
