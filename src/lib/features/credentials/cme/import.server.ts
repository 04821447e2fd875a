import type { Actor } from '#lib/core/actor.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { readCmeActivities, type CmeRow } from '#lib/core/credentials/cme/import-activities.ts';
import { joinRows, type ImportedActivity } from '#lib/core/credentials/cme/imported.ts';
import {
	accreditors,
	activityTypes,
	cmeRecordSchema,
	naturalKeyOf,
	type CmeRecord
} from '#lib/core/credentials/cme/record.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import { findActivities, findTwins, lockEducationOf, type RecordedActivity } from './activities.server.ts';
import type { CmeImportCheck, CmeImportLine, CmeRefusal } from './import-check.ts';
import { keepResults } from './results.server.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

type PlannedActivity = {
	readonly lines: readonly number[];
	readonly radiologistId: string;
	/** The name, or the code as it was typed. */
	readonly person: string;
	readonly body: CmeRecord;
	/** The activity of which it seems to be a copy: of another source, or of an earlier state of it. */
	readonly copyOf: RecordedActivity | null;
};

type Plan = {
	readonly activities: readonly PlannedActivity[];
	/** Numbers of lines that say what is recorded, or what an earlier line says. */
	readonly unchanged: readonly number[];
	readonly refused: readonly CmeRefusal[];
	readonly unusedHeaders: readonly string[];
};

const mostRefusals = 10_000;
const mostLines = 50_000;

async function readFile(
	chunks: Chunks,
	asOf: CalendarDay
): Promise<{
	rows: { line: number; row: CmeRow }[];
	refused: CmeRefusal[];
	unusedHeaders: readonly string[];
}> {
	const rows: { line: number; row: CmeRow }[] = [];
	const refused: CmeRefusal[] = [];
	let unusedHeaders: readonly string[] = [];
	for await (const item of readCmeActivities(chunks, { asOf })) {
		if (item.kind === 'header') unusedHeaders = item.mapping.unused;
		else if (item.kind === 'row') rows.push({ line: item.line, row: item.row });
		else if (item.kind === 'refused-file')
			refused.push({ line: null, column: null, code: item.reason, detail: item.detail });
		else {
			const [column = null, code = null] = item.detail?.split(': ') ?? [];
			refused.push(
				item.reason === 'invalid-value'
					? { line: item.line, column, code: code ?? item.reason, detail: null }
					: { line: item.line, column: null, code: item.reason, detail: item.detail }
			);
		}
		if (rows.length > mostLines || refused.length > mostRefusals)
			return {
				rows: [],
				refused: [{ line: null, column: null, code: 'too-many-lines', detail: null }],
				unusedHeaders
			};
	}
	return { rows, refused, unusedHeaders };
}

const codeOf = <T extends string>(known: readonly T[], written: string | null): T | undefined =>
	known.find((one) => one.toLowerCase() === written?.toLowerCase());

function recordOf({ rows, activity }: ImportedActivity): unknown {
	const [first] = rows;
	if (!first) return null;
	const { title, provider, startedOn, activityId } = first;
	const description = rows.find((row) => row.description !== null)?.description ?? null;
	const accreditor = codeOf(accreditors, first.accreditor);
	const activityType = codeOf(activityTypes, first.activityType);
	return {
		title,
		provider,
		completedOn: activity.completedOn,
		credits: activity.credits,
		topics: activity.topics,
		modalities: activity.modalities,
		saCme: rows.some(({ saCme }) => saCme),
		...(startedOn === null ? {} : { startedOn }),
		...(activityId === null ? {} : { activityId }),
		...(description === null ? {} : { description }),
		...(accreditor ? { accreditor } : first.accreditor === null ? {} : { accreditorWords: first.accreditor }),
		...(activityType ? { activityType } : {})
	};
}

/**
 * Persons by NPI and by code, in small letters. Who is found by their NPI is told by name; by their code it is not told whose it is, since
 * pages of quality show codes and give names for a reason alone. What two go by means neither.
 */
async function personKeys(
	read: ReadHandle
): Promise<Map<string, { id: string; name: string | null } | 'two'>> {
	const { radiologists: t } = read.tables;
	const people = await read.select({ id: t.id, code: t.code, npi: t.npi }).from(t);
	const names = await radiologistNames(read);
	const keys = new Map<string, { id: string; name: string | null } | 'two'>();
	const add = (key: string, person: { id: string; name: string | null }): void => {
		const other = keys.get(key);
		keys.set(key, other === undefined || (other !== 'two' && other.id === person.id) ? person : 'two');
	};
	for (const { id, code, npi } of people) {
		add(code.toLowerCase(), { id, name: null });
		if (npi !== null) add(npi, { id, name: names.get(id) ?? null });
	}
	return keys;
}

/** What a file would bring: nothing is written. */
async function plan(read: ReadHandle, file: Awaited<ReturnType<typeof readFile>>): Promise<Plan> {
	const people = await personKeys(read);
	const refused = [...file.refused];
	const shownAs = new Map<string, string>();
	const known = file.rows.flatMap(({ line, row }) => {
		const person = people.get(row.person.toLowerCase());
		if (person === 'two') {
			refused.push({ line, column: 'person', code: 'ambiguous-person', detail: null });
			return [];
		}
		if (person) {
			// Whom one line names by a code no other line names, or the two would be told together.
			if (person.name === null || !shownAs.has(person.id)) shownAs.set(person.id, person.name ?? row.person);
			return [{ line, row: { ...row, person: person.id } }];
		}
		refused.push({ line, column: 'person', code: 'unknown-person', detail: null });
		return [];
	});
	const { activities, repeated } = joinRows(known);
	const unchanged = [...repeated];
	const planned: PlannedActivity[] = [];
	const ids = new Set(known.map(({ row }) => row.person));
	const recorded = Map.groupBy(
		ids.size === 0 ? [] : await findActivities(read, [...ids]),
		(row) => row.radiologistId
	);
	const keys = new Set<string>();
	for (const imported of activities) {
		const radiologistId = imported.rows[0]?.person;
		if (radiologistId === undefined) continue;
		const body = cmeRecordSchema.safeParse(recordOf(imported));
		if (!body.success) {
			const [issue] = body.error.issues;
			const column = String(issue?.path[0] ?? '') || null;
			refused.push(
				...imported.lines.map((line) => ({
					line,
					column,
					code: issue?.message ?? 'invalid-value',
					detail: null
				}))
			);
			continue;
		}
		const { same, alike } = findTwins(body.data, recorded.get(radiologistId) ?? []);
		const key = `${radiologistId} ${naturalKeyOf(body.data)}`;
		if (same || keys.has(key)) unchanged.push(...imported.lines);
		else
			planned.push({
				lines: imported.lines,
				radiologistId,
				person: shownAs.get(radiologistId) ?? '',
				body: body.data,
				copyOf: alike
			});
		keys.add(key);
	}
	const byLine = (one: CmeRefusal, other: CmeRefusal): number => (one.line ?? 0) - (other.line ?? 0);
	return {
		activities: planned,
		unchanged,
		refused: refused.toSorted(byLine),
		unusedHeaders: file.unusedHeaders
	};
}

const SHOWN = 200;

function checkOf({ activities, unchanged, refused, unusedHeaders }: Plan): CmeImportCheck {
	const lines = activities.map(({ lines: numbers, person, body, copyOf }): CmeImportLine => ({
		lines: numbers,
		person,
		title: body.title,
		completedOn: body.completedOn,
		credits: body.credits,
		copyOf: copyOf === null ? null : { title: copyOf.body.title, provider: copyOf.body.provider }
	}));
	return {
		taken: activities.length,
		copies: activities.filter(({ copyOf }) => copyOf !== null).length,
		unchanged: unchanged.length,
		refusedCount: refused.length,
		lines: lines.slice(0, SHOWN),
		refused: refused.slice(0, SHOWN),
		unusedHeaders
	};
}

/** Says what a file would bring, line by line, and keeps nothing. */
export async function checkCmeFile(app: App, chunks: Chunks): Promise<CmeImportCheck> {
	return checkOf(await plan(app.db.read, await readFile(chunks, await groupToday(app))));
}

/** Takes in all rows of a file that can be taken, in one transaction; the others are named. Twice changes nothing. */
export async function importCmeFile(
	app: App,
	actor: Pick<Actor, 'id' | 'radiologistId'>,
	chunks: Chunks
): Promise<CmeImportCheck> {
	const file = await readFile(chunks, await groupToday(app));
	return app.db.transaction(async (write) => {
		// The same file may come in twice at once.
		const lock = write.dialect.lockImport();
		if (lock) await write.run(lock);
		const people = await personKeys(write);
		// Nor may somebody type one of its activities meanwhile.
		await lockEducationOf(
			write,
			file.rows.flatMap(({ row }) => {
				const person = people.get(row.person.toLowerCase());
				return person === undefined || person === 'two' ? [] : [person.id];
			})
		);
		const planned = await plan(write, file);
		const at = app.clock.now();
		const counts = {
			taken: planned.activities.length,
			unchanged: planned.unchanged.length,
			refused: planned.refused.length
		};
		const entries = await insertPlanned(app, write, { planned, actor });
		for (const person of new Set(planned.activities.map(({ radiologistId }) => radiologistId)))
			await keepResults(app, write, [person]);
		await recordAudit(write, ...entries, {
			type: 'cme.imported',
			subjectId: actor.id,
			facts: counts,
			at,
			actor
		});
		return checkOf(planned);
	});
}

async function insertPlanned(
	app: App,
	write: WriteHandle,
	{ planned, actor }: { planned: Plan; actor: Pick<Actor, 'id' | 'radiologistId'> }
): Promise<AuditEntry[]> {
	const at = app.clock.now();
	const rows = planned.activities.map(({ radiologistId, body, copyOf }) => ({
		id: app.ids(),
		radiologistId,
		naturalKey: naturalKeyOf(body),
		body: copyOf === null ? body : { ...body, duplicateOf: copyOf.id },
		completedOn: body.completedOn,
		// Whoever takes in a transcript of their own has nobody's word but theirs.
		source: radiologistId === actor.radiologistId ? 'self' : 'csv',
		recordedAt: at,
		recordedBy: actor.id
	}));
	await write.insertRows(write.tables.cmeActivities, rows);
	return rows.map(({ id, radiologistId, source }) => ({
		type: 'cme.recorded',
		subjectId: radiologistId,
		facts: { activityId: id, source },
		at,
		actor
	}));
}
