import { loadavg } from 'node:os';
import { join } from 'node:path';
import { genesisHash, type AuditLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { verifyAuditLog } from '#lib/features/audit/verify-log.server.ts';
import { makeLink } from '#lib/server/audit/link.ts';
import startPostgres from '../support/engines.ts';
import { engines, testStart, type Engine, type TestApp } from '../support/test-app.ts';
import { root, runNode, spread } from './measure.ts';
import { scaleApp } from './scale-app.ts';

const EVENTS = Number(process.env.OVERREAD_BENCH_EVENTS ?? 1_000_000);
const ENGINES = process.env.OVERREAD_BENCH_ENGINES?.split(',') ?? [...engines];
const STEPS = process.env.OVERREAD_BENCH_STEPS?.split(',') ?? ['checkpoint', 'verify', 'overhead'];
const THREADS = (process.env.OVERREAD_BENCH_THREADS ?? '2').split(',').map(Number);
const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 5);
const BATCH = 50_000;
const MIB = 2 ** 20;

/** The audit log at size: its checkpoints, its verification, and what it adds to what is recorded. */
export async function benchAudit(): Promise<string[]> {
	const needsPostgres = ENGINES.includes('postgres');
	const stopPostgres = needsPostgres ? await startPostgres() : null;
	try {
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			if (STEPS.some((step) => step !== 'overhead')) await measureLog(engine);
			if (STEPS.includes('overhead')) await measureOverhead(engine);
		}
	} finally {
		await stopPostgres?.();
	}
	return [];
}

async function measureLog(engine: Engine): Promise<void> {
	const told = (line: string): void => say(`${engine}, ${line}`);
	await using app = await scaleApp(engine, EVENTS, told, { name: 'audit', fill: fillLog });
	if (STEPS.includes('checkpoint')) {
		for (const what of ['first checkpoint', 'checkpoint after it']) {
			const startedAt = performance.now();
			const made = await makeCheckpoint(app, null);
			if (!made.ok) throw new Error(made.error);
			told(`${what}: ${(performance.now() - startedAt).toFixed(0)} ms`);
		}
	}
	if (!STEPS.includes('verify')) return;
	for (const threads of THREADS) {
		let peak = 0;
		const before = process.memoryUsage().rss;
		const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
		const cpu = process.cpuUsage();
		const startedAt = performance.now();
		const { links, findings } = await verifyAuditLog(app, { threads });
		const seconds = (performance.now() - startedAt) / 1000;
		clearInterval(look);
		const { user, system } = process.cpuUsage(cpu);
		told(
			`verified by ${threads} threads beside: ${links.toLocaleString('en')} entries in ${seconds.toFixed(1)} s, ${Math.round(links / seconds).toLocaleString('en')} a second (${((user + system) / 1e6).toFixed(1)} s of processors here), memory ${(before / MIB).toFixed(0)} to ${(peak / MIB).toFixed(0)} MB, ${findings.length} findings`
		);
	}
}

/** The same acts in processes with and without the log, in turns. */
async function measureOverhead(engine: Engine): Promise<void> {
	const script = join(root, 'tests/bench/audit-acts.ts');
	const without = ['--import', join(root, 'tests/bench/without-audit.ts')];
	const figures = new Map<string, { on: number[]; off: number[] }>();
	for (let round = 0; round < ROUNDS; round++) {
		for (const kind of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
			const { out, code } = await runNode([...(kind === 'off' ? without : []), script, engine]);
			if (code !== 0) throw new Error(out);
			for (const [, act = '', ms] of out.matchAll(/^ACT (\S+) ([\d.]+)$/gm)) {
				const own = figures.get(act) ?? { on: [], off: [] };
				own[kind].push(Number(ms));
				figures.set(act, own);
			}
		}
	}
	const middle = (values: readonly number[]): number =>
		values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
	for (const [act, { on, off }] of figures) {
		const percent = 100 * (middle(on) / middle(off) - 1);
		say(
			`${engine}, ${act}: ${spread(on, 3)} ms with the log, ${spread(off, 3)} ms without: ${percent.toFixed(1)} % more`
		);
	}
}

/** A log of so many entries as a group writes them: four in five about cases. */
async function fillLog(app: TestApp, events: number, told: (line: string) => void): Promise<void> {
	const startedAt = performance.now();
	let end: Pick<AuditLink, 'seq' | 'hash'> = { seq: 0, hash: genesisHash };
	const users = Array.from({ length: 40 }, () => app.ids());
	for (let from = 0; from < events; from += BATCH) {
		const links: AuditLink[] = [];
		for (let at = from; at < Math.min(from + BATCH, events); at++) {
			const link = makeLink(
				{ ...eventAt(at), at: testStart - (events - at) * 1000, actorId: users[at % users.length] ?? null },
				end,
				() => end.hash.slice(0, 32)
			);
			links.push(link);
			end = link;
		}
		await app.db.transaction((write) => write.insertRows(write.tables.auditEvents, links));
	}
	told(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

function eventAt(at: number): AuditEvent {
	const id = (of: number): string => `0199a1b2-c3d4-7000-8000-${of.toString(16).padStart(12, '0')}`;
	const subjectId = id(Math.floor(at / 8));
	const assignmentId = id(at % 1e6);
	switch (at % 5) {
		case 0:
			return { type: 'session.started', subjectId, facts: {} };
		case 1:
			return { type: 'case.assigned', subjectId, facts: { assignmentId, ordinal: 1 } };
		case 2:
			return { type: 'case.opened', subjectId, facts: { assignmentId } };
		case 3:
			return { type: 'report.revealed', subjectId, facts: { assignmentId } };
		default:
			return { type: 'review.submitted', subjectId, facts: { assignmentId, reviewId: id(at), score: '2a' } };
	}
}

/** Lines come as they are known, with the load of the machine. */
function say(line: string): void {
	console.log(`audit: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
}
