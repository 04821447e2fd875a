import { describe, expect, it } from 'vitest';
import { activitySchema } from './activity.ts';
import { boardsPack } from './packs.ts';
import { evaluateCme } from './rule.ts';

type Facts = Record<string, unknown>;

/** `2025-03-01 10`, `2025-03-01 10 AMA-2`, `2025-03-01 2 AMA-1 ethics`. */
function parse(line: string) {
	const [completedOn, amount, category = 'AMA-1', ...topics] = line.split(' ');
	return activitySchema.parse({
		id: line,
		completedOn,
		credits: [{ category, amount: Number(amount) }],
		topics
	});
}

function stand(
	id: string,
	{ person, done, asOf = '2026-11-22' }: { person: Facts; done: string[]; asOf?: string }
) {
	const rule = boardsPack.rules.find((one) => one.id === id);
	if (!rule) throw new Error(`no rule ${id}`);
	return evaluateCme({ rule, person, activities: done.map(parse), asOf });
}

// Reviewed by hand; the reasons are in reference/reviewed.md under the same names.
const radiologist = { specialty: 'radiology', deaRegistered: false, holdsStateCds: false };
const expires = { ...radiologist, licenceExpiresOn: '2026-12-31' };

type Example = [string, string, Facts, string[], string, Facts];

// prettier-ignore
const examples: Example[] = [
	['Alabama: hours of last year are gone', 'US-AL', expires, ['2025-12-31 25', '2026-03-01 24', '2021-01-01 0 AMA-1 boundaries-board-course'], 'at-risk', { total: 1, category1: 1 }],
	['Alabama: the course of the board is due once', 'US-AL', expires, ['2026-03-01 25'], 'at-risk', { 'topic:boundaries-board-course': 'course' }],
	['Alabama: a certification in the year stands for the hours', 'US-AL', { ...expires, boardCertifiedOn: '2026-02-01' }, ['2021-01-01 0 AMA-1 boundaries-board-course'], 'met', {}],
	['California: a radiologist owes no course on pain', 'US-CA-M', { ...expires, geriatricPanelOverQuarter: false }, ['2025-03-01 50'], 'met', {}],
	['California: of an internist it is not known', 'US-CA-M', { licenceExpiresOn: '2026-12-31', geriatricPanelOverQuarter: false }, ['2025-03-01 50'], 'cannot-tell', {}],
	['California: half in a first term of under 13 months', 'US-CA-M', { ...expires, geriatricPanelOverQuarter: false, licensedOn: '2025-12-15' }, ['2026-03-01 24'], 'at-risk', { total: 1, category1: 1 }],
	['California: an examination counts half of its 100 hours', 'US-CA-M', { ...expires, geriatricPanelOverQuarter: false }, ['2023-06-01 1 board-exam'], 'met', {}],
	['Colorado: who does not prescribe may attest out of the hours on opioids', 'US-CO', { ...expires, prescribesControlledSubstances: false }, ['2025-03-01 30'], 'met', {}],
	['Colorado: who prescribes owes them', 'US-CO', { ...expires, prescribesControlledSubstances: true }, ['2025-03-01 30'], 'at-risk', { 'topic:opioids': 2 }],
	['Florida: 40 hours are not 38 with the course on errors on top', 'US-FL-M', expires, ['2025-03-01 37', '2025-04-01 2 AMA-1 medical-errors', '2025-05-01 1 AMA-1 hiv', '2021-02-01 2 AMA-1 domestic-violence'], 'met', {}],
	['Florida: domestic violence four cycles ago', 'US-FL-M', expires, ['2025-03-01 37', '2025-04-01 2 AMA-1 medical-errors', '2025-05-01 1 AMA-1 hiv', '2020-02-01 2 AMA-1 domestic-violence'], 'at-risk', { 'topic:domestic-violence': 2 }],
	['Kansas: 100 hours in 30 months where 18 months are too short', 'US-KS', expires, ['2024-08-01 60', '2025-08-01 38', '2026-01-05 2 AMA-1 opioids'], 'met', {}],
	['Massachusetts: bias and regulations are part of risk management', 'US-MA', { ...expires, prescribesControlledSubstances: false, adultCare: false }, ['2025-03-01 31 AMA-2', '2025-03-02 6 AMA-1 risk-management', '2025-03-03 2 AMA-1 board-regulations', '2025-03-04 2 AMA-1 implicit-bias', '2015-01-01 2 AMA-1 end-of-life', '2015-01-02 3 AMA-1 electronic-health-records', '2015-01-03 1 AMA-1 child-abuse', '2015-01-04 1 AMA-1 domestic-violence', '2025-06-01 9'], 'met', {}],
	['Mississippi: the period ends in June of even years, not with the licence', 'US-MS', { ...radiologist, licenceExpiresOn: '2027-06-30' }, ['2026-06-30 40', '2026-07-01 30'], 'short', { total: 10, category1: 10 }],
	['New York: no hours, but topics', 'US-NY', expires, ['2010-01-01 2 AMA-1 child-abuse', '2023-01-01 1 AMA-1 infection-control'], 'met', {}],
	['New York: infection control is due every four years', 'US-NY', expires, ['2010-01-01 2 AMA-1 child-abuse', '2022-12-31 1 AMA-1 infection-control'], 'at-risk', { 'topic:infection-control': 'course' }],
	['North Carolina: maintenance of certification stands for the whole cycle', 'US-NC', { bornOn: '1979-05-17', licensedOn: '2012-07-01', mocParticipant: true }, [], 'met', {}],
	['Oregon: a licence for teleradiology owes no course on pain', 'US-OR', { ...expires, licenceStatus: 'teleradiology' }, ['2025-03-01 60'], 'met', {}],
	['Oregon: an active licence does', 'US-OR', { ...expires, licenceStatus: 'active' }, ['2025-03-01 60'], 'at-risk', { 'topic:oregon-pain-course': 1, 'topic:pain-management': 6 }],
	['Oregon: half where the licence is of the second year', 'US-OR', { ...expires, licenceStatus: 'teleradiology', licensedOn: '2026-02-01' }, ['2026-03-01 30'], 'met', {}],
	['Texas: half may be informal, ethics is formal', 'US-TX', { ...expires, directPatientCare: false, painClinic: false }, ['2025-03-01 22', '2025-03-02 24 AMA-2', '2025-04-01 2 AMA-1 ethics'], 'met', {}],
	['Texas: informal ethics does not serve', 'US-TX', { ...expires, directPatientCare: false, painClinic: false }, ['2025-03-01 24', '2025-03-02 22 AMA-2', '2025-04-01 2 AMA-2 ethics'], 'at-risk', { 'topic:ethics': 2 }],
	['Virgin Islands: an average with a thin year', 'US-VI', expires, ['2024-03-01 70', '2025-03-01 25', '2026-03-01 25'], 'met', {}],
	['Virgin Islands: a year that is too thin', 'US-VI', expires, ['2024-03-01 80', '2025-03-01 24', '2026-03-01 25'], 'at-risk', { year: 1 }],
	['Washington: four years, whatever the licence does', 'US-WA-M', { ...expires, cmePeriodEndsOn: '2028-05-16', mayPrescribeControlledSubstances: false }, ['2024-05-17 120', '2024-05-18 90 AMA-2', '2015-01-01 6 AMA-1 suicide-prevention', '2027-03-01 2 AMA-1 health-equity'], 'met', {}]
];

describe('reviewed by hand', () => {
	it.each(examples)('%s', (name, id, person, done, result, shortBy) => {
		const asOf = name.startsWith('Washington') ? '2027-06-01' : '2026-11-22';
		expect(stand(id, { person, done, asOf })).toMatchObject({ result });
		expect(stand(id, { person, done, asOf }).shortBy).toEqual(shortBy);
	});

	it('Washington: no deadline is made up from the end of the licence', () => {
		expect(stand('US-WA-M', { person: expires, done: [] })).toMatchObject({
			result: 'cannot-tell',
			missing: ['cmePeriodEndsOn']
		});
	});
});
