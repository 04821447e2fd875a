import {
	checkFacilityJob,
	checkPersonJob,
	checkReadsJob,
	sweepJob
} from '#lib/core/credentials/gate/jobs.ts';
import { ok } from '#lib/core/result.ts';
import type { AnyJob, Job } from '#lib/server/jobs/job.ts';
import { checkFacility, checkNewReads, checkPerson, sweepReads, type Sweep } from './sweep.server.ts';

/** Each may be done more than once: what was found already is not written again. */
const RETRIES = 8;

const checkReads: Job<{ readIds: string[] }> = {
	...checkReadsJob,
	retries: RETRIES,
	run: async (app, { readIds }) => {
		await checkNewReads(app, readIds);
		return ok(null);
	}
};

const checkOne: Job<{ radiologistId: string }> = {
	...checkPersonJob,
	retries: RETRIES,
	run: async (app, { radiologistId }) => {
		await checkPerson(app, radiologistId);
		return ok(null);
	}
};

const checkPlace: Job<{ facilityId: string }> = {
	...checkFacilityJob,
	retries: RETRIES,
	run: async (app, { facilityId }) => {
		await checkFacility(app, facilityId);
		return ok(null);
	}
};

const sweep: Job<Sweep> = {
	...sweepJob,
	retries: RETRIES,
	run: async (app, payload) => {
		await sweepReads(app, payload);
		return ok(null);
	}
};

/** The work of the gate in the queue. */
export const gateJobs: readonly AnyJob[] = [checkReads, checkOne, checkPlace, sweep];
