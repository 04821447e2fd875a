import { z } from 'zod';
import { makeTerms, parseTerms } from '#lib/core/scoring/taxonomy-text.ts';
import { contractClocks, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { serviceClasses, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import { wholeNumber } from './fields.ts';

const MAX_MINUTES = 100_000;
const MAX_CAUSES = 40;
const minutes = wholeNumber(1, MAX_MINUTES);

/** The field of a class's target: the group's, or what one facility has agreed on. */
export function targetField(serviceClass: ServiceClass, facilityId?: string): string {
	return facilityId === undefined ? `target-${serviceClass}` : `contract-${facilityId}-${serviceClass}`;
}

const words = z
	.string()
	.max(4000, 'text-too-long')
	.default('')
	.transform((text) =>
		text
			.split(/[,;\n]/)
			.map((word) => word.trim())
			.filter(Boolean)
	)
	.pipe(z.array(z.string().max(60, 'too-long')).max(50, 'too-many-terms'));

const causes = z
	.string('required')
	.max(8000, 'text-too-long')
	.transform((text, context) => {
		const { list, problems } = parseTerms(text);
		if (problems[0]) context.addIssue({ code: 'custom', message: problems[0].code });
		else if (list.length === 0) context.addIssue({ code: 'custom', message: 'required' });
		else if (list.length > MAX_CAUSES) context.addIssue({ code: 'custom', message: 'too-many-terms' });
		else return list.map(({ code, label }) => ({ code, label }));
		return z.NEVER;
	});

/** The form of the targets. What a facility leaves empty is the group's. */
export const turnaroundPolicyForm = z
	.looseObject({
		basedOn: z.coerce.number().int().min(0),
		clock: z.enum(contractClocks, 'choose-one'),
		stroke: words,
		trauma: words,
		critical1: minutes,
		critical2: minutes,
		critical3: minutes,
		causes
	})
	.transform((form, context) => {
		const { basedOn, clock, stroke, trauma, critical1, critical2, critical3, causes: list } = form;
		const read = (name: string, written: unknown): number => {
			const parsed = minutes.safeParse(written);
			if (parsed.success) return parsed.data;
			context.addIssue({
				code: 'custom',
				message: parsed.error.issues[0]?.message ?? 'not-a-number',
				path: [name]
			});
			return 0;
		};
		const targetMinutes = Object.fromEntries(
			serviceClasses.map((each) => [each, read(targetField(each), form[targetField(each)])])
		) as TurnaroundPolicy['targetMinutes']; // one for each class
		const contracts = new Map<string, Partial<Record<ServiceClass, number>>>();
		for (const [name, written] of Object.entries(form)) {
			const found = /^contract-(.+)-([a-z]+)$/.exec(name);
			const serviceClass = serviceClasses.find((each) => each === found?.[2]);
			if (!found?.[1] || !serviceClass || typeof written !== 'string' || written.trim() === '') continue;
			const agreed = { ...contracts.get(found[1]), [serviceClass]: read(name, written) };
			contracts.set(found[1], agreed);
		}
		const body: TurnaroundPolicy = {
			clock,
			targetMinutes,
			contracts: [...contracts].map(([facilityId, agreed]) => ({ facilityId, targetMinutes: agreed })),
			words: { stroke, trauma },
			criticalMinutes: { 1: critical1, 2: critical2, 3: critical3 },
			causes: list
		};
		return { basedOn, body };
	});

/** The targets as the fields of their form. */
export function turnaroundPolicyFields(body: TurnaroundPolicy): Record<string, string | number> {
	const { clock, targetMinutes, contracts, words: protocol, criticalMinutes, causes: list } = body;
	const fields: Record<string, string | number> = {
		clock,
		stroke: protocol.stroke.join(', '),
		trauma: protocol.trauma.join(', '),
		critical1: criticalMinutes[1],
		critical2: criticalMinutes[2],
		critical3: criticalMinutes[3],
		causes: makeTerms(list)
	};
	for (const each of serviceClasses) fields[targetField(each)] = targetMinutes[each];
	for (const { facilityId, targetMinutes: agreed } of contracts) {
		for (const each of serviceClasses) {
			const value = agreed[each];
			if (value !== undefined) fields[targetField(each, facilityId)] = value;
		}
	}
	return fields;
}
