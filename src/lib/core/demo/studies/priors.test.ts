import { expect, it } from 'vitest';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import { patientOf } from '#lib/core/demo/group/patients.ts';
import { planStudies } from './plan.ts';
import { planPriors } from './priors.ts';

const group = makeDemoGroup({ seed: 1, cutAt: Date.UTC(2026, 10, 20) });

it('earlier studies are of the patients of later ones, at the same place, under keys and numbers of their own', () => {
	const plans = planStudies(group);
	const priors = planPriors(group);
	expect(priors.length).toBeGreaterThan(2);
	for (const prior of priors) {
		const later = plans.find(({ key }) => key === prior.before?.key);
		if (!later) throw new Error(`${prior.key} is before no study`);
		expect(patientOf(group.seed, prior)).toEqual(patientOf(group.seed, later));
		expect(prior.facilityCode).toBe(later.facilityCode);
		expect(prior.dateMs).toBeLessThan(later.dateMs);
	}
	const all = [...plans, ...priors];
	expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
	expect(new Set(all.map(({ accession }) => accession)).size).toBe(all.length);
});
