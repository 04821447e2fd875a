import { and, asc, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { checkFacilityJob } from '#lib/core/credentials/gate/jobs.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { enqueueAfter } from '#lib/server/jobs/queue.ts';
import type { ChangeFacility, FacilityFields } from './facility-schemas.ts';

export type Facility = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly jurisdiction: string;
	readonly timeZone: string;
	readonly federalSystem: string | null;
	readonly active: boolean;
};

/** What the gate asks of a facility. */
const gateFacts = ['jurisdiction', 'timeZone', 'federalSystem'] as const;

function selectFacilities(read: ReadHandle) {
	const { facilities } = read.tables;
	return read
		.select({
			id: facilities.id,
			code: facilities.code,
			name: facilities.name,
			jurisdiction: facilities.jurisdiction,
			timeZone: facilities.timeZone,
			federalSystem: facilities.federalSystem,
			active: facilities.active
		})
		.from(facilities);
}

/** Every facility, by code. */
export async function listFacilities(read: ReadHandle): Promise<Facility[]> {
	return selectFacilities(read).orderBy(asc(read.tables.facilities.code));
}

/** One facility, or null. */
export async function findFacility(read: ReadHandle, id: string): Promise<Facility | null> {
	const [row] = await selectFacilities(read).where(eq(read.tables.facilities.id, id));
	return row ?? null;
}

async function isCodeTaken(read: ReadHandle, id: string, code: string): Promise<boolean> {
	const { facilities } = read.tables;
	const rows = await read
		.select({ id: facilities.id })
		.from(facilities)
		.where(and(eq(facilities.code, code), ne(facilities.id, id)));
	return rows.length > 0;
}

/** Adds a facility. Its code is how messages name it. */
export async function createFacility(
	app: App,
	actor: Actor,
	input: FacilityFields
): Promise<Result<{ id: string }, 'code-taken'>> {
	const id = app.ids();
	return app.db.transaction(async (write) => {
		if (await isCodeTaken(write, id, input.code)) return err('code-taken');
		const at = app.clock.now();
		await write.insert(write.tables.facilities).values({ id, ...input, createdAt: at });
		const facts = { code: input.code };
		await recordAudit(write, { type: 'facility.created', subjectId: id, facts, at, actor });
		return ok({ id });
	});
}

/** Changes a facility; where what the gate asks of it is another, its reads are checked anew. */
export async function changeFacility(
	app: App,
	actor: Actor,
	{ id, ...fields }: ChangeFacility
): Promise<Result<null, 'code-taken' | 'facility-not-found'>> {
	return app.db.transaction(async (write) => {
		if (await isCodeTaken(write, id, fields.code)) return err('code-taken');
		const { facilities } = write.tables;
		const old = await findFacility(write, id);
		const changed = await write
			.update(facilities)
			.set(fields)
			.where(eq(facilities.id, id))
			.returning({ id: facilities.id });
		if (changed.length === 0) return err('facility-not-found');
		const at = app.clock.now();
		if (gateFacts.some((name) => old?.[name] !== fields[name])) {
			const key = `${checkFacilityJob.name} ${id}`;
			await enqueueAfter(write, { ids: app.ids, now: at }, checkFacilityJob, {
				payload: { facilityId: id },
				key
			});
		}
		const facts = { code: fields.code };
		await recordAudit(write, { type: 'facility.changed', subjectId: id, facts, at, actor });
		return ok(null);
	});
}
