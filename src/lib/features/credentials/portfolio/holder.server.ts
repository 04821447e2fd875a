import { desc, eq } from 'drizzle-orm';
import type { CredentialBody, CredentialKind } from '#lib/core/credentials/kinds.ts';
import type { CmePerson } from '#lib/core/credentials/cme/condition.ts';
import type { CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import {
	findCredentialRows,
	standing,
	type CredentialRow
} from '#lib/features/credentials/records/rows.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** A radiologist as documents name them. */
export type Holder = {
	readonly id: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly npi: string | null;
	readonly degree: string | null;
};

/** A radiologist by id, or null. */
export async function findHolder(read: ReadHandle, id: string): Promise<Holder | null> {
	const { radiologists: t } = read.tables;
	const [row] = await read
		.select({
			id: t.id,
			familyName: t.familyName,
			givenName: t.givenName,
			npi: t.npi,
			degree: t.degree
		})
		.from(t)
		.where(eq(t.id, id));
	return row ?? null;
}

/** `Jane Doe, MD`. */
export function fullName({ givenName, familyName, degree }: Holder): string {
	return `${givenName} ${familyName}${degree === null ? '' : `, ${degree}`}`;
}

export type RowOf<K extends CredentialKind> = CredentialRow & { kind: K; body: CredentialBody<K> };

/** Rows of one kind. */
export function ofKind<K extends CredentialKind>(rows: readonly CredentialRow[], kind: K): RowOf<K>[] {
	return rows.filter((row): row is RowOf<K> => row.kind === kind);
}

/** All that stands of somebody's credentials, checks at the source among them. */
export async function standingRows(read: ReadHandle, radiologistId: string): Promise<CredentialRow[]> {
	return standing(await findCredentialRows(read, { radiologistIds: [radiologistId] }));
}

/** The newest check at the source of each row. */
export function lastChecks(rows: readonly CredentialRow[]): ReadonlyMap<string, RowOf<'verification'>> {
	const last = new Map<string, RowOf<'verification'>>();
	for (const row of ofKind(rows, 'verification')) {
		const known = last.get(row.body.of);
		if (!known || known.body.verifiedOn <= row.body.verifiedOn) last.set(row.body.of, row);
	}
	return last;
}

/** Facts of the person that hold for every authority. */
export function personOf(rows: readonly CredentialRow[]): CmePerson {
	return Object.fromEntries(
		ofKind(rows, 'person-fact').flatMap(({ body }) =>
			body.authority === undefined ? [[body.fact, body.value]] : []
		)
	);
}

export type CmeResultRow = {
	readonly rule: string;
	readonly ruleVersion: string;
	readonly asOf: string;
	readonly result: string;
	/** Whether somebody has checked the rule at its source. */
	readonly verified: boolean;
	/** What is missing, by `total`, `category1` and so on. */
	readonly shortBy: CmeStanding['shortBy'];
	/** Facts that meet it without credits, and facts that would have to be known to tell. */
	readonly by: readonly string[];
	readonly missing: readonly string[];
};

/** The newest result of somebody with each rule of continuing education; what does not apply is left out. */
export async function lastCmeResults(read: ReadHandle, radiologistId: string): Promise<CmeResultRow[]> {
	const { cmeResults: t } = read.tables;
	const rows = await read
		.select({ rule: t.rule, ruleVersion: t.ruleVersion, asOf: t.asOf, result: t.result, body: t.body })
		.from(t)
		.where(eq(t.radiologistId, radiologistId))
		.orderBy(t.rule, desc(t.ordinal));
	return rows
		.filter((row, at) => row.rule !== rows[at - 1]?.rule && row.result !== 'not-applicable')
		.map(({ body, ...row }) => {
			const { rule, shortBy, by, missing } = body as CmeStanding; // only standings are kept there
			return { ...row, verified: rule.verified, shortBy, by, missing };
		});
}
