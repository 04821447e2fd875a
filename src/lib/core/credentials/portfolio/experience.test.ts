import { describe, expect, it } from 'vitest';
import { accreditationPack } from '#lib/core/credentials/cme/packs.ts';
import { examActivities, experienceStandings, logBegins, type ExamMonth } from './experience.ts';

const month = (month: string, modality: string, n: number, region: string | null = null): ExamMonth => ({
	month,
	modality,
	region,
	n
});
const standing = (rule: string, reads: ExamMonth[], looks: ExamMonth[] = [], asOf = '2026-11-16') => {
	const all = experienceStandings({
		pack: accreditationPack,
		experience: { reads, looks },
		person: {},
		asOf
	});
	return all.find((one) => one.rule.id === rule);
};

describe('the log of examinations', () => {
	it('begins three full calendar years back', () => expect(logBegins('2026-11-16')).toBe('2023-01'));

	it('is an activity a month and modality, whatever the regions', () => {
		expect(
			examActivities({
				reads: [
					month('2026-01', 'CT', 2, 'head'),
					month('2026-01', 'CT', 3, 'chest'),
					month('2026-01', 'MR', 1)
				],
				looks: [month('2026-01', 'CT', 7), month('2026-01', 'MG', 9)]
			}).map(({ id, completedOn, credits, modalities }) => [id, completedOn, credits, modalities])
		).toEqual([
			['reads-2026-01-CT', '2026-01-01', [{ category: 'exam', amount: 5 }], ['CT']],
			['reads-2026-01-MR', '2026-01-01', [{ category: 'exam', amount: 1 }], ['MR']],
			['looks-2026-01-CT', '2026-01-01', [{ category: 'exam', amount: 7 }], ['CT']]
		]);
	});
});

describe('continuing experience', () => {
	it('is met for the ACR by 200 exams of the modality in the full years, second looks among them', () => {
		expect(standing('ACR-CT-EXP', [month('2024-05', 'CT', 150)])).toMatchObject({ result: 'short' });
		expect(standing('ACR-CT-EXP', [month('2024-05', 'CT', 150)], [month('2025-02', 'CT', 50)])).toMatchObject(
			{
				result: 'met',
				earned: { total: 200 }
			}
		);
		expect(standing('ACR-CT-EXP', [month('2022-12', 'CT', 500)])?.earned.total).toBe(0);
		expect(standing('ACR-MRI-EXP', [month('2024-05', 'CT', 500)])?.result).not.toBe('met');
	});

	it('never takes second looks for the 960 of the MQSA', () => {
		const reads = [month('2025-06', 'MG', 900)];
		expect(standing('MQSA-EXP', reads, [month('2025-06', 'MG', 500)])).toMatchObject({
			earned: { total: 900 }
		});
		expect(standing('MQSA-EXP', [...reads, month('2026-01', 'MG', 60)])).toMatchObject({ result: 'met' });
	});

	it('leaves out a month that the window holds only in part', () => {
		// 24 months to the end of September 2026 begin on the first of October 2024; those to 16 November 2026 on the 17th of November 2024.
		expect(standing('MQSA-EXP', [month('2024-09', 'MG', 960)])?.earned.total).toBe(0);
		expect(standing('MQSA-EXP', [month('2024-10', 'MG', 960)])?.result).toBe('met');
	});

	it('carries source and version of each rule', () => {
		const told = standing('MQSA-EXP', []);
		expect(told?.rule.source).toContain('FDA');
		expect(told?.ruleVersion).toContain('us-radiology@');
	});
});
