import { loadavg } from 'node:os';
import { asc } from 'drizzle-orm';
import { lastMonths, periodDays } from '#lib/core/period.ts';
import { getValue } from '#lib/core/result.ts';
import { oppePackets } from '#lib/features/reports/quality/oppe-report.server.ts';
import { renderReport } from '#lib/features/reports/render-report.server.ts';
import { aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { scaleApp } from './scale-app.ts';

const READS = Number(process.env.OVERREAD_BENCH_READS ?? 500_000);
const PACKETS = Number(process.env.OVERREAD_BENCH_PACKETS ?? 300);
const SAMPLE_MS = 50;
const MIB = 2 ** 20;
const MONTHS = 12;

/** A year's OPPE packets of 300 practitioners, each at one facility, as PDF and XLSX: time, processors and the most memory at any time. */
export async function benchOppe(): Promise<string[]> {
	const told = (line: string): void => console.log(`oppe: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
	await using app = await scaleApp('sqlite', READS, told);
	const director = await getActor(app, (await aUser(app, 'director')).id);
	const { facilities } = app.db.read.tables;
	const places = await app.db.read
		.select({ id: facilities.id })
		.from(facilities)
		.orderBy(asc(facilities.code));
	const { fromOn: from, throughOn: through } = periodDays(lastMonths(app.clock.now(), MONTHS));
	let most = process.memoryUsage.rss();
	const before = most;
	const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
	const spent = { loading: 0, making: 0, pdf: 0, xlsx: 0 };
	const timed = async <T>(what: keyof typeof spent, work: () => Promise<T>): Promise<T> => {
		const startedAt = performance.now();
		const result = await work();
		spent[what] += performance.now() - startedAt;
		return result;
	};
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	let [made, bytes] = [0, 0];
	for (const { id: facility } of places) {
		if (made >= PACKETS) break;
		const packets = getValue(
			await timed('loading', () => oppePackets(app, director, { from, through, facility }))
		);
		for (const person of packets.people.slice(0, PACKETS - made)) {
			const report = await timed('making', () => packets.packet(person));
			bytes += (await timed('pdf', () => renderReport(report, 'pdf'))).byteLength;
			bytes += (await timed('xlsx', () => renderReport(report, 'xlsx'))).byteLength;
			made += 1;
			most = Math.max(most, process.memoryUsage.rss());
		}
	}
	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(sampling);
	const parts = Object.entries(spent).map(([what, ms]) => `${what} ${(ms / 1000).toFixed(1)} s`);
	return [
		`${made} packets of ${READS.toLocaleString('en')} reads in five years, PDF and XLSX, ${(bytes / MIB).toFixed(0)} MB: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processors; ${parts.join(', ')})`,
		`resident ${(before / MIB).toFixed(0)} to ${(most / MIB).toFixed(0)} MB`
	];
}
