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
import { keptObjects } from './kept-objects.server.ts';
import { factsDigest } from './object-facts.server.ts';
import { pacsFolder, pacsObject, type PacsObject } from './object-path.ts';

const underWay = new WeakMap<App, Map<string, Promise<Result<null, PacsFailure>>>>();

/**
 * Sees to it that the file of an object is there: one of the embedded store always is, one of the PACS is fetched, once for all who
 * ask meanwhile, and kept for a while. Throws a `PacsError` where the PACS does not give it.
 */
export async function bringObject(app: App, path: string): Promise<void> {
	const object = pacsObject(path);
	if (!object) return;
	let running = underWay.get(app);
	if (!running) underWay.set(app, (running = new Map()));
	let brought = running.get(path);
	if (!brought) {
		brought = bring(app, path, object).finally(() => running.delete(path));
		running.set(path, brought);
	}
	const outcome = await brought;
	if (!outcome.ok) throw new PacsError(outcome.error);
}

async function bring(app: App, path: string, object: PacsObject): Promise<Result<null, PacsFailure>> {
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
	try {
		const retrieved = await retrieveObject(pacs, object, own);
		if (!retrieved.ok) return retrieved;
		const checked = await check(own, object);
		if (!checked.ok) return checked;
		const { size } = await stat(own);
		await mkdir(dirname(target), { recursive: true, mode: 0o700 });
		await rename(own, target);
		await kept.used(path, size);
		return ok(null);
	} finally {
		await rm(own, { force: true });
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
