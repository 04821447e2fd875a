import { sql } from 'drizzle-orm';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { scale, type ScaleRow } from './scale-rows.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** The people and places that the reads name. */
export async function writeScaleGroup(app: App): Promise<void> {
	await publishInitialPolicies(app);
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

/** Takes the triggers that mark rollups away; the answer puts them back. */
export async function withoutTriggers(app: App): Promise<() => Promise<void>> {
	const tables = ['reads', 'cases', 'reviews'];
	if (app.db.engine === 'postgres') {
		const set = (how: string) => async (write: WriteHandle) => {
			for (const table of tables) await write.run(sql.raw(`alter table ${table} ${how} trigger user`));
		};
		await app.db.transaction(set('disable'));
		return () => app.db.transaction(set('enable'));
	}
	const kept = await app.db.read.rows<{ name: string; sql: string }>(
		sql`select name, sql from sqlite_master where type = 'trigger' and tbl_name in ('reads', 'cases', 'reviews')`
	);
	await app.db.transaction(async (write) => {
		for (const { name } of kept) await write.run(sql.raw(`drop trigger "${name}"`));
	});
	return () =>
		app.db.transaction(async (write) => {
			for (const trigger of kept) await write.run(sql.raw(trigger.sql));
		});
}
