/**
 * Asks for one page as the first of a process, and prints figures of it: `quality-cold.ts DATABASE FOLDER PAGE HOW`. `bare`: the process has
 * only just opened the database. `begun`: it is as a server 3 s after it said that it is healthy. `rested`: the same, after its thread of
 * figures has given back what it kept.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { giveBack, readyThread } from '#lib/features/quality/figures-thread.server.ts';
import { readyWhenUnhurried } from '#lib/runtime/ready-dashboards.ts';
import { askPage, pages, type PageName } from './quality-pages.ts';
import { openKept } from './scale-app.ts';

/** What a process says of its first page, in milliseconds and megabytes. */
export type ColdFigures = {
	readonly pageMs: number;
	/** How long making ready took, the longest that nobody was answered meanwhile, and the memory of all of it. */
	readonly readyMs: number;
	readonly stillMs: number;
	readonly residentMb: number;
};

const [databaseUrl = '', dataFolder = '', name = '', how = ''] = process.argv.slice(2);
if (!Object.hasOwn(pages, name)) throw new Error(`no such page: ${name}`);
const app = await openKept({ databaseUrl, dataFolder, isMadeReady: how !== 'bare' });
const delay = monitorEventLoopDelay({ resolution: 5 });
let readyMs = 0;
if (how !== 'bare') {
	// As `hooks.server.ts` begins.
	readyThread(app);
	delay.enable();
	const begunAt = performance.now();
	const ready = readyWhenUnhurried(app).then(() => (readyMs = performance.now() - begunAt));
	await setTimeout(3000);
	delay.disable();
	if (how === 'rested') {
		await ready;
		giveBack(app);
		await setTimeout(3000);
	}
}
const residentMb = process.memoryUsage().rss / 2 ** 20;
const startedAt = performance.now();
await askPage(app, name as PageName); // checked above
const pageMs = performance.now() - startedAt;
console.log(JSON.stringify({ pageMs, readyMs, stillMs: delay.max / 1e6, residentMb } satisfies ColdFigures));
await app.db.close();
process.exit();
