import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sweepReads } from '#lib/features/credentials/gate/sweep.server.ts';
import startPostgres from '../support/engines.ts';
import { engines, type TestApp } from '../support/test-app.ts';
import { scaleApp } from './scale-app.ts';
import { fillSweep, sweepScale } from './sweep-rows.ts';

const READS = Number(process.env.OVERREAD_BENCH_READS ?? 200_000);
const ENGINES = process.env.OVERREAD_BENCH_ENGINES?.split(',') ?? [...engines];
const STEPS = process.env.OVERREAD_BENCH_STEPS?.split(',') ?? ['first', 'again'];
const SAMPLE_MS = 100;
const MIB = 2 ** 20;

/** The gate over all reads of a group: the first time, in which what it finds is written down, and again, when nothing has changed. */
export async function benchSweep(): Promise<string[]> {
	const stopPostgres = ENGINES.includes('postgres') ? await startPostgres() : null;
	const count = (n: number): string => n.toLocaleString('en');
	say(
		`${count(READS)} reads, ${count(sweepScale.radiologists)} radiologists, ${count(sweepScale.licences)} licences`
	);
	try {
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			const told = (line: string): void => say(`${engine}, ${line}`);
			await using app = await scaleApp(engine, READS, told, { name: 'sweep', fill: fillSweep });
			for (const step of ['first', 'again'].filter((each) => STEPS.includes(each)))
				told(`${step}: ${await measuredSweep(app)}`);
		}
	} finally {
		await stopPostgres?.();
	}
	return [];
}

/** Time, what was found, the most memory at any time, and the longest that nobody else was served. */
async function measuredSweep(app: TestApp): Promise<string> {
	const most = { heap: 0, resident: 0 };
	const look = (): void => {
		const { heapUsed, rss } = process.memoryUsage();
		most.heap = Math.max(most.heap, heapUsed);
		most.resident = Math.max(most.resident, rss);
	};
	look();
	const before = most.resident;
	const sampling = setInterval(look, SAMPLE_MS);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	const tally = await sweepReads(app, { sweepId: app.ids(), because: 'command' });
	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	delay.disable();
	clearInterval(sampling);
	const outcomes = Object.entries(tally.outcomes).map(
		([outcome, n]) => `${outcome} ${((100 * n) / tally.reads).toFixed(2)} %`
	);
	const memory = `heap ${(most.heap / MIB).toFixed(0)} MB, resident ${(before / MIB).toFixed(0)} to ${(most.resident / MIB).toFixed(0)} MB`;
	const ms = (ns: number): string => `${(ns / 1e6).toFixed(0)} ms`;
	return [
		`${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processors)`,
		`${Math.round(tally.reads / seconds).toLocaleString('en')} reads a second`,
		`${outcomes.join(', ')}, ${tally.changed} written`,
		memory,
		`nobody served for p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, at most ${ms(delay.max)}`
	].join('; ');
}

/** Lines come as they are known, with the load of the machine. */
function say(line: string): void {
	console.log(`sweep: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
}
