import type { z } from 'zod';
import { MINUTE_MS } from '#lib/core/instant.ts';
import type { Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';

/** Why a job did not succeed: a code, never words from outside. What is permanent is not tried again. */
export type JobError = { readonly code: string; readonly isPermanent: boolean };

/** Which run of a job this is. */
export type Attempt = {
	/** From 1. */
	readonly number: number;
	/** Whether another one follows when this one fails. */
	readonly isLast: boolean;
};

/** A kind of work that waits in the queue. Its name, version and payload are a format: a changed payload is another version. */
export type Job<P = unknown> = {
	readonly name: string;
	readonly version: number;
	readonly payload: z.ZodType<P>;
	/** How often it is tried again after a first failure. */
	readonly retries: number;
	/** It may take minutes: it has a lane of its own, so that nothing short waits behind it. */
	readonly isLong?: boolean;
	readonly run: (app: App, payload: P, attempt: Attempt) => Promise<Result<null, JobError>>;
};

/** A job of any payload, as the runner holds it: the payload is parsed before `run` sees it. */
export type AnyJob = Omit<Job, 'run'> & {
	readonly run: (app: App, payload: never, attempt: Attempt) => Promise<Result<null, JobError>>;
};

/** The name under which the queue keeps a job, for instance `mail.send@1`. */
export function queueName({ name, version }: Pick<Job, 'name' | 'version'>): string {
	return `${name}@${version}`;
}

const FIRST_WAIT_MS = MINUTE_MS / 2;
const MOST_WAIT_MS = 360 * MINUTE_MS;

/** Milliseconds until a job that failed for the nth time is tried again: half a minute, then twice as long each time, up to 6 hours. */
export function waitAfter(failures: number): number {
	return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), MOST_WAIT_MS);
}
