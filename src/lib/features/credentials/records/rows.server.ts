import { and, asc, eq, inArray } from 'drizzle-orm';
import { credentialKinds, type Credential, type CredentialKind } from '#lib/core/credentials/kinds.ts';
import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** A credential as it was recorded, with who recorded it and the document that shows it. */
export type CredentialRow = RecordedCredential & {
	readonly radiologistId: string;
	readonly words: string;
	readonly documentId: string | null;
	readonly source: string;
	readonly recordedBy: string | null;
};

/** A stored body with its kind. Throws where it is not one of the product's, which no command writes. */
export function toCredential(kind: string, body: unknown): Credential {
	if (!Object.hasOwn(credentialKinds, kind)) throw new Error(`a credential has the unknown kind ${kind}`);
	const name = kind as CredentialKind; // checked on the line above
	return { kind: name, body: credentialKinds[name].parse(body) } as Credential; // the body is of that very kind
}

/**
 * Every row of some people, superseded ones too, in the order in which they were recorded; `core/credentials/recorded.ts` makes the gate's
 * records of them.
 * @param given.kinds without it all of them
 */
export async function findCredentialRows(
	read: ReadHandle,
	given: { readonly radiologistIds?: readonly string[]; readonly kinds?: readonly CredentialKind[] }
): Promise<CredentialRow[]> {
	const { credentialRows: t } = read.tables;
	const rows = await read
		.select({
			id: t.id,
			radiologistId: t.radiologistId,
			kind: t.kind,
			body: t.body,
			supersedes: t.supersedes,
			isVoid: t.isVoid,
			words: t.words,
			documentId: t.documentId,
			source: t.source,
			recordedAt: t.recordedAt,
			recordedBy: t.recordedBy
		})
		.from(t)
		.where(
			and(
				given.radiologistIds && inArray(t.radiologistId, [...given.radiologistIds]),
				given.kinds && inArray(t.kind, [...given.kinds])
			)
		)
		.orderBy(asc(t.recordedAt), asc(t.id));
	return rows.map(({ kind, body, ...row }) => ({ ...row, ...toCredential(kind, body) }));
}

/** The rows that stand: neither superseded by another nor taking one back. */
export function standing<T extends Pick<RecordedCredential, 'id' | 'supersedes' | 'isVoid'>>(
	rows: readonly T[]
): T[] {
	const superseded = new Set(rows.map(({ supersedes }) => supersedes));
	return rows.filter(({ id, isVoid }) => !isVoid && !superseded.has(id));
}

/** One row with its kind and body, or null. */
export async function findCredentialRow(read: ReadHandle, id: string): Promise<CredentialRow | null> {
	const { credentialRows: t } = read.tables;
	const [row] = await read.select().from(t).where(eq(t.id, id));
	if (!row) return null;
	const { kind, body, place: _place, fromOn: _from, toOn: _to, ...rest } = row;
	return { ...rest, ...toCredential(kind, body) };
}
