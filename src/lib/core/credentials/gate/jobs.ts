import { z } from 'zod';

// What waits in the queue for the gate. Names and payloads are a format: features that come before credentials enqueue by them.

/** Checks reads that have come in. */
export const checkReadsJob = {
	name: 'gate.reads',
	version: 1,
	payload: z.object({ readIds: z.array(z.string()) })
} as const;

/** Checks all reads of somebody of whom something was recorded. */
export const checkPersonJob = {
	name: 'gate.person',
	version: 1,
	payload: z.object({ radiologistId: z.string() })
} as const;

/** Checks all reads of a facility whose state, zone or system of law was changed. */
export const checkFacilityJob = {
	name: 'gate.facility',
	version: 1,
	payload: z.object({ facilityId: z.string() })
} as const;

/** Checks all reads there are. */
export const sweepJob = {
	name: 'gate.sweep',
	version: 1,
	payload: z.object({ sweepId: z.string(), because: z.enum(['night', 'policy', 'command']) })
} as const;
