import type { Actor } from '#lib/core/actor.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import { insertCredential, type RecordError } from './commands.server.ts';
import { findCredentialRow, findCredentialRows, standing, type CredentialRow } from './rows.server.ts';
import type { Settle, Settlement } from './schemas.ts';

/** Which decision a row waits for, or null. */
export function settlementOf({ kind, body }: Credential): Settlement | null {
	if (kind === 'exclusion') return body.isCleared ? null : 'clear';
	if (kind === 'board-order')
		return (body.imposes === 'restricted' || body.imposes === 'probation') && !body.restrictionReviewed
			? 'review'
			: null;
	if (kind !== 'licence') return null;
	const isRestricted = body.status === 'restricted' || body.status === 'probation';
	if (isRestricted && !body.restrictionReviewed) return 'review';
	const asksForGround = ['telemedicine', 'special-purpose', 'telehealth-registration', 'limited'];
	return asksForGround.includes(body.pathway) && !body.coversInterpretation ? 'covers' : null;
}

/** Reviews a restriction, records that a registration covers interpretation, or clears a match; checks at the source go along. */
export async function settleCredential(
	app: App,
	actor: Actor,
	{ id: radiologistId, row: rowId, what, words }: Settle
): Promise<Result<{ id: string }, RecordError | 'already-settled'>> {
	const old = await findCredentialRow(app.db.read, rowId);
	if (old?.radiologistId !== radiologistId) return err('credential-not-found');
	if (settlementOf(old) !== what) return err('already-settled');
	try {
		return await app.db.transaction(async (write): Promise<Result<{ id: string }, RecordError>> => {
			// A check that is being recorded of the row comes before this, and goes along, or after it.
			const lock = write.dialect.lockImport();
			if (lock) await write.run(lock);
			const checks = standing(
				await findCredentialRows(write, { radiologistIds: [radiologistId], kinds: ['verification'] })
			).filter((check) => check.kind === 'verification' && check.body.of === rowId);
			const record = (credential: Credential, supersedes: CredentialRow) =>
				insertCredential(app, write, {
					actor,
					row: {
						...credential,
						radiologistId,
						source: 'hand',
						supersedes: supersedes.id,
						words,
						documentId: supersedes.documentId
					}
				});
			const settled = await record(withSettlement(old, what, words), old);
			if (!settled.ok) return settled;
			const entries: AuditEntry[] = [settled.value.entry];
			for (const check of checks) {
				if (check.kind !== 'verification') continue;
				const moved = await record(
					{ kind: 'verification', body: { ...check.body, of: settled.value.id } },
					check
				);
				if (!moved.ok) return moved;
				entries.push(moved.value.entry);
			}
			for (const entry of entries) await recordAudit(write, entry);
			return ok({ id: settled.value.id });
		});
	} catch (error) {
		if (app.db.read.dialect.isUniqueViolation(error)) return err('already-corrected');
		throw error;
	}
}

function withSettlement({ kind, body }: CredentialRow, what: Settlement, citation: string): Credential {
	if (kind === 'licence')
		return {
			kind,
			body:
				what === 'review'
					? { ...body, restrictionReviewed: true }
					: { ...body, coversInterpretation: true, coversCitation: citation }
		};
	if (kind === 'board-order') return { kind, body: { ...body, restrictionReviewed: true } };
	if (kind === 'exclusion') return { kind, body: { ...body, isCleared: true } };
	throw new Error(`nothing is settled of a ${kind}`);
}
