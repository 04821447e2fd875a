import { and, asc, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { ChangeRadiologist, RadiologistFields } from './radiologist-schemas.ts';

export type Radiologist = {
	readonly id: string;
	readonly code: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly externalId: string | null;
	readonly npi: string | null;
	readonly degree: string | null;
	readonly section: string;
	readonly tier: string;
	readonly reviewModalities: readonly string[];
	readonly active: boolean;
};

type Conflict = 'code-taken' | 'external-id-taken' | 'npi-taken';

/** Every reader of record, by code. */
export async function listRadiologists(read: ReadHandle): Promise<Radiologist[]> {
	const { radiologists } = read.tables;
	const rows = await read.select().from(radiologists).orderBy(asc(radiologists.code));
	return rows.map(toRadiologist);
}

/** One reader of record, or null. */
export async function findRadiologist(read: ReadHandle, id: string): Promise<Radiologist | null> {
	const { radiologists } = read.tables;
	const [row] = await read.select().from(radiologists).where(eq(radiologists.id, id));
	return row ? toRadiologist(row) : null;
}

type Row = ReadHandle['tables']['radiologists']['$inferSelect'];

function toRadiologist({ createdAt: _, reviewModalities, ...row }: Row): Radiologist {
	return { ...row, reviewModalities: reviewModalities.split(',').filter(Boolean) };
}

const columnsOf = ({
	code,
	familyName,
	givenName,
	externalId,
	npi,
	degree,
	section,
	tier,
	reviewModalities
}: RadiologistFields) => ({
	code,
	familyName,
	givenName,
	externalId,
	npi,
	degree,
	section,
	tier,
	reviewModalities: reviewModalities.join(',')
});

async function findConflict(
	read: ReadHandle,
	id: string,
	{ code, externalId, npi }: RadiologistFields
): Promise<Conflict | null> {
	const { radiologists } = read.tables;
	const others = ne(radiologists.id, id);
	const sameCode = await read
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(and(eq(radiologists.code, code), others));
	if (sameCode.length > 0) return 'code-taken';
	if (npi !== null) {
		const sameNpi = await read
			.select({ id: radiologists.id })
			.from(radiologists)
			.where(and(eq(radiologists.npi, npi), others));
		if (sameNpi.length > 0) return 'npi-taken';
	}
	if (externalId === null) return null;
	const sameId = await read
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(and(eq(radiologists.externalId, externalId), others));
	return sameId.length > 0 ? 'external-id-taken' : null;
}

/** Adds a reader of record. */
export async function createRadiologist(
	app: App,
	actor: Actor,
	input: RadiologistFields
): Promise<Result<{ id: string }, Conflict>> {
	const id = app.ids();
	return app.db.transaction(async (write) => {
		const conflict = await findConflict(write, id, input);
		if (conflict) return err(conflict);
		const at = app.clock.now();
		await write.insert(write.tables.radiologists).values({ id, ...columnsOf(input), createdAt: at });
		const facts = { code: input.code };
		await recordAudit(write, { type: 'radiologist.created', subjectId: id, facts, at, actor });
		return ok({ id });
	});
}

/** Changes a reader of record; one who is not active is not drawn any more. */
export async function changeRadiologist(
	app: App,
	actor: Actor,
	input: ChangeRadiologist
): Promise<Result<null, Conflict | 'radiologist-not-found'>> {
	return app.db.transaction(async (write) => {
		const conflict = await findConflict(write, input.id, input);
		if (conflict) return err(conflict);
		const { radiologists } = write.tables;
		const { id, active, code } = input;
		const changed = await write
			.update(radiologists)
			.set({ ...columnsOf(input), active })
			.where(eq(radiologists.id, id))
			.returning({ id: radiologists.id });
		if (changed.length === 0) return err('radiologist-not-found');
		const at = app.clock.now();
		await recordAudit(write, {
			type: 'radiologist.changed',
			subjectId: id,
			facts: { code, active },
			at,
			actor
		});
		return ok(null);
	});
}
