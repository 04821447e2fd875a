import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { WrittenFile } from '#lib/features/reports/runs/write-file.server.ts';

/** What somebody takes an export for, and until when. */
export type ExportPurpose = {
	readonly purpose: string;
	readonly recipient: string;
	readonly expiresAt: Instant | null;
};

/** Enters a file that is on the disk in the register, in the transaction of what it ends. Call it last. */
export async function enterExport(
	write: WriteHandle,
	file: WrittenFile,
	given: ExportPurpose & {
		readonly actor: Pick<Actor, 'id'>;
		readonly now: Instant;
		/** Who may take it besides the actor. */
		readonly readers?: readonly string[];
	}
): Promise<void> {
	const { exportId: id, kind, format, n, sha256, period } = file;
	const { actor, now, purpose, recipient, expiresAt, readers = [] } = given;
	await write.insert(write.tables.exports).values({
		id,
		kind,
		format,
		periodFrom: period.from,
		periodTo: period.to,
		scope: { facilityIds: file.facilityIds },
		policyVersions: JSON.stringify(file.policyVersions),
		frameHashes: file.frameHashes,
		n,
		sizeBytes: file.sizeBytes,
		sha256,
		modelSha256: file.modelSha256,
		aboutId: file.aboutId,
		purpose,
		recipient,
		expiresAt,
		createdBy: actor.id,
		createdAt: now
	});
	for (const userId of readers)
		await write.insert(write.tables.exportReaders).values({ exportId: id, userId });
	const facts = { kind, format, sha256, n };
	await recordAudit(write, { type: 'report.exported', subjectId: id, facts, at: now, actor });
}
