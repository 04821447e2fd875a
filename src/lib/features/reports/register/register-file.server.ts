import type { Actor } from '#lib/core/actor.ts';
import { csvLine } from '#lib/core/csv/write-csv.ts';
import { toIso } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { RegisterFilter } from './filter.ts';

const ROWS_AT_ONCE = 1000;

const titles = [
	'export_id',
	'made_at',
	'kind',
	'format',
	'period_from',
	'period_through',
	'n',
	'sha256',
	'purpose',
	'recipient',
	'made_by',
	'copies',
	'standing',
	'expires_at',
	'revoked_at'
];

/** The register as the actor sees it, as CSV with a byte order mark: machine names, instants in ISO 8601 UTC. */
export async function registerFile(app: App, actor: Actor, filter: RegisterFilter): Promise<string> {
	let csv = `\ufeff${csvLine(titles)}`;
	let n = 0;
	for (let before: string | null = null, isLast = false; !isLast;) {
		const page: Awaited<ReturnType<typeof exportRegister>> = await exportRegister(app, actor, {
			before,
			filter,
			most: ROWS_AT_ONCE
		});
		for (const row of page.rows) {
			const { fromOn, throughOn } = periodDays({ from: row.periodFrom, to: row.periodTo });
			csv += csvLine([
				row.id,
				toIso(row.createdAt),
				row.kind,
				row.format,
				fromOn,
				throughOn,
				row.n,
				row.sha256,
				row.purpose,
				row.recipient,
				row.createdBy,
				row.copies,
				row.standing,
				row.expiresAt === null ? null : toIso(row.expiresAt),
				row.revokedAt === null ? null : toIso(row.revokedAt)
			]);
		}
		n += page.rows.length;
		before = page.next;
		isLast = page.next === null;
	}
	const at = app.clock.now();
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'export-register.taken', subjectId: actor.id, facts: { n }, at, actor })
	);
	return csv;
}
