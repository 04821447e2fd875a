import { describe, expect, it } from 'vitest';
import { defaultTurnaroundPolicy, targetOf, turnaroundPolicySchema } from './policy.ts';
import { makeClassifier, type Classified } from './service-class.ts';

describe('the class of a read', () => {
	const classOf = makeClassifier(defaultTurnaroundPolicy.words);
	it.each<[Classified, string]>([
		[{ procedure: 'CT HEAD STROKE-PROTOCOL', priority: 'routine', patientClass: 'inpatient' }, 'stroke'],
		[{ procedure: 'CT Trauma chest/abd/pelvis', priority: 'stat', patientClass: 'emergency' }, 'trauma'],
		[{ procedure: 'MR heatstroke', priority: 'routine', patientClass: 'outpatient' }, 'outpatient'],
		[{ procedure: 'XR', priority: 'stat', patientClass: 'outpatient' }, 'emergency'],
		[{ procedure: 'XR', priority: 'routine', patientClass: 'emergency' }, 'emergency'],
		[{ procedure: 'XR', priority: 'urgent', patientClass: 'inpatient' }, 'urgent'],
		[{ procedure: 'XR', priority: 'routine', patientClass: 'inpatient' }, 'inpatient']
	])('%o is %s', (read, expected) => {
		expect(classOf(read)).toBe(expected);
	});
});

describe('targets', () => {
	const policy = {
		...defaultTurnaroundPolicy,
		contracts: [{ facilityId: 'f1', targetMinutes: { stroke: 15 } }]
	};
	it.each([
		['f1', 'stroke', 15],
		['f1', 'trauma', 20],
		['f2', 'stroke', 20],
		['f2', 'outpatient', 1440]
	] as const)('at %s for %s are %i minutes', (facility, serviceClass, minutes) => {
		expect(targetOf(policy, facility, serviceClass)).toBe(minutes);
	});

	it('of the first releases stay what they were, under the clock that they were agreed on', () => {
		expect(
			turnaroundPolicySchema.parse({ targetMinutes: { stat: 60, urgent: 240, routine: 1440 } })
		).toMatchObject({
			clock: 'hospital',
			targetMinutes: { stroke: 60, emergency: 60, urgent: 240, inpatient: 1440, outpatient: 1440 }
		});
	});

	it('are refused where a class has none', () => {
		const { stroke: _, ...others } = defaultTurnaroundPolicy.targetMinutes;
		expect(
			turnaroundPolicySchema.safeParse({ ...defaultTurnaroundPolicy, targetMinutes: others }).success
		).toBe(false);
	});
});
