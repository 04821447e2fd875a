import { count } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { shownName } from '#lib/features/ingest/walk-files.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { insertImported, type NewCredential } from './commands.server.ts';
import {
	findFileForm,
	isExclusionForm,
	type FileForm,
	type ImportCheck,
	type LineFault
} from './import-plan.ts';
import { planExclusions } from './plan-exclusions.server.ts';
import { planRows } from './plan-rows.server.ts';

/** Faults that are listed; the rest is counted. */
const LISTED_FAULTS = 500;
const MAX_FILE_BYTES = 64_000_000;

/** What was read of a file. */
export type PlannedFile = Pick<ImportCheck, 'unchanged' | 'headers' | 'matches' | 'gone'> & {
	readonly count: number;
	readonly faults: readonly LineFault[];
	readonly rows: readonly NewCredential[];
};

/** A file with what it is said to hold. */
export type CredentialFile = {
	readonly name: string;
	readonly form: FileForm;
	readonly chunks: AsyncIterable<Uint8Array>;
};

/** The file of a form, bounded: it is in memory then. */
export async function readFileForm(
	request: Request
): Promise<Result<CredentialFile, 'too-large-form' | 'file-required' | 'choose-one'>> {
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	// Without a length the form could be endless.
	if (!(length <= MAX_FILE_BYTES)) return err('too-large-form');
	const sent = await request.formData();
	const file = sent.get('file');
	const form = findFileForm(sent.get('form'));
	if (!form) return err('choose-one');
	if (!(file instanceof File) || file.size === 0) return err('file-required');
	const name = shownName(file.name.replaceAll('\\', '/').replace(/^.*\//, '')) || '?';
	return ok({ name, form, chunks: chunksOf(file) });
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

async function planFile(app: App, actor: Actor, { name, form, chunks }: CredentialFile) {
	const recorded = await countRows(app.db.read);
	const hash = createHash('sha256');
	const hashed = async function* () {
		for await (const chunk of chunks) {
			hash.update(chunk);
			yield chunk;
		}
	};
	const plan = isExclusionForm(form)
		? await planExclusions(app, form, hashed())
		: await planRows(app, { kind: form, ownId: actor.radiologistId }, hashed());
	const { count, faults, rows, ...rest } = plan;
	const check: ImportCheck = {
		form,
		file: name,
		sha256: hash.digest('hex'),
		rows: count,
		taken: rows.length,
		faults: faults.slice(0, LISTED_FAULTS),
		faultCount: faults.length,
		isDone: false,
		...rest
	};
	return { check, rows, recorded };
}

async function countRows(read: ReadHandle): Promise<number> {
	const [found] = await read.select({ n: count() }).from(read.tables.credentialRows);
	return found?.n ?? 0;
}

/** What a file would do: changes nothing. */
export async function checkCredentialFile(
	app: App,
	actor: Actor,
	file: CredentialFile
): Promise<ImportCheck> {
	return (await planFile(app, actor, file)).check;
}

/**
 * Takes a file in one go, or not at all where any of its rows is refused, or where something was recorded while it was read. Taking it
 * twice changes nothing, also at once.
 */
export async function importCredentialFile(
	app: App,
	actor: Actor,
	file: CredentialFile
): Promise<ImportCheck> {
	const { check, rows, recorded } = await planFile(app, actor, file);
	if (check.faultCount > 0) return check;
	const { form, taken, unchanged, sha256 } = check;
	const isTaken = await app.db.transaction(async (write) => {
		const lock = write.dialect.lockImport();
		if (lock) await write.run(lock);
		if ((await countRows(write)) !== recorded) return false;
		await insertImported(app, write, { actor, rows });
		await recordAudit(write, {
			type: 'credential.imported',
			subjectId: actor.id,
			facts: { kind: form, taken, unchanged, refused: 0, sha256 },
			at: app.clock.now(),
			actor
		});
		return true;
	});
	if (isTaken) return { ...check, isDone: true };
	const fault = { line: null, column: null, code: 'recorded-meanwhile', detail: null };
	return { ...check, faults: [fault], faultCount: 1 };
}
