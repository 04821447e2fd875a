import { spawnSync } from 'node:child_process';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { aFacility, aRadiologist, aRead, publishInitialPolicies } from '../support/builders.ts';
import { recordLicence, sweepAll } from '../support/gate.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const READS = 720;

/**
 * A process of its own that goes over the reads and kills itself: in the transaction of that number, after what it writes and before it is
 * kept, or behind it.
 */
const script = `
	import { buildApp } from '#lib/runtime/app.ts';
	import { sweepReads } from '#lib/features/credentials/gate/sweep.server.ts';
	const app = await buildApp(JSON.parse(process.env.CONFIG), { clock: { now: () => Number(process.env.NOW) } });
	const [number, place] = process.env.DIES.split(' ');
	const die = () => process.kill(process.pid, 'SIGKILL');
	let begun = 0;
	const transaction = async (work) => {
		begun += 1;
		const isLast = begun === Number(number);
		const answer = await app.db.transaction(async (write) => {
			const written = await work(write);
			if (isLast && place === 'within') die();
			return written;
		});
		if (isLast) die();
		return answer;
	};
	await sweepReads({ ...app, db: { ...app.db, transaction } }, { sweepId: 'night', because: 'night' });`;

describe.each(engines)('a run of the gate that is killed on %s', (engine) => {
	let whole: TestApp;
	let cut: TestApp;

	beforeEach(async () => {
		[whole, cut] = [await testApp({ engine }), await testApp({ engine })];
		for (const app of [whole, cut]) await fill(app);
	});
	afterEach(async () => {
		await whole.close();
		await cut.close();
	});

	const diesAt = (place: string): void => {
		const env = {
			...process.env,
			CONFIG: JSON.stringify(cut.config),
			NOW: String(cut.clock.now()),
			DIES: place
		};
		const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], { env });
		expect([child.signal, child.stderr.toString()]).toEqual(['SIGKILL', '']);
	};

	it('keeps what it has found, and the next ends like one that was never cut', async () => {
		const found = await sweepAll(whole);
		// Its row; then three times at most 250 findings; then its end.
		diesAt('3 within');
		expect((await findingsOf(cut)).length).toBe(250);
		diesAt('2 behind');
		expect((await findingsOf(cut)).length).toBe(500);
		const kept = await findingsOf(cut);
		const { changed, ...tally } = await sweepAll(cut);
		expect({ changed: changed + kept.length, ...tally }).toEqual(found);
		const all = await findingsOf(cut);
		expect(all).toEqual(await findingsOf(whole));
		expect(all).toEqual(expect.arrayContaining(kept));
		expect(await countsOf(cut)).toEqual({ ...(await countsOf(whole)), sweeps: 2 });
		expect(await verifyAuditChain(cut.db.read)).toMatchObject({ firstBreak: null });
		expect((await sweepAll(cut)).changed).toBe(0);
	}, 120_000);
});

/** Seven hundred reads of which four in five fail, with ids of their own. */
async function fill(app: TestApp): Promise<void> {
	await publishInitialPolicies(app);
	const licensed = (await aRadiologist(app, { id: 'licensed' })).id;
	const unlicensed = (await aRadiologist(app, { id: 'unlicensed' })).id;
	const facilityId = (await aFacility(app, { id: 'facility' })).id;
	await recordLicence(app, licensed);
	const one = await aRead(app, { id: 'read-000', readerId: unlicensed, facilityId });
	const others = Array.from({ length: READS - 1 }, (_, at) => {
		const id = `read-${String(at + 1).padStart(3, '0')}`;
		const readerId = at % 5 === 0 ? licensed : unlicensed;
		return { ...one, id, readerId, naturalKey: id, samplingId: id, accession: id };
	});
	await app.db.transaction((write) => write.insertRows(write.tables.reads, others));
}

async function findingsOf(app: TestApp) {
	const { gateFindings: t } = app.db.read.tables;
	return app.db.read
		.select({ readId: t.readId, ordinal: t.ordinal, outcome: t.outcome, reasons: t.reasons })
		.from(t)
		.orderBy(asc(t.readId));
}

/** Rows of results, events of findings, and runs that have a row. */
async function countsOf(app: TestApp) {
	const { gateResults, auditEvents, gateSweeps } = app.db.read.tables;
	const events = await app.db.read.select({ type: auditEvents.type }).from(auditEvents);
	return {
		results: (await app.db.read.select().from(gateResults)).length,
		events: events.filter(({ type }) => type === 'gate.found').length,
		sweeps: (await app.db.read.select().from(gateSweeps)).length
	};
}
