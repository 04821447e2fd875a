import { enteredKinds } from '#lib/core/credentials/entry/fields.ts';
import { typedOf, type Typed } from '#lib/core/credentials/entry/parse.ts';
import type { CredentialKind } from '#lib/core/credentials/kinds.ts';
import { packOf } from '#lib/core/credentials/policy.ts';
import {
	suggestGraceUntil,
	suggestNextExpiry,
	type SuggestedDay
} from '#lib/core/credentials/licensure/renewal.ts';
import type { LicenceStatus } from '#lib/core/credentials/licence-status.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { radiologistNames } from './names.server.ts';
import { givenFirst } from './names.ts';
import { facilityNames } from './person.server.ts';
import { findCredentialRow, findCredentialRows, standing, type CredentialRow } from './rows.server.ts';

/** What a form of a credential begins with. */
export type EntryForm = {
	readonly person: { readonly id: string; readonly name: string };
	readonly kind: CredentialKind;
	readonly mode: 'add' | 'renew' | 'correct' | 'verify';
	/** The row that it renews, corrects or checks. */
	readonly about: CredentialRow | null;
	readonly typed: Typed;
	readonly facilities: Readonly<Record<string, string>>;
	readonly statusWords: Readonly<Record<string, LicenceStatus>>;
	/** Days that the rules suggest for a renewal: shown, never filled in. */
	readonly suggested: {
		readonly expiresOn: SuggestedDay | null;
		readonly graceUntil: SuggestedDay | null;
	} | null;
};

/** What a renewal does not take over: each term has days of its own. */
const ownOfTerm = [
	'issuedOn',
	'expiresOn',
	'graceUntil',
	'from',
	'to',
	'effectiveOn',
	'reverifyOn',
	'proxyFrom',
	'proxyTo',
	'proxyThereUntil'
];

/** The form that an address asks for; null where it asks for what is not there. */
export async function openEntryForm(
	app: Pick<App, 'db'>,
	{ id, query }: { id: string; query: URLSearchParams }
): Promise<EntryForm | null> {
	const { read } = app.db;
	const person = await findPersonName(app, id);
	if (!person) return null;
	const asked = askedMode(query);
	const about = asked.rowId === null ? null : await findCredentialRow(read, asked.rowId);
	if (asked.rowId !== null && (about?.radiologistId !== id || about.isVoid)) return null;
	const kind = asked.mode === 'verify' ? 'verification' : (about?.kind ?? asked.kind);
	if (!kind) return null;
	const { body } = await currentPolicy(read, 'credentials');
	const typed = about ? (asked.mode === 'verify' ? {} : typedOf(about)) : askedFact(kind, query);
	const kept =
		asked.mode === 'renew'
			? Object.fromEntries(Object.entries(typed).filter(([name]) => !ownOfTerm.includes(name)))
			: typed;
	return {
		person,
		kind,
		mode: asked.mode,
		about,
		typed: kept,
		facilities: await facilityNames(read),
		statusWords: body.statusWords,
		suggested: about && asked.mode === 'renew' ? await suggestedDays(app, about, packOf(body)) : null
	};
}

/** What an address says of a fact that is to be entered: which, and for which authority. */
function askedFact(kind: CredentialKind, query: URLSearchParams): Typed {
	if (kind !== 'person-fact') return {};
	return { fact: query.get('fact') ?? '', authority: query.get('authority') ?? '' };
}

function askedMode(query: URLSearchParams): {
	mode: EntryForm['mode'];
	rowId: string | null;
	kind: CredentialKind | null;
} {
	const rowOf = (name: string): string | null => query.get(name)?.trim() || null;
	const [renews, corrects, of] = [rowOf('renews'), rowOf('corrects'), rowOf('of')];
	if (renews) return { mode: 'renew', rowId: renews, kind: null };
	if (corrects) return { mode: 'correct', rowId: corrects, kind: null };
	if (of) return { mode: 'verify', rowId: of, kind: null };
	return { mode: 'add', rowId: null, kind: enteredKinds.find((kind) => kind === query.get('kind')) ?? null };
}

async function findPersonName(
	{ db }: Pick<App, 'db'>,
	id: string
): Promise<{ id: string; name: string } | null> {
	const name = (await radiologistNames(db.read, givenFirst)).get(id);
	return name === undefined ? null : { id, name };
}

async function suggestedDays(
	{ db }: Pick<App, 'db'>,
	row: CredentialRow,
	pack: ReturnType<typeof packOf>
): Promise<EntryForm['suggested']> {
	if (row.kind !== 'licence' || row.body.expiresOn === null) return null;
	const rules = pack.jurisdictions[row.body.jurisdiction];
	if (!rules) return { expiresOn: null, graceUntil: null };
	const facts = standing(
		await findCredentialRows(db.read, { radiologistIds: [row.radiologistId], kinds: ['person-fact'] })
	);
	const born = facts.flatMap(({ kind, body }) =>
		kind === 'person-fact' && body.fact === 'bornOn' && typeof body.value === 'string' ? [body.value] : []
	)[0];
	const birthday = born ? { month: Number(born.slice(5, 7)), day: Number(born.slice(8)) } : null;
	const expiresOn = suggestNextExpiry({ rules, lastExpiresOn: row.body.expiresOn, birthday });
	return { expiresOn, graceUntil: expiresOn && suggestGraceUntil(rules, expiresOn.value) };
}
