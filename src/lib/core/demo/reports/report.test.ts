import { describe, expect, it } from 'vitest';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import { demoReads } from '#lib/core/demo/group/reads.ts';
import type { DemoRead } from '#lib/core/demo/group/types.ts';
import { planStudies } from '#lib/core/demo/studies/plan.ts';
import { describeLesion } from './lesion-words.ts';
import { makeReportText } from './report.ts';

const group = makeDemoGroup({ seed: 3, cutAt: Date.UTC(2026, 10, 20, 15), months: 2, thinning: 20 });
const plans = planStudies(group);
const reads = [...demoReads(group)];

function textOf(read: DemoRead): string {
	const reader = group.readers.find(({ code }) => code === read.readerCode);
	const facility = group.facilities.find(({ code }) => code === read.facilityCode);
	if (!reader || !facility) throw new Error('unknown reader or facility');
	return makeReportText({
		seed: 3,
		read,
		reader,
		facility,
		study: plans.find(({ key }) => key === read.studyKey) ?? null
	});
}

describe('report text', () => {
	it('has its six sections in order for every kind of read', () => {
		const titles = ['EXAMINATION', 'CLINICAL HISTORY', 'TECHNIQUE', 'COMPARISON', 'FINDINGS', 'IMPRESSION'];
		for (const read of reads) {
			const text = textOf(read);
			const places = titles.map((title) => text.indexOf(`${title}:`));
			expect(places).not.toContain(-1);
			expect(places.toSorted((a, b) => a - b)).toEqual(places);
		}
	});

	it('is signed by its reader', () => {
		for (const read of reads) {
			const name = group.readers.find(({ code }) => code === read.readerCode)?.familyName ?? '';
			expect(textOf(read).toLowerCase()).toContain(name.toLowerCase());
		}
	});

	it('is the same for the same read', () => {
		const read = reads[0];
		if (!read) throw new Error('no reads');
		expect(textOf(read)).toBe(textOf(read));
	});

	it.each(plans)('of $key tells its lesion only where the plan says that it was reported', (plan) => {
		const read = reads.find(({ studyKey }) => studyKey === plan.key);
		if (!read) throw new Error(`no read for ${plan.key}`);
		const text = textOf(read);
		if (!plan.lesion) return expect(text).not.toContain('1. ');
		const { finding, impression } = describeLesion(plan.lesion, plan.modality);
		expect(text.includes(finding)).toBe(plan.isReported);
		expect(text.includes(impression)).toBe(plan.isReported);
	});
});
