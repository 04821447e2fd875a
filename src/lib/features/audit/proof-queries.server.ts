import { asc, desc, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { AuditVerdict } from '#lib/core/audit/verdict.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const SHOWN = 25;

/** Where checkpoints are kept and how it went; the newest 25. Whoever has reads of their own is told no number and no hash (`auditPage`). */
export async function proofView(app: App, { radiologistId }: Pick<Actor, 'radiologistId'>) {
	const { read } = app.db;
	const isPart = radiologistId !== null;
	const { audit, mail } = app.config;
	return {
		checkpoints: await shownCheckpoints(read, isPart),
		verification: await lastVerification(read, isPart),
		places: {
			folder: true,
			mail: mail ? audit.anchorMail.length : 0,
			system: audit.anchorSystem ? new URL(audit.anchorSystem.url).host : null
		},
		isPart
	};
}

export type ProofView = Awaited<ReturnType<typeof proofView>>;

async function shownCheckpoints(read: ReadHandle, isPart: boolean) {
	const { auditAnchors, auditCheckpoints } = read.tables;
	const checkpoints = await read
		.select()
		.from(auditCheckpoints)
		.orderBy(desc(auditCheckpoints.treeSize))
		.limit(SHOWN);
	const ids = checkpoints.map(({ id }) => id);
	const anchors = await read
		.select()
		.from(auditAnchors)
		.where(inArray(auditAnchors.checkpointId, ids))
		.orderBy(asc(auditAnchors.kind), asc(auditAnchors.target));
	return checkpoints.map(({ id, at, treeSize, rootHash, keyId }) => ({
		id,
		at,
		keyId,
		treeSize: isPart ? null : treeSize,
		rootHash: isPart ? null : rootHash,
		anchors: anchors
			.filter(({ checkpointId }) => checkpointId === id)
			.map(({ kind, status, keptAt, lastError }) => ({ kind, status, keptAt, lastError }))
	}));
}

async function lastVerification(read: ReadHandle, isPart: boolean) {
	const { auditVerifications } = read.tables;
	const [last] = await read
		.select()
		.from(auditVerifications)
		.orderBy(desc(auditVerifications.createdAt), desc(auditVerifications.id))
		.limit(1);
	if (!last) return null;
	const { id, status, done, total, createdAt, endedAt } = last;
	const verdict = last.verdict as AuditVerdict | null; // as the job writes it
	return {
		...{ id, status, createdAt, endedAt },
		isIntact: verdict && verdict.findings.length === 0,
		percent: total === 0 ? 0 : Math.floor((100 * Math.min(done, total)) / total),
		verdict: isPart ? null : verdict
	};
}
