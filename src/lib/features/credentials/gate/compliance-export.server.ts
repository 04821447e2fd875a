import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { complianceCsv } from './compliance-csv.ts';
import type { ComplianceFilter } from './compliance-filter.ts';
import { complianceFile } from './compliance.server.ts';

/** The reads of a filter as CSV; that it was taken away is written down with its hash. */
export async function exportCompliance(app: App, actor: Actor, filter: ComplianceFilter): Promise<string> {
	const { rows, hasMore } = await complianceFile(app, actor, filter);
	const csv = complianceCsv(rows) + (hasMore ? `"${messages.gate.csvCut(rows.length)}"\r\n` : '');
	const sha256 = createHash('sha256').update(csv).digest('hex');
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'credential.exported',
			subjectId: actor.id,
			facts: { form: 'compliance-csv', sha256 },
			at: app.clock.now(),
			actor
		})
	);
	return csv;
}
