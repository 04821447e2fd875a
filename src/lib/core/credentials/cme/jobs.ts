import { z } from 'zod';

/** Works out anew how somebody stands with continuing education, or everybody. Name and payload are a format of the queue. */
export const refreshCmeJob = {
	name: 'cme.refresh',
	version: 1,
	payload: z.object({ radiologistId: z.string().nullable() })
} as const;
