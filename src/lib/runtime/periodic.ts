import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import type { App } from '#lib/server/app.ts';

/** Something that is looked after at intervals. It does what is due and may run twice, or on two workers, without harm. */
export type PeriodicTask = {
	readonly name: string;
	readonly everyMinutes: number;
	readonly run: (app: App) => Promise<unknown>;
};

/** Everything the product does by itself as time passes. */
export const periodicTasks: readonly PeriodicTask[] = [
	{ name: 'leases', everyMinutes: 10, run: takeBackLate }
];
