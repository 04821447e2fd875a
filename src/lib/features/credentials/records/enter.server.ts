import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { isSameTerm, notesOn, type EntryNote } from '#lib/core/credentials/entry/notes.ts';
import { parseCredential, type FieldFaults, type Typed } from '#lib/core/credentials/entry/parse.ts';
import type { Credential, CredentialKind } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordCredential, type RecordError } from './commands.server.ts';
import { findCredentialRow, findCredentialRows, standing, type CredentialRow } from './rows.server.ts';
import { groupToday } from './today.server.ts';

/** A credential as a coordinator typed it. */
export type Entry = {
	readonly radiologistId: string;
	readonly kind: CredentialKind;
	readonly typed: Typed;
	/** The row that it corrects, with why. */
	readonly corrects: string | null;
	readonly words: string;
};

export type Entered = { readonly id: string; readonly notes: readonly EntryNote[] };
export type EntryFault = { readonly error?: RecordError | 'already-recorded'; readonly fields?: FieldFaults };

/** Records what a coordinator typed, or says what is wrong with it, field by field. What may be real is recorded and told. */
export async function enterCredential(
	app: App,
	actor: Actor,
	entry: Entry
): Promise<Result<Entered, EntryFault>> {
	const { radiologistId, kind, typed, corrects } = entry;
	const { read } = app.db;
	const old = corrects === null ? null : await findCredentialRow(read, corrects);
	if (corrects !== null && old?.radiologistId !== radiologistId)
		return err({ error: 'credential-not-found' });
	const words = entry.words.trim();
	const { statusWords } = (await currentPolicy(read, 'credentials')).body;
	const parsed = parseCredential({
		kind,
		typed,
		ownWords: statusWords,
		keep: old ? decidedOf(old, typed) : {}
	});
	const faults: Record<string, string> = parsed.ok ? {} : { ...parsed.error };
	if (corrects !== null && words === '') faults['words'] = 'correction-words-required';
	if (words.length > 2000) faults['words'] = `too-long|2000|${words.length}`;
	if (parsed.ok) Object.assign(faults, await strangers(app, radiologistId, parsed.value));
	if (!parsed.ok || Object.keys(faults).length > 0) return err({ fields: faults });
	const row = {
		...parsed.value,
		radiologistId,
		source: 'hand',
		supersedes: corrects,
		words,
		documentId: old?.documentId ?? null
	} as const;
	let others: CredentialRow[] = [];
	const recorded = await recordCredential(app, actor, row, async (now) => {
		const rows = standing(await findCredentialRows(now, { radiologistIds: [radiologistId] }));
		others = rows.filter((other) => other.kind === kind && other.id !== corrects);
		if (others.some((other) => isSameTerm(other, parsed.value))) return 'already-recorded';
		// A check of what somebody has corrected meanwhile would be of nothing that stands.
		const { kind: what, body } = parsed.value;
		return what === 'verification' && !rows.some(({ id }) => id === body.of) ? 'already-corrected' : null;
	});
	if (!recorded.ok) return err({ error: recorded.error });
	const today: CalendarDay = await groupToday(app);
	return ok({ id: recorded.value.id, notes: notesOn(parsed.value, { others, today }) });
}

/** What acts of their own have decided of a row stays, as long as what they looked at does. */
function decidedOf(old: CredentialRow, typed: Typed): Record<string, unknown> {
	const same = (name: string, value: unknown): boolean => (typed[name] ?? '').trim() === String(value ?? '');
	const { kind, body } = old;
	if (kind === 'licence') {
		const isSameStatus = same('statusRaw', body.statusRaw) && same('restrictions', body.restrictions);
		const isSameGround = same('pathway', body.pathway) && same('jurisdiction', body.jurisdiction);
		return {
			...(isSameStatus && body.restrictionReviewed ? { restrictionReviewed: true } : {}),
			...(isSameGround && body.coversInterpretation
				? { coversInterpretation: true, coversCitation: body.coversCitation }
				: {})
		};
	}
	if (kind === 'board-order' && body.restrictionReviewed && same('description', body.description))
		return { restrictionReviewed: true };
	return kind === 'exclusion' && body.isCleared ? { isCleared: true } : {};
}

/** A place or a row that a credential names and that is not there. */
async function strangers(
	app: Pick<App, 'db'>,
	radiologistId: string,
	{ kind, body }: Credential
): Promise<FieldFaults> {
	const { read } = app.db;
	if (kind === 'privilege') {
		const { facilities } = read.tables;
		const found = await read
			.select({ id: facilities.id })
			.from(facilities)
			.where(eq(facilities.id, body.facility));
		return found.length > 0 ? {} : { facility: 'facility-unknown' };
	}
	if (kind !== 'verification') return {};
	const row = await findCredentialRow(read, body.of);
	return row?.radiologistId === radiologistId && !row.isVoid ? {} : { form: 'credential-not-found' };
}
