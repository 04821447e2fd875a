import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { shownName } from '#lib/features/ingest/walk-files.server.ts';
import type { App } from '#lib/server/app.ts';
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

async function planFile(app: App, { name, form, chunks }: CredentialFile) {
	const hash = createHash('sha256');
	const hashed = async function* () {
		for await (const chunk of chunks) {
			hash.update(chunk);
			yield chunk;
		}
	};
	const plan = isExclusionForm(form)
		? await planExclusions(app, form, hashed())
		: await planRows(app, form, hashed());
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
	return { check, rows };
}

/** What a file would do: changes nothing. */
export async function checkCredentialFile(app: App, file: CredentialFile): Promise<ImportCheck> {
	return (await planFile(app, file)).check;
}

/** Takes a file in one go, or not at all where any of its rows is refused. Taking it twice changes nothing. */
export async function importCredentialFile(
	app: App,
	actor: Actor,
	file: CredentialFile
): Promise<ImportCheck> {
	const { check, rows } = await planFile(app, file);
	if (check.faultCount > 0) return check;
	const { form, taken, unchanged, sha256 } = check;
	await app.db.transaction(async (write) => {
		await insertImported(app, write, { actor, rows });
		await recordAudit(write, {
			type: 'credential.imported',
			subjectId: actor.id,
			facts: { kind: form, taken, unchanged, refused: 0, sha256 },
			at: app.clock.now(),
			actor
		});
	});
	return { ...check, isDone: true };
}
