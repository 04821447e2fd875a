import { error } from '@sveltejs/kit';
import type { Actor } from '#lib/core/actor.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { isProposalKind, type ProposalKind } from '#lib/core/credentials/proposals.ts';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';
import { findCredentialRow } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';

/** Jurisdictions that a licence can be of: those of the rule pack and the federal systems. */
export const jurisdictionChoices: readonly string[] = [
	...Object.keys(licensureUs.jurisdictions).sort(),
	...Object.keys(licensureUs.federal).sort()
];

export type SendPage = {
	readonly kind: ProposalKind | null;
	readonly renewed: {
		readonly id: string;
		readonly credential: Credential;
		readonly toOn: string | null;
	} | null;
	readonly jurisdictions: readonly string[];
};

/** What the page needs on which something is sent in: what it is, and the own term that it renews. */
export async function sendPage(
	app: App,
	actor: Actor,
	asked: { readonly kind: string | null; readonly about: string | null }
): Promise<SendPage> {
	const kind = asked.kind !== null && isProposalKind(asked.kind) ? asked.kind : null;
	const row = asked.about === null ? null : await findCredentialRow(app.db.read, asked.about);
	const isOwn = row !== null && row.radiologistId === actor.radiologistId && row.kind === kind;
	if (asked.about !== null && !isOwn) error(404, 'credential-not-found');
	const renewed = row
		? {
				id: row.id,
				credential: { kind: row.kind, body: row.body } as Credential, // one row has both
				toOn: spanOf(row).toOn
			}
		: null;
	return { kind, renewed, jurisdictions: jurisdictionChoices };
}
