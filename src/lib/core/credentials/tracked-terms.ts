import type { CalendarDay } from './calendar-day.ts';
import { addDays } from './calendar-day.ts';
import { closingTerm, type ExpirableKind, type ExpirableTerm } from './expirables.ts';
import type { RecordedCredential } from './recorded.ts';
import type { LicenceStatus } from './licence-status.ts';
import { fullPathways } from './pathway.ts';

/** A term that runs out, with the row that it was read from: one row has one clock, the one that stops first. */
export type TrackedTerm = ExpirableTerm & {
	readonly row: RecordedCredential;
	/** For a check at the source that goes stale: the row that was checked. */
	readonly checked: RecordedCredential | null;
	/** Stays the same when the row is corrected. */
	readonly rootId: string;
	/** Rows that this one corrects and that ended on the same day: what was sent of them was sent of this one. */
	readonly earlierIds: readonly string[];
};

/** How a term stands beside the others of the same thing. */
export type TermStanding =
	/** A newer term that was checked at the source stands. */
	| { readonly state: 'closed'; readonly by: TrackedTerm }
	/** Long followed by others, which have ended too: nothing is to be done about this one. */
	| { readonly state: 'past' }
	/** Runs out, or has. `renewal`: a newer term is recorded, and nobody has checked it. */
	| { readonly state: 'open'; readonly renewal: TrackedTerm | null };

/** Licences that nobody means to renew: they end without anybody's being reminded. */
const givenUp: readonly LicenceStatus[] = [
	'inactive',
	'retired',
	'denied',
	'pending',
	'revoked',
	'surrendered'
];

type Clock = { kind: ExpirableKind; of: string; from: CalendarDay; expiresOn: CalendarDay };

/** The clock of a row; null where nothing of it runs out. */
function clockOf({ kind, body }: RecordedCredential): Clock | null {
	switch (kind) {
		case 'licence': {
			if (body.expiresOn === null || givenUp.includes(body.status)) return null;
			const pathway = fullPathways.includes(body.pathway) ? 'full' : body.pathway;
			const of = `${body.jurisdiction} ${pathway}`;
			return { kind, of, from: body.issuedOn, expiresOn: body.expiresOn };
		}
		case 'compact-letter':
			return { kind, of: body.splState, from: body.issuedOn, expiresOn: body.expiresOn };
		case 'board-certificate': {
			const expiresOn = body.expiresOn ?? body.reverifyOn ?? null;
			if (expiresOn === null || body.status === 'revoked') return null;
			return { kind, of: `${body.board} ${body.certificate}`, from: body.effectiveOn, expiresOn };
		}
		case 'privilege': {
			const proxy = body.byProxy;
			const ends = [proxy?.agreementTo, proxy?.privilegedThereUntil].filter((day) => typeof day === 'string');
			const byProxy = ends.sort()[0] ?? null;
			const of = [body.facility, body.category ?? '', ...(body.modalities ?? []).toSorted()].join(' ');
			if (byProxy !== null && (body.to === null || byProxy < body.to))
				return { kind: 'proxy-agreement', of, from: body.from, expiresOn: byProxy };
			return body.to === null ? null : { kind, of, from: body.from, expiresOn: body.to };
		}
		case 'malpractice':
			if (body.to === null) return null;
			return { kind, of: body.states.toSorted().join(' '), from: body.from, expiresOn: body.to };
		case 'mqsa':
			return body.to === null ? null : { kind, of: '', from: body.from, expiresOn: body.to };
		case 'verification':
		case 'board-order':
		case 'exclusion':
		case 'work-location':
		case 'person-fact':
			return null;
	}
}

/** The last check at the source of each row, in the order of days, then of recording. */
function lastChecks(rows: readonly RecordedCredential[]) {
	const last = new Map<string, Extract<RecordedCredential, { kind: 'verification' }>>();
	for (const row of rows) {
		if (row.kind !== 'verification') continue;
		const known = last.get(row.body.of);
		if (!known || row.body.verifiedOn >= known.body.verifiedOn) last.set(row.body.of, row);
	}
	return last;
}

/**
 * Everything of one person that runs out.
 * @param given.rows all rows of the person in the order of their recording, superseded ones too
 * @param given.verificationMaxAgeDays after which a check at the source is stale; null: no check ever is
 */
export function trackedTerms(given: {
	holder: string;
	rows: readonly RecordedCredential[];
	verificationMaxAgeDays: number | null;
}): TrackedTerm[] {
	const { holder, rows, verificationMaxAgeDays } = given;
	const byId = new Map(rows.map((row) => [row.id, row]));
	const superseded = new Set(rows.map(({ supersedes }) => supersedes));
	const standing = rows.filter(({ id, isVoid }) => !isVoid && !superseded.has(id));
	const checks = lastChecks(standing);
	const terms: TrackedTerm[] = [];
	for (const row of standing) {
		const clock = clockOf(row);
		if (!clock) continue;
		const check = checks.get(row.id);
		const isConfirmed = check?.body.result === 'confirmed';
		terms.push({
			...clock,
			...originOf(row, clock.expiresOn, byId, (one) => clockOf(one)?.expiresOn ?? null),
			id: row.id,
			holder,
			verifiedOn: isConfirmed ? check.body.verifiedOn : null,
			row,
			checked: null
		});
		if (!isConfirmed || verificationMaxAgeDays === null) continue;
		const staleOf = (one: RecordedCredential): CalendarDay | null =>
			one.kind === 'verification' ? addDays(one.body.verifiedOn, verificationMaxAgeDays) : null;
		const staleOn = addDays(check.body.verifiedOn, verificationMaxAgeDays);
		// What ends before its check goes stale is reminded of by its own end.
		if (staleOn >= clock.expiresOn) continue;
		terms.push({
			// Who settles a row records its check anew beside it: what was sent of the check before was sent of this one.
			...originOf(check, staleOn, byId, staleOf),
			id: check.id,
			holder,
			kind: 'verification',
			of: row.id,
			from: check.body.verifiedOn,
			expiresOn: staleOn,
			verifiedOn: check.body.verifiedOn,
			row: check,
			checked: row
		});
	}
	return terms;
}

function originOf(
	row: RecordedCredential,
	expiresOn: CalendarDay,
	byId: ReadonlyMap<string, RecordedCredential>,
	endOf: (row: RecordedCredential) => CalendarDay | null
): Pick<TrackedTerm, 'rootId' | 'earlierIds'> {
	const earlierIds: string[] = [];
	let [rootId, isSameDay] = [row.id, true];
	let before = row.supersedes === null ? undefined : byId.get(row.supersedes);
	while (before) {
		rootId = before.id;
		isSameDay &&= endOf(before) === expiresOn;
		if (isSameDay) earlierIds.push(before.id);
		before = before.supersedes === null ? undefined : byId.get(before.supersedes);
	}
	return { rootId, earlierIds };
}

/** Each term with how it stands on a day, beside the other terms of its holder. */
export function standingOfTerms(
	terms: readonly TrackedTerm[],
	today: CalendarDay
): { term: TrackedTerm; standing: TermStanding }[] {
	const alike = Map.groupBy(terms, ({ holder, kind, of }) => `${holder} ${kind} ${of}`);
	return [...alike.values()].flatMap((all) =>
		all.map((term) => ({ term, standing: standingOf(term, all, today) }))
	);
}

function standingOf(term: TrackedTerm, all: readonly TrackedTerm[], today: CalendarDay): TermStanding {
	const closing = closingTerm(term, all);
	const by = closing && all.find(({ id }) => id === closing.id);
	if (by) return { state: 'closed', by };
	const later = all.filter(({ expiresOn }) => expiresOn > term.expiresOn);
	if (later.some(({ expiresOn }) => expiresOn < today)) return { state: 'past' };
	// Of the same thing recorded twice with the same end only the one that was recorded first is followed.
	const twin = all.find(({ expiresOn }) => expiresOn === term.expiresOn);
	if (twin && twin.id !== term.id) return { state: 'past' };
	return { state: 'open', renewal: later.at(-1) ?? null };
}
