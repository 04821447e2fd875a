import { and, asc, eq } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { moveCase } from './move-case.server.ts';

const AT_ONCE = 200;

/**
 * Takes known cases that were given back or ran out from circulation. Another reviewer would get them beyond the policy's share, and
 * with the dates of somebody else's cases; theirs come by `features/calibration`. Whoever gave one back sees what they see of any
 * other case. Returns how many.
 */
export async function withdrawKnown(app: App): Promise<number> {
	const { cases } = app.db.read.tables;
	const back = await app.db.read
		.select({ id: cases.id })
		.from(cases)
		.where(and(eq(cases.state, 'drawn'), eq(cases.detectionMode, 'calibration')))
		.orderBy(asc(cases.id))
		.limit(AT_ONCE);
	if (back.length === 0) return 0;
	const now = app.clock.now();
	let withdrawn = 0;
	for (const { id } of back) {
		const isWithdrawn = await app.db.transaction(async (write) => {
			const moved = await moveCase(write, id, ['withdraw']);
			if (!moved.ok) return false;
			await recordAudit(write, {
				type: 'case.withdrawn',
				subjectId: id,
				facts: { reason: 'known-case-returned' },
				at: now,
				actor: null
			});
			return true;
		});
		if (isWithdrawn) withdrawn += 1;
	}
	return withdrawn;
}
