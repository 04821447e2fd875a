import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, fromUtcDay, type Instant } from '#lib/core/instant.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { keepExport } from '#lib/server/files/kept-exports.ts';
import { makeExtract, type ExtractError } from './extract.server.ts';
import type { ExtractForm } from './schemas.ts';

/**
 * Makes an extract, keeps its bytes and enters it in the register of exports with purpose, recipient and SHA-256: whoever took it alone may
 * take it again. The bytes are on disk before the register names them.
 */
export async function takeExtract(
	app: App,
	actor: Actor,
	{ from, through, subject, purpose, recipient }: ExtractForm
): Promise<Result<{ readonly id: string; readonly n: number }, ExtractError>> {
	const day = (text: string, plus: number): Instant | null => {
		const at = fromUtcDay(text);
		return at === null ? null : at + plus;
	};
	const asked = { from: day(from, 0), to: day(through, DAY_MS), subjectId: subject || null };
	const made = await makeExtract(app, actor, { ...asked, purpose, recipient });
	if (!made.ok) return made;
	const { entries, filter } = made.value;
	const bytes = Buffer.from(JSON.stringify(made.value), 'utf8');
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const id = app.ids();
	await keepExport(app, id, bytes);
	const createdAt = app.clock.now();
	const n = entries.length;
	await app.db.transaction(async (write) => {
		await write.insert(write.tables.exports).values({
			...{ id, kind: 'audit-extract', format: 'json', policyVersions: '{}', frameHashes: [] },
			periodFrom: filter.from === null ? (entries[0]?.at ?? createdAt) : Date.parse(filter.from),
			periodTo: filter.to === null ? createdAt : Date.parse(filter.to),
			scope: { subjectId: filter.subjectId },
			...{ n, sizeBytes: bytes.length, sha256, purpose, recipient, createdBy: actor.id, createdAt }
		});
		await recordAudit(write, {
			type: 'audit.extracted',
			subjectId: id,
			facts: { n, sha256 },
			at: createdAt,
			actor
		});
	});
	return ok({ id, n });
}
