import type { Instant } from '#lib/core/instant.ts';
import type { CredentialRecords } from './gate/records.ts';
import type { Credential, CredentialBody, CredentialKind } from './kinds.ts';

/** A credential as it was recorded: a row that is never changed. */
export type RecordedCredential = Credential & {
	readonly id: string;
	readonly recordedAt: Instant;
	/** The row that it corrects. */
	readonly supersedes: string | null;
	/** It only takes back the row that it supersedes. */
	readonly isVoid: boolean;
};

type Recorded<K extends CredentialKind> = RecordedCredential & { kind: K; body: CredentialBody<K> };

/** Rows of one person as the gate takes them: all of them, also superseded ones, which it leaves out by what was known when. */
export function toRecords(rows: readonly RecordedCredential[]): CredentialRecords {
	const of = <K extends CredentialKind>(kind: K) =>
		rows
			.filter((row): row is Recorded<K> => row.kind === kind)
			.map(({ id, recordedAt, supersedes, isVoid, body }) => ({
				id,
				recordedAt,
				isVoid,
				...(supersedes === null ? {} : { supersedes }),
				body
			}));
	const flat = <K extends CredentialKind>(kind: K) =>
		of(kind).map(({ body, ...row }) => ({ ...body, ...row }));
	return {
		licences: flat('licence'),
		boardOrders: flat('board-order'),
		verifications: flat('verification'),
		privileges: flat('privilege'),
		mqsa: flat('mqsa'),
		exclusions: flat('exclusion'),
		malpractice: flat('malpractice'),
		workLocations: flat('work-location')
	};
}
