import { settlePixelHolds } from '#lib/features/imaging/pixel-holds.server.ts';
import {
	storeInstance,
	type PreparedInstance,
	type StoreOutcome
} from '#lib/features/imaging/store-instances.server.ts';
import { linkReadsToStudies } from '#lib/features/reads/link-images.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { tellOfPixelHolds } from './tell-of-pixel-holds.server.ts';

/**
 * Names prepared instances in the database, links reads to their studies, and settles which images wait for a check of their pixels.
 * What the audit log must say comes last; `alsoSay` adds to it. Gives what became of each instance.
 */
export async function nameInstances(
	app: App,
	write: WriteHandle,
	instances: readonly PreparedInstance[],
	alsoSay: (stored: number) => readonly AuditEntry[] | Promise<readonly AuditEntry[]> = () => []
): Promise<StoreOutcome[]> {
	const lock = write.dialect.lockImport();
	if (lock) await write.run(lock);
	const outcomes: StoreOutcome[] = [];
	const studies = new Set<string>();
	for (const instance of instances) {
		const outcome = await storeInstance(app, write, instance);
		if (outcome === 'stored') studies.add(instance.studyUid);
		outcomes.push(outcome);
	}
	await linkReadsToStudies(write, [...studies]);
	const stored = instances.filter((_, at) => outcomes[at] === 'stored');
	const { waiting, entries } = await settlePixelHolds(app, write, stored);
	await tellOfPixelHolds(app, write, waiting);
	await recordAudit(write, ...entries, ...(await alsoSay(stored.length)));
	return outcomes;
}
