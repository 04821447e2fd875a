import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFromPacs } from '#lib/features/ingest/take-from-pacs.server.ts';
import { startPortal, type Portal } from '../e2e/portal.ts';
import { publishInitialPolicies, testPassword, withoutLayouts } from '../support/builders.ts';
import { writeLongCt, type LongCtSyntax } from '../support/long-ct.ts';
import { giveImages, layStudy, newReviewer } from '../support/review-desk.ts';
import { markers } from '../support/study-files.ts';
import { signInAs } from './sign-in.ts';
import { storeFiles } from './store-files.ts';

export type LongCtPortal = {
	portal: Portal;
	/** Of a reviewer with some cases, each the same CT under other names. */
	cookie: { name: string; value: string; url: string };
	assignmentIds: string[];
	stop: () => Promise<void>;
};

/** A read has one case of each, and its first already. */
const modes = ['complaint', 'second-opinion', 'self-nominated'] as const;

/**
 * The built server over a data folder of its own, with one CT of so many slices, in one cell unless it is to hang as a group has it.
 * `storeUrl` is given the same files; with `isArchived` they lie there alone, and the server stands before that archive.
 */
export async function startLongCtPortal(
	slices: number,
	{
		syntax = 'native',
		storeUrl,
		isArchived = false,
		hasLayouts = false
	}: { syntax?: LongCtSyntax; storeUrl?: string; isArchived?: boolean; hasLayouts?: boolean } = {}
): Promise<LongCtPortal> {
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
	const archive = isArchived ? storeUrl?.replace(/\/studies$/, '') : undefined;
	const { portal, stop } = await startPortal(dataFolder, archive ? { PACS_URL: archive } : {});
	const { app } = portal;
	await publishInitialPolicies(app);
	if (!hasLayouts) await withoutLayouts(app);
	await layStudy(portal, async (folder) => {
		mkdirSync(folder, { recursive: true });
		const written = archive ? join(dataFolder, 'apart') : folder;
		await writeLongCt(written, slices, syntax);
		if (storeUrl) await storeFiles(storeUrl, written);
	});
	if (archive) {
		const taken = await takeFromPacs(app, markers.studyUid);
		if (!taken.ok) throw new Error(`the archive did not give the study: ${taken.error}`);
	}
	const { reads } = app.db.read.tables;
	const [read] = await app.db.read.select({ id: reads.id }).from(reads);
	if (!read) throw new Error('the import made no read');
	const reviewer = await newReviewer(portal);
	const cases: { assignmentId: string }[] = [];
	for (const mode of modes)
		cases.push(await giveImages(portal, { readId: read.id }, { reviewer, mode, level: 'L2' }));
	const [name = '', value = ''] = (await signInAs(portal, reviewer.email, testPassword)).split('=');
	return {
		portal,
		cookie: { name, value, url: portal.origin },
		assignmentIds: cases.map(({ assignmentId }) => assignmentId),
		stop: async () => {
			await stop();
			rmSync(dataFolder, { recursive: true, force: true });
		}
	};
}
