import { z } from 'zod';

export const priorities = ['stat', 'urgent', 'routine'] as const;
export type Priority = (typeof priorities)[number];

export const patientClasses = ['emergency', 'inpatient', 'outpatient'] as const;
export type PatientClass = (typeof patientClasses)[number];

/** Targets in minutes from the end of the examination to the final signature, by priority: versioned data. */
export const turnaroundPolicySchema = z.object({
	targetMinutes: z.record(z.enum(priorities), z.number().int().min(1).max(100_000))
});

export type TurnaroundPolicy = z.infer<typeof turnaroundPolicySchema>;

export const defaultTurnaroundPolicy: TurnaroundPolicy = {
	targetMinutes: { stat: 60, urgent: 240, routine: 1440 }
};
