import type { Actor } from '#lib/core/actor.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { PackRequest } from './pack-request.ts';
import { writePack, type PackError } from './write-pack.server.ts';

/** Makes the survey pack that is asked for and enters it in the register. Its bytes are on disk before the register names them. */
export async function exportPack(
	app: App,
	actor: Actor,
	request: PackRequest
): Promise<Result<{ id: string }, PackError>> {
	const id = app.ids();
	const written = await writePack(app, actor, { request, exportId: id });
	if (!written.ok) return written;
	const { kind, format, period, facilityIds, policyVersions, frameHashes, n, sizeBytes, sha256 } =
		written.value;
	const createdAt = app.clock.now();
	await app.db.transaction(async (write) => {
		await write.insert(write.tables.exports).values({
			...{ id, kind, format, frameHashes, n, sizeBytes, sha256, createdAt },
			periodFrom: period.from,
			periodTo: period.to,
			scope: { facilityIds },
			policyVersions: JSON.stringify(policyVersions),
			purpose: request.purpose,
			recipient: request.recipient,
			createdBy: actor.id
		});
		await recordAudit(write, {
			type: 'report.exported',
			subjectId: id,
			facts: { kind, format, sha256, n },
			at: createdAt,
			actor
		});
	});
	return ok({ id });
}
