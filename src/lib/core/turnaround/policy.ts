import { z } from 'zod';
import { breachCauses } from './causes.ts';
import { serviceClasses, type ServiceClass } from './service-class.ts';

const minutes = z.number().int().min(1).max(100_000);
const targets = z.record(z.enum(serviceClasses), minutes);
const words = z.array(z.string().trim().min(1).max(60)).max(50);

/** The clocks that a contract may be measured by. */
export const contractClocks = ['telerad', 'hospital'] as const;
export type ContractClock = (typeof contractClocks)[number];

const current = z.object({
	/** The clock of the contracts. */
	clock: z.enum(contractClocks),
	/** Minutes by class, where a facility has agreed on nothing else. */
	targetMinutes: targets,
	/** What facilities have agreed on. */
	contracts: z.array(
		z.object({
			facilityId: z.string().min(1).max(64),
			targetMinutes: z.partialRecord(z.enum(serviceClasses), minutes)
		})
	),
	/** Words of a procedure that make it a stroke or a trauma protocol. */
	words: z.object({ stroke: words, trauma: words }),
	/** Minutes from finding a critical result to its receipt, by category. */
	criticalMinutes: z.object({ 1: minutes, 2: minutes, 3: minutes }),
	/** Causes that a late read may be put down to. */
	causes: z
		.array(
			z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), label: z.string().trim().min(1).max(80) })
		)
		.min(1)
		.max(40)
});

/** What ships: targets of domain 4.2, shaped by what the field publishes; each group puts its own in their place. */
export const defaultTurnaroundPolicy: TurnaroundPolicy = {
	clock: 'telerad',
	targetMinutes: { stroke: 20, trauma: 20, emergency: 30, urgent: 60, inpatient: 240, outpatient: 1440 },
	contracts: [],
	words: { stroke: ['stroke', 'code stroke'], trauma: ['trauma', 'polytrauma'] },
	criticalMinutes: { 1: 30, 2: 360, 3: 4320 },
	causes: [...breachCauses]
};

/** Targets of the first releases: by priority, from the end of the examination to the final signature. */
const first = z
	.object({ targetMinutes: z.object({ stat: minutes, urgent: minutes, routine: minutes }) })
	.transform(({ targetMinutes: { stat, urgent, routine } }): TurnaroundPolicy => ({
		...defaultTurnaroundPolicy,
		clock: 'hospital',
		targetMinutes: {
			stroke: stat,
			trauma: stat,
			emergency: stat,
			urgent,
			inpatient: routine,
			outpatient: routine
		}
	}));

/** Targets per contract and class, and what goes with them: versioned data. */
export const turnaroundPolicySchema = z.union([current, first]);

export type TurnaroundPolicy = z.output<typeof current>;

/** The target of a class at a facility, in minutes. */
export function targetOf(
	{ targetMinutes, contracts }: Pick<TurnaroundPolicy, 'targetMinutes' | 'contracts'>,
	facilityId: string,
	serviceClass: ServiceClass
): number {
	const agreed = contracts.find((contract) => contract.facilityId === facilityId);
	return agreed?.targetMinutes[serviceClass] ?? targetMinutes[serviceClass];
}
