import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aFolder, aMessage } from '../fixtures/inbound.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

async function eventsOf(app: TestApp): Promise<string[]> {
	const { readEvents } = app.db.read.tables;
	const rows = await app.db.read.select().from(readEvents).orderBy(asc(readEvents.at), asc(readEvents.name));
	return rows.map(({ accession, name, at, source, quality, reason }) =>
		`${accession} ${name} ${new Date(at).toISOString().slice(0, 16)} ${source} ${quality} ${reason ?? ''}`.trim()
	);
}

const columns =
	'accession,facility,modality,reader_id,status,exam_completed_at,final_at,opened_at,hold_start,hold_end,hold_reason';
const row = 'A1,EAST,CT,R07,final,2026-11-10T14:00:00Z,2026-11-10T15:00:00Z';
const held = '2026-11-10 08:30,2026-11-10T14:10:00Z,2026-11-10T14:20:00Z,Priors missing';

describe.each(engines)('what senders tell of the way of an examination, on %s', (engine) => {
	it('comes from a list, holds with their reason, and comes in once', async () => {
		await using app = await testApp({ engine });
		const first = await importPaths(app, null, [aFolder({ 'reads.csv': `${columns}\n${row},${held}\n` })]);
		expect(first).toMatchObject({ reads: 1, refused: 0 });
		const expected = [
			'A1 opened 2026-11-10T08:30 csv local',
			'A1 hold_start 2026-11-10T14:10 csv stated priors-missing',
			'A1 hold_end 2026-11-10T14:20 csv stated'
		];
		expect(await eventsOf(app)).toEqual(expected);
		await importPaths(app, null, [aFolder({ 'again.csv': `${columns}\n${row},${held}\n` })]);
		expect(await eventsOf(app)).toEqual(expected);
	});

	it('is added when the same report comes again with more of it', async () => {
		await using app = await testApp({ engine });
		await importPaths(app, null, [aFolder({ 'reads.csv': `${columns}\n${row},,,,\n` })]);
		expect(await eventsOf(app)).toEqual([]);
		const later = await importPaths(app, null, [aFolder({ 'later.csv': `${columns}\n${row},${held}\n` })]);
		expect(later).toMatchObject({ reads: 0, unchanged: 1 });
		expect(await eventsOf(app)).toHaveLength(3);
		const more = `${columns},delivered_at\n${row},${held},2026-11-10T15:01:00Z\n`;
		await importPaths(app, null, [aFolder({ 'more.csv': more })]);
		expect(await eventsOf(app)).toHaveLength(4);
	});

	it('refuses a line whose time cannot be read, and names its column', async () => {
		await using app = await testApp({ engine });
		const summary = await importPaths(app, null, [aFolder({ 'reads.csv': `${columns}\n${row},soon,,,\n` })]);
		expect(summary.refusals).toMatchObject([{ reason: 'bad-time', detail: 'openedAt' }]);
	});

	it('comes from a message: arrival, beginning and end of the examination, and when it was read', async () => {
		await using app = await testApp({ engine });
		const message = aMessage({ accession: 'A1', reader: 'D100&ROE&JANE^20261110141000^20261110142500-0600' })
			.replace('PV1|1|E', `PV1|1|E${'|'.repeat(42)}20261110133000-0600`)
			.replace('20261110140000||', '20261110134500|20261110140000|');
		const summary = await importPaths(app, null, [aFolder({ 'report.hl7': message })]);
		expect(summary).toMatchObject({ reads: 1, refused: 0 });
		expect(await eventsOf(app)).toEqual([
			'A1 exam_started 2026-11-10T13:45 hl7 local',
			'A1 opened 2026-11-10T14:10 hl7 local',
			'A1 arrived 2026-11-10T19:30 hl7 stated',
			'A1 dictated 2026-11-10T20:25 hl7 stated'
		]);
		const { reads } = app.db.read.tables;
		const [read] = await app.db.read.select({ at: reads.examCompletedAt }).from(reads);
		expect(new Date(read?.at ?? 0).toISOString()).toBe('2026-11-10T14:00:00.000Z');
	});
});
