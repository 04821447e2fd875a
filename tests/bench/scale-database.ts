import { sql } from 'drizzle-orm';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { dropIndexes } from '#lib/server/db/bulk.ts';
import { scale, type ScaleRow } from './scale-rows.ts';
import { scaleReads, tookMs, words } from './scale-sql.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** The people and places that the reads name. */
export async function writeScaleGroup(app: App): Promise<void> {
	await aSetUpGroup(app);
	const createdAt = app.clock.now();
	await app.db.transaction(async (write) => {
		const { facilities, radiologists, users } = write.tables;
		await write.insertRows(
			facilities,
			numbers(scale.facilities).map((at) => ({
				id: `f${at}`,
				code: `F${at}`,
				name: `Hospital ${at}`,
				jurisdiction: 'TX',
				timeZone: 'America/Chicago',
				active: true,
				createdAt
			}))
		);
		await write.insertRows(
			radiologists,
			numbers(scale.readers).map((at) => ({
				id: `p${at}`,
				code: `R${at}`,
				familyName: `Family ${at}`,
				givenName: 'Given',
				section: at % 2 === 0 ? 'body' : 'neuro',
				createdAt
			}))
		);
		await write.insertRows(
			users,
			numbers(scale.reviewers).map((at) => ({
				id: `v${at}`,
				email: `v${at}@example.org`,
				name: `Reviewer ${at}`,
				passwordHash: '-',
				reviewerCode: `V${at}`,
				createdAt
			}))
		);
	});
}

/** Writes reads with their cases and reviews in one transaction; answers the seconds that it took. */
export async function writeScaleRows(app: App, rows: readonly ScaleRow[]): Promise<number> {
	const startedAt = performance.now();
	await app.db.transaction(async (write) => {
		const { reads, cases, assignments, reviews } = write.tables;
		await write.insertRows(
			reads,
			rows.map(({ id, facility, reader, modality, region, shift, finalAt }) => ({
				id,
				naturalKey: id,
				samplingId: id,
				accession: id,
				facilityId: `f${facility}`,
				readerId: `p${reader}`,
				modality,
				bodyRegion: region,
				procedure: modality,
				priority: 'routine',
				patientClass: 'outpatient',
				shift,
				kind: 'final',
				status: 'current',
				reportVersion: 1,
				examCompletedAt: finalAt - HOUR_MS,
				finalAt,
				source: 'csv',
				receivedAt: finalAt
			}))
		);
		const drawn = rows.flatMap(({ id, finalAt, review }) => (review ? [{ id, finalAt, ...review }] : []));
		await write.insertRows(
			cases,
			drawn.map(({ id, finalAt, score }) => ({
				id: `c${id}`,
				readId: id,
				detectionMode: 'random',
				blindingLevel: 'L3',
				state: 'closed',
				inclusion: 0.05,
				dueAt: finalAt + 30 * DAY_MS,
				createdAt: finalAt,
				finalScore: score,
				finalAt: finalAt + DAY_MS
			}))
		);
		const assigned = drawn.map(({ id, finalAt, reviewer }) => ({
			id: `a${id}`,
			caseId: `c${id}`,
			reviewerId: `v${reviewer}`,
			ordinal: 1,
			assignedAt: finalAt,
			leaseUntil: finalAt + DAY_MS,
			status: 'scored'
		}));
		await write.insertRows(assignments, assigned);
		await write.insertRows(
			reviews,
			drawn.map(({ id, finalAt, reviewer, score }) => ({
				id: `v${id}`,
				caseId: `c${id}`,
				assignmentId: `a${id}`,
				reviewerId: `v${reviewer}`,
				ordinal: 1,
				score,
				factors: [],
				activeMs: 60_000,
				taxonomyVersion: '2026.1',
				submittedAt: finalAt + DAY_MS
			}))
		);
	});
	return (performance.now() - startedAt) / 1000;
}

/**
 * Fills the database with so many reads, one in twenty of them reviewed, by its own queries: triggers and foreign keys are set aside, and
 * indexes are made at the end. Nothing is marked.
 */
export async function fillScale(app: App, count: number, endAt: number): Promise<void> {
	const putBack = app.db.engine === 'sqlite' ? await withoutTriggers(app) : null;
	await app.db.transaction(async (write) => {
		const { reads, cases, assignments, reviews } = write.tables;
		// Neither triggers nor foreign keys, of which each would look at every row by itself.
		if (app.db.engine === 'postgres') {
			await write.run(sql.raw(`set local session_replication_role = replica`));
			await write.run(sql.raw(`set local statement_timeout = 0`));
			await write.run(sql.raw(`set local maintenance_work_mem = '512MB'`));
		}
		const makeIndexes = await dropIndexes(write, [reads, cases, assignments, reviews], ['reads_accession']);
		const from = (every: number) => scaleReads(app.db.engine, count, endAt, every);
		const id = app.db.engine === 'postgres' ? `'r' || lpad(i::text, 9, '0')` : `printf('r%09d', i)`;
		await write.run(
			sql.raw(`insert into reads (id, natural_key, sampling_id, accession, facility_id, reader_id, modality, body_region,
				procedure, priority, patient_class, shift, kind, status, report_version, exam_completed_at, final_at, source, received_at)
				select ${id}, ${id}, ${id}, ${id}, 'f' || facility, 'p' || reader, ${words.modality}, ${words.region}, 'exam',
				'routine', 'outpatient', ${words.shift}, 'final', 'current', 1, final_at - ${tookMs}, final_at, 'csv', final_at
				from ${from(1)} order by i`)
		);
		await write.run(
			sql.raw(`insert into cases (id, read_id, detection_mode, blinding_level, state, inclusion, due_at, created_at, final_score, final_at)
				select 'c' || ${id}, ${id}, 'random', 'L3', 'closed', 0.05, final_at + ${30 * DAY_MS}, final_at, ${words.score},
				final_at + ${DAY_MS} from ${from(20)} order by i`)
		);
		await write.run(
			sql.raw(`insert into assignments (id, case_id, reviewer_id, ordinal, assigned_at, lease_until, status)
				select 'a' || ${id}, 'c' || ${id}, 'v' || reviewer, 1, final_at, final_at + ${DAY_MS}, 'scored' from ${from(20)} order by i`)
		);
		await write.run(
			sql.raw(`insert into reviews (id, case_id, assignment_id, reviewer_id, ordinal, score, factors, active_ms, taxonomy_version, submitted_at)
				select 'v' || ${id}, 'c' || ${id}, 'a' || ${id}, 'v' || reviewer, 1, ${words.score}, '[]', 60000, '2026.1',
				final_at + ${DAY_MS} from ${from(20)} order by i`)
		);
		await makeIndexes(write);
	});
	await putBack?.();
	await app.db.transaction((write) => write.run(sql.raw('analyze')));
}

/** Takes the triggers that mark rollups away; the answer puts them back. */
export async function withoutTriggers(app: App): Promise<() => Promise<void>> {
	const tables = ['reads', 'cases', 'reviews', 'read_events'];
	if (app.db.engine === 'postgres') {
		const set = (how: string) => async (write: WriteHandle) => {
			for (const table of tables) await write.run(sql.raw(`alter table ${table} ${how} trigger user`));
		};
		await app.db.transaction(set('disable'));
		return () => app.db.transaction(set('enable'));
	}
	const kept = await app.db.read.rows<{ name: string; sql: string }>(
		sql`select name, sql from sqlite_master where type = 'trigger' and name like 'rollup%'`
	);
	await app.db.transaction(async (write) => {
		for (const { name } of kept) await write.run(sql.raw(`drop trigger "${name}"`));
	});
	return () =>
		app.db.transaction(async (write) => {
			for (const trigger of kept) await write.run(sql.raw(trigger.sql));
		});
}
