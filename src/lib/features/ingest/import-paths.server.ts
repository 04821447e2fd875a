import type { Actor } from '#lib/core/actor.ts';
import { removeAbandonedFiles } from '#lib/features/imaging/keep-file.server.ts';
import type { App } from '#lib/server/app.ts';
import { closeBatch, openBatch, type BatchOrigin } from './batches.server.ts';
import { makeImporter } from './importer.server.ts';
import type { TallyOptions } from './tally.server.ts';
import type { ImportSummary } from './types.ts';
import { walkFiles } from './walk-files.server.ts';

/**
 * Imports files and folders in any mix: DICOM, HL7 v2 and CSV, told by their content. What is not taken is named in the
 * summary and kept under the batch. Importing the same again changes nothing but that it adds a batch.
 */
export async function importPaths(
	app: App,
	actor: Actor | null,
	paths: readonly string[],
	{ origin = 'command', ...options }: { origin?: BatchOrigin } & TallyOptions = {}
): Promise<ImportSummary> {
	await removeAbandonedFiles(app);
	const batchId = await openBatch(app, { actor, origin });
	const importer = makeImporter(app, { batchId, actor, ...options });
	for await (const file of walkFiles(paths)) await importer.add(file);
	const summary = await importer.finish();
	await closeBatch(app, { id: batchId, actor });
	return summary;
}
