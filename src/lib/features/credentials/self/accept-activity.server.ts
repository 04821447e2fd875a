import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { cmeProposalSchema } from '#lib/core/credentials/cme/proposal.ts';
import { cmeRecordSchema } from '#lib/core/credentials/cme/record.ts';
import type { FieldFaults } from '#lib/core/credentials/proposals.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { insertCmeActivity, type CmeError } from '#lib/features/credentials/cme/commands.server.ts';
import { keepResults } from '#lib/features/credentials/cme/results.server.ts';
import { cmeActivityForm } from '#lib/features/credentials/cme/schemas.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { faultCode } from '#lib/server/http/fault-code.ts';

export type AcceptActivityError = CmeError | 'cme-in-the-future' | { readonly fields: FieldFaults };

type Waiting = {
	readonly radiologistId: string;
	readonly about: string | null;
	readonly body: unknown;
	readonly documentId: string | null;
};

/** Makes an activity of what waits, as the fields of the desk say it, and works out anew how its sender stands. */
export async function insertAccepted(
	app: App,
	write: WriteHandle,
	given: {
		readonly actor: Actor;
		readonly proposal: Waiting;
		readonly fields: Readonly<Record<string, string>>;
	}
): Promise<Result<{ id: string; entry: AuditEntry }, AcceptActivityError>> {
	const { actor, proposal, fields } = given;
	const { radiologistId, about, documentId } = proposal;
	const { why } = cmeProposalSchema.parse(proposal.body);
	const parsed = cmeActivityForm.safeParse(
		{ ...fields, edit: about ?? '', words: why },
		{ reportInput: true }
	);
	if (!parsed.success) {
		const faults: Record<string, string> = {};
		for (const issue of parsed.error.issues) faults[issue.path.join('.') || 'form'] ??= faultCode(issue);
		return err({ fields: faults });
	}
	const { record, isSeen, onLookAlike } = parsed.data;
	const today = toZonedDay(app.clock.now(), await groupTimeZone(write));
	if (record.completedOn > today) return err('cme-in-the-future');
	const old = about === null ? null : await findBody(write, about);
	// Whoever accepts what came with a document has had it before them.
	const seen = isSeen || documentId !== null ? { verifiedBy: actor.name, verifiedOn: today } : {};
	const copy = old?.duplicateOf === undefined ? {} : { duplicateOf: old.duplicateOf };
	const inserted = await insertCmeActivity(app, write, {
		actor,
		activity: {
			radiologistId,
			body: { ...record, ...seen, ...copy },
			source: 'self',
			documentId: documentId ?? old?.documentId ?? null,
			supersedes: about,
			words: why,
			onLookAlike
		}
	});
	if (!inserted.ok) return inserted;
	await keepResults(app, write, [radiologistId]);
	return ok(inserted.value);
}

/** What a correction takes over from the activity that it corrects. */
async function findBody(
	write: WriteHandle,
	id: string
): Promise<{ duplicateOf?: string; documentId: string | null } | null> {
	const { cmeActivities: t } = write.tables;
	const [row] = await write.select({ body: t.body, documentId: t.documentId }).from(t).where(eq(t.id, id));
	if (!row) return null;
	const { duplicateOf } = cmeRecordSchema.parse(row.body);
	return { documentId: row.documentId, ...(duplicateOf === undefined ? {} : { duplicateOf }) };
}
