import { commitment } from '#lib/core/sampling/hmac.ts';
import type { Actor } from '#lib/core/actor.ts';
import { makePeriod } from '#lib/core/period.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { CommitDraw } from './schemas.ts';

const SEED_BYTES = 32;

/**
 * Opens a draw: makes its seed, publishes the commitment to it, and seals the seed. Whoever knew the seed could foresee
 * which reads will be reviewed, so nobody is shown it before the reveal.
 */
export async function commitDraw(
	app: App,
	actor: Actor,
	input: CommitDraw
): Promise<Result<{ id: string }, 'period-invalid'>> {
	const period = makePeriod(input.from, input.through);
	if (!period) return err('period-invalid');
	const id = app.ids();
	const seedHex = Buffer.from(app.random(SEED_BYTES)).toString('hex');
	const committedAt = app.clock.now();
	await app.db.transaction(async (write) => {
		const policy = await currentPolicy(write, 'sampling');
		const hash = commitment(seedHex, id);
		await write.insert(write.tables.draws).values({
			id,
			label: input.label,
			periodFrom: period.from,
			periodTo: period.to,
			policyId: policy.id,
			commitment: hash,
			committedAt,
			sealedSeed: app.secrets.seal(`draw/${id}`, seedHex),
			createdBy: actor.id
		});
		await recordAudit(write, {
			type: 'draw.committed',
			subjectId: id,
			facts: { commitment: hash, policyVersion: policy.version },
			at: committedAt,
			actor
		});
	});
	return ok({ id });
}
