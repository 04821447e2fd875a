import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '#lib/core/result.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import { brokenReason } from '#lib/features/imaging/broken-pixels.ts';
import type { App } from '#lib/server/app.ts';
import { examineDicomFile } from '#lib/server/dicom/open-file.ts';
import { PacsError, type PacsFailure } from '#lib/server/pacs/failure.ts';
import { retrieveObject } from '#lib/server/pacs/retrieve-object.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { keptObjects } from './kept-objects.server.ts';
import { factsDigest } from './object-facts.server.ts';
import { pacsFolder, pacsObject, type PacsObject } from './object-path.ts';

/** What is being fetched, and by how many it is waited for. */
type Bringing = {
	readonly outcome: Promise<Result<null, PacsFailure>>;
	readonly unwanted: AbortController;
	wanted: number;
};

/**
 * Sees to it that the file of an object is there: one of the embedded store always is, one of the PACS is fetched, once for all who
 * ask meanwhile, and kept for a while. When all who asked have left (`left`) it is fetched no further. Throws a `PacsError` where the
 * PACS does not give it.
 */
export async function bringObject(app: App, path: string, left?: AbortSignal): Promise<void> {
	const object = pacsObject(path);
	if (!object) return;
	const running = sharedState(app, 'objects-under-way', () => new Map<string, Bringing>());
	const bringing = running.get(path) ?? begin(app, running, path, object);
	bringing.wanted += 1;
	const leave = (): void => {
		bringing.wanted -= 1;
		if (bringing.wanted > 0) return;
		forget(running, path, bringing);
		bringing.unwanted.abort();
	};
	if (left?.aborted) leave();
	else left?.addEventListener('abort', leave, { once: true });
	const outcome = await bringing.outcome;
	left?.removeEventListener('abort', leave);
	if (!outcome.ok) throw new PacsError(outcome.error);
}

function begin(app: App, running: Map<string, Bringing>, path: string, object: PacsObject): Bringing {
	const unwanted = new AbortController();
	const outcome = bring(app, path, { object, unwanted: unwanted.signal }).finally(() =>
		forget(running, path, bringing)
	);
	const bringing: Bringing = { outcome, unwanted, wanted: 0 };
	running.set(path, bringing);
	return bringing;
}

/** Who asks from now on begins anew. */
function forget(running: Map<string, Bringing>, path: string, bringing: Bringing): void {
	if (running.get(path) === bringing) running.delete(path);
}

async function bring(
	app: App,
	path: string,
	{ object, unwanted }: { object: PacsObject; unwanted: AbortSignal }
): Promise<Result<null, PacsFailure>> {
	const kept = keptObjects(app);
	const target = imagePath(app, path);
	const there = await stat(target).catch(() => null);
	if (there) {
		await kept.used(path, there.size);
		return ok(null);
	}
	const { pacs } = app.config;
	if (!pacs) return err('pacs-not-set');
	const incoming = join(imagePath(app, pacsFolder), 'incoming');
	await mkdir(incoming, { recursive: true, mode: 0o700 });
	const own = join(incoming, randomUUID());
	let isMoved = false;
	try {
		const retrieved = await retrieveObject(pacs, object, { to: own, unwanted });
		if (!retrieved.ok) return retrieved;
		const checked = await check(own, object);
		if (!checked.ok) return checked;
		const { size } = await stat(own);
		await moveTo(target, own);
		isMoved = true;
		await kept.used(path, size);
		return ok(null);
	} finally {
		if (!isMoved) await rm(own, { force: true });
	}
}

/** The folder of a series is made with its first object. */
async function moveTo(target: string, from: string): Promise<void> {
	try {
		await rename(from, target);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
		await mkdir(dirname(target), { recursive: true, mode: 0o700 });
		await rename(from, target);
	}
}

/**
 * An object must be the one that was asked for, and in all that decides what may be shown of it what its header said when the study
 * was found: its path names these facts.
 */
async function check(file: string, object: PacsObject): Promise<Result<null, PacsFailure>> {
	const examined = await examineDicomFile(file);
	if (!examined.ok) return err('pacs-answer-unusable');
	const { description, image } = examined.value;
	const { studyInstanceUID: study, seriesInstanceUID: series, sopInstanceUID: instance } = description;
	if (study !== object.study || series !== object.series || instance !== object.instance) {
		return err('pacs-object-differs');
	}
	if (brokenReason(image)) return err('pacs-answer-unusable');
	return factsDigest(description).startsWith(object.facts) ? ok(null) : err('pacs-object-differs');
}
