import type { Actor } from '#lib/core/actor.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { insertCredential } from '#lib/features/credentials/records/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import { planImport, type FhirImportError } from './plan.server.ts';

export type FhirImported = { readonly taken: number; readonly unchanged: number; readonly refused: number };

/**
 * Takes in what is new in a bundle, all of it or nothing. What was recorded before stays as it is: the same bundle once more changes
 * nothing.
 */
export async function importFhir(
	app: App,
	actor: Actor,
	text: string
): Promise<Result<FhirImported, FhirImportError | 'own-credential'>> {
	return app.db.transaction(
		async (write): Promise<Result<FhirImported, FhirImportError | 'own-credential'>> => {
			// Two who import at once: the second one sees what the first one recorded.
			const lock = write.dialect.lockImport();
			if (lock) await write.run(lock);
			const plan = await planImport(write, text);
			if (!plan.ok) return plan;
			const { rows, problems, sha256 } = plan.value;
			const fresh = rows.filter(({ existingId }) => existingId === null);
			const ids = new Map<string, string>();
			const entries: AuditEntry[] = [];
			for (const { path, radiologistId, credential } of fresh) {
				const row = { ...named(credential, ids), radiologistId, source: 'fhir' as const };
				const inserted = await insertCredential(app, write, { actor, row });
				if (!inserted.ok && inserted.error === 'own-credential') return err(inserted.error);
				if (!inserted.ok) throw new Error(`a planned credential was refused: ${inserted.error}`);
				ids.set(path, inserted.value.id);
				entries.push(inserted.value.entry);
			}
			const counts = {
				taken: fresh.length,
				unchanged: rows.length - fresh.length,
				refused: problems.length
			};
			if (fresh.length > 0) {
				const facts = { kind: 'fhir', ...counts, sha256 };
				const at = app.clock.now();
				entries.push({ type: 'credential.imported', subjectId: app.ids(), facts, at, actor });
			}
			await recordAudit(write, ...entries);
			return ok(counts);
		}
	);
}

/** A check of a row that has only now got its id. */
function named(credential: Credential, ids: ReadonlyMap<string, string>): Credential {
	if (credential.kind !== 'verification') return credential;
	return {
		...credential,
		body: { ...credential.body, of: ids.get(credential.body.of) ?? credential.body.of }
	};
}
