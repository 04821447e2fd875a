import { sql } from 'drizzle-orm';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { dropIndexes } from '#lib/server/db/bulk.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { testStart, type TestApp } from '../support/test-app.ts';
import { withoutTriggers } from './scale-database.ts';
import { scale } from './scale-rows.ts';
import { scaleReads, words } from './scale-sql.ts';

/** Five hundred radiologists, qualified for mammograms, with a licence in each of the sixteen states in which the forty facilities are. */
export const sweepScale = { radiologists: 500, states: 16, licences: 500 * 16 };

const states = [
	'AZ',
	'CA',
	'CO',
	'FL',
	'GA',
	'IL',
	'MI',
	'MN',
	'MO',
	'NC',
	'NY',
	'OH',
	'PA',
	'TX',
	'VA',
	'WA'
];
const zones: Readonly<Record<string, string>> = {
	AZ: 'America/Phoenix',
	CA: 'America/Los_Angeles',
	CO: 'America/Denver',
	IL: 'America/Chicago',
	MN: 'America/Chicago',
	MO: 'America/Chicago',
	TX: 'America/Chicago',
	WA: 'America/Los_Angeles'
};
const EASTERN = 'America/New_York';

/** One licence of each person has ended so long ago: 4.8 % of five years of reads in one of sixteen states, about 0.3 % of all. */
const LAPSED_DAYS = 88;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Fills an empty group with people, licences, facilities and so many signed reads of five years. */
export async function fillSweep(app: TestApp, reads: number, say: (line: string) => void): Promise<void> {
	const startedAt = performance.now();
	await writePeople(app);
	await writeReads(app, reads);
	say(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

async function writePeople(app: TestApp): Promise<void> {
	await aSetUpGroup(app);
	const createdAt = testStart - (scale.days + 1) * DAY_MS;
	const today = toUtcDay(testStart);
	await app.db.transaction(async (write) => {
		const { facilities, radiologists, credentialRows } = write.tables;
		await write.insertRows(
			facilities,
			numbers(scale.facilities).map((at) => {
				const jurisdiction = states[at % states.length] ?? '';
				const timeZone = zones[jurisdiction] ?? EASTERN;
				const name = `Hospital ${at}`;
				return { id: `f${at}`, code: `F${at}`, name, jurisdiction, timeZone, active: true, createdAt };
			})
		);
		await write.insertRows(
			radiologists,
			numbers(sweepScale.radiologists).map((at) => ({
				...{ id: `p${at}`, code: `R${at}`, familyName: `Family ${at}`, givenName: 'Given' },
				...{ section: 'body', createdAt }
			}))
		);
		const issued = addDays(today, -scale.days - 400);
		const qualified = { from: issued, to: addDays(today, 400) };
		await write.insertRows(
			credentialRows,
			numbers(sweepScale.radiologists).map((at) => ({
				...{ id: `q${at}`, radiologistId: `p${at}`, kind: 'mqsa', body: qualified, place: '' },
				...{ fromOn: qualified.from, toOn: qualified.to, source: 'csv', recordedAt: createdAt }
			}))
		);
		await write.insertRows(
			credentialRows,
			numbers(sweepScale.licences).map((at) => {
				const person = Math.floor(at / states.length);
				const jurisdiction = states[at % states.length] ?? '';
				const isLapsed = at % states.length === person % states.length;
				const expiresOn = addDays(today, isLapsed ? -LAPSED_DAYS : 30 + (at % 700));
				const issuedOn = addDays(issued, -(at % 300));
				const body = {
					jurisdiction,
					pathway: 'full',
					status: 'active',
					number: `N${at}`,
					issuedOn,
					expiresOn
				};
				return {
					...{ id: `l${at}`, radiologistId: `p${person}`, kind: 'licence', body, place: jurisdiction },
					...{ fromOn: issuedOn, toOn: expiresOn, source: 'csv', recordedAt: createdAt }
				};
			})
		);
	});
}

/** Reads by the engine's own arithmetic; triggers and foreign keys are set aside, and indexes are made at the end. */
async function writeReads(app: TestApp, count: number): Promise<void> {
	const isPostgres = app.db.engine === 'postgres';
	const putBack = isPostgres ? null : await withoutTriggers(app);
	await app.db.transaction(async (write) => {
		if (isPostgres) {
			await write.run(sql.raw(`set local session_replication_role = replica`));
			await write.run(sql.raw(`set local statement_timeout = 0`));
			await write.run(sql.raw(`set local maintenance_work_mem = '512MB'`));
		}
		const makeIndexes = await dropIndexes(write, [write.tables.reads], ['reads_accession']);
		const id = isPostgres ? `'r' || lpad(i::text, 9, '0')` : `printf('r%09d', i)`;
		// Two hundred readers of the arithmetic are five hundred people here.
		const person = `case when reader < 100 then reader + 200 * (i % 3) else reader + 200 * (i % 2) end`;
		await write.run(
			sql.raw(`insert into reads (id, natural_key, sampling_id, accession, facility_id, reader_id, modality, body_region,
				procedure, priority, patient_class, shift, kind, status, report_version, exam_completed_at, final_at, source, received_at)
				select ${id}, ${id}, ${id}, ${id}, 'f' || facility, 'p' || (${person}), ${words.modality}, ${words.region}, 'exam',
				'routine', 'outpatient', ${words.shift}, 'final', 'current', 1, final_at - 3600000, final_at, 'csv', final_at
				from ${scaleReads(app.db.engine, count, testStart)} order by i`)
		);
		await makeIndexes(write);
	});
	await putBack?.();
	await app.db.transaction((write) => write.run(sql.raw('analyze')));
}
