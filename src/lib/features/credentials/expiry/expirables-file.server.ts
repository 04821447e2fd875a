import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { expirablesCsv } from './expirables-file.ts';
import { expirablesView } from './expirables-view.server.ts';
import type { ExpirableFilter } from './filter.ts';

/** The whole list of a filter as CSV; that it was taken, and by whom, is in the audit log with the hash of the file. */
export async function expirablesFile(app: App, actor: Actor, filter: ExpirableFilter): Promise<string> {
	const { lines } = await expirablesView(app, filter, { after: null, size: null });
	const csv = expirablesCsv(lines);
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'credential.exported',
			subjectId: actor.id,
			facts: { form: 'expirables-csv', sha256: createHash('sha256').update(csv).digest('hex') },
			at: app.clock.now(),
			actor
		})
	);
	return csv;
}
