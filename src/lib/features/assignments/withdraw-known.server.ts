import { and, asc, eq } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';

const AT_ONCE = 200;

/**
 * Takes known cases that were given back or ran out from circulation. Another reviewer would get them beyond the policy's share, and
 * with the dates of somebody else's cases; theirs come by `features/calibration`. Whoever gave one back sees what they see of any
 * other case. Returns how many.
 */
export async function withdrawKnown(app: App): Promise<number> {
	const { cases } = app.db.read.tables;
	const isBack = and(eq(cases.state, 'drawn'), eq(cases.detectionMode, 'calibration'));
	const back = await app.db.read
		.select({ id: cases.id })
		.from(cases)
		.where(isBack)
		.orderBy(asc(cases.id))
		.limit(AT_ONCE);
	if (back.length === 0) return 0;
	const now = app.clock.now();
	let withdrawn = 0;
	for (const { id } of back) {
		withdrawn += await app.db.transaction(async (write) => {
			const gone = await write
				.update(cases)
				.set({ state: 'withdrawn' })
				.where(and(isBack, eq(cases.id, id)))
				.returning({ id: cases.id });
			await recordAudit(
				write,
				...gone.map((one): AuditEntry => ({
					type: 'case.withdrawn',
					subjectId: one.id,
					facts: { reason: 'known-case-returned' },
					at: now,
					actor: null
				}))
			);
			return gone.length;
		});
	}
	return withdrawn;
}
