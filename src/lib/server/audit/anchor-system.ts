import { err, ok, type Result } from '#lib/core/result.ts';
import type { JobError } from '#lib/server/jobs/job.ts';
import type { AuditSettings } from './settings.ts';

const PATIENCE_MS = 15_000;

/**
 * Hands a checkpoint to another system: `POST` of the signed text, with the id of this act so that it knows a second attempt again. Any
 * answer of 2xx says that it is kept.
 */
export async function postCheckpoint(
	{ url, token }: NonNullable<AuditSettings['anchorSystem']>,
	{ id, note }: { readonly id: string; readonly note: string }
): Promise<Result<null, JobError>> {
	try {
		const answer = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'text/plain; charset=utf-8',
				'idempotency-key': id,
				...(token === null ? {} : { authorization: `Bearer ${token}` })
			},
			body: note,
			// A checkpoint and a token go where the setting says, and nowhere else.
			redirect: 'error',
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		await answer.body?.cancel();
		if (answer.ok) return ok(null);
		// The setting may be mended while it is tried again; only what says that it never will be taken ends it.
		return err({ code: `system-answered-${answer.status}`, isPermanent: answer.status === 410 });
	} catch {
		return err({ code: 'system-unreachable', isPermanent: false });
	}
}
