import { asc, eq, inArray } from 'drizzle-orm';
import { daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { escalations, type EscalationTo, type ExpirableKind } from '#lib/core/credentials/expirables.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { ExpirableFilter } from './filter.ts';
import { leansOn } from './leans-on.ts';
import { termWords } from './term-words.ts';
import { trackedOfGroup, type Tracked } from './tracked.server.ts';

const PAGE = 100;

/** What is shown of the reminders of a term. */
export type SentSoFar = {
	/** Rungs in the order in which they went out. */
	readonly rungs: readonly number[];
	readonly lastAt: Instant;
	readonly escalatedTo: readonly EscalationTo[];
	readonly acknowledgedAt: Instant | null;
	readonly acknowledgedBy: string | null;
	readonly isClosed: boolean;
};

/** One line: something that runs out. */
export type ExpirableLine = {
	readonly id: string;
	readonly radiologistId: string;
	readonly name: string;
	readonly kind: ExpirableKind;
	readonly what: string;
	readonly expiresOn: CalendarDay;
	/** Below zero: so many days after the end. */
	readonly daysLeft: number;
	readonly verifiedOn: CalendarDay | null;
	/** A newer term that nobody has checked, or the one that closed this one. */
	readonly newer: { readonly expiresOn: CalendarDay; readonly verifiedOn: CalendarDay | null } | null;
	readonly isClosed: boolean;
	readonly sent: SentSoFar | null;
};

export type ExpirableView = {
	readonly today: CalendarDay;
	readonly timeZone: string;
	readonly lines: readonly ExpirableLine[];
	readonly next: string | null;
	/** All lines of the filter, on whatever page. */
	readonly n: number;
	readonly overdue: number;
	readonly within30: number;
	readonly people: readonly { readonly id: string; readonly name: string }[];
	readonly facilities: readonly { readonly id: string; readonly name: string }[];
};

/** What runs out, the soonest first, a page of it; `size` null: all, for a file. */
export async function expirablesView(
	app: App,
	filter: ExpirableFilter,
	{ after, size = PAGE }: { after: string | null; size?: number | null }
): Promise<ExpirableView> {
	const { read } = app.db;
	const { facilities: t } = read.tables;
	const places = await read
		.select({ id: t.id, code: t.code, name: t.name, jurisdiction: t.jurisdiction, active: t.active })
		.from(t)
		.orderBy(asc(t.name), asc(t.id));
	const { today, timeZone, tracked, people } = await trackedOfGroup(app);
	const place = places.find(({ id }) => id === filter.facility) ?? null;
	const found = tracked
		.map((one) => ({ ...one, daysLeft: daysBetween(today, one.term.expiresOn) }))
		.filter(
			(one) =>
				isAskedFor(one, filter) &&
				(filter.person === '' || one.person.id === filter.person) &&
				(place === null || leansOn(one.term, place))
		)
		.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	const rest = after === null ? found : found.filter((one) => keyOf(one) > after);
	const page = size === null ? rest : rest.slice(0, size);
	const last = page.at(-1);
	const codes = new Map(places.map(({ id, code }) => [id, code]));
	const sent = await sentOf(read, page);
	return {
		today,
		timeZone,
		lines: page.map(({ person, term, standing, daysLeft }) => {
			const newer =
				standing.state === 'closed' ? standing.by : standing.state === 'open' ? standing.renewal : null;
			return {
				id: term.id,
				radiologistId: person.id,
				name: person.name,
				kind: term.kind,
				what: termWords(term, codes),
				expiresOn: term.expiresOn,
				daysLeft,
				verifiedOn: term.verifiedOn,
				newer: newer && { expiresOn: newer.expiresOn, verifiedOn: newer.verifiedOn },
				isClosed: standing.state === 'closed',
				sent: sent.get(term.id) ?? null
			};
		}),
		next: last && rest.length > page.length ? keyOf(last) : null,
		n: found.length,
		overdue: found.filter(({ daysLeft }) => daysLeft < 0).length,
		within30: found.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= 30).length,
		people: people.map(({ id, name }) => ({ id, name })),
		facilities: places.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))
	};
}

const keyOf = ({ term }: Pick<Tracked, 'term'>): string => `${term.expiresOn}.${term.id}`;

function isAskedFor(one: Tracked & { daysLeft: number }, { kind, window, state }: ExpirableFilter): boolean {
	if (kind !== '' && one.term.kind !== kind) return false;
	if (one.daysLeft > Number(window)) return false;
	if (state === 'closed') return one.standing.state === 'closed' && one.daysLeft >= -366;
	return one.standing.state === 'open' && (state === 'open' || one.daysLeft < 0);
}

/** What went out about the terms of a page, by the row of the term. */
async function sentOf(read: ReadHandle, page: readonly Tracked[]): Promise<ReadonlyMap<string, SentSoFar>> {
	const { credentialReminders: t, users } = read.tables;
	const owner = new Map(page.flatMap(({ term }) => [term.id, ...term.earlierIds].map((id) => [id, term.id])));
	const ids = [...owner.keys()];
	const rows = [];
	for (let at = 0; at < ids.length; at += 500)
		rows.push(
			...(await read
				.select({
					rowId: t.rowId,
					rung: t.rung,
					sentAt: t.sentAt,
					escalatedTo: t.escalatedTo,
					acknowledgedAt: t.acknowledgedAt,
					acknowledgedBy: users.name,
					closedAt: t.closedAt
				})
				.from(t)
				.leftJoin(users, eq(users.id, t.acknowledgedBy))
				.where(inArray(t.rowId, ids.slice(at, at + 500)))
				.orderBy(asc(t.sentAt), asc(t.id)))
		);
	const byTerm = Map.groupBy(rows, ({ rowId }) => owner.get(rowId) ?? rowId);
	return new Map(
		[...byTerm].flatMap(([id, sent]): [string, SentSoFar][] => {
			const last = sent.at(-1);
			if (!last) return [];
			const told = new Set(sent.flatMap(({ escalatedTo }) => escalatedTo.split(',')));
			return [
				[
					id,
					{
						rungs: sent.map(({ rung }) => rung),
						lastAt: last.sentAt,
						escalatedTo: [...new Set(escalations.map(({ to }) => to))].filter((to) => told.has(to)),
						acknowledgedAt: last.acknowledgedAt,
						acknowledgedBy: last.acknowledgedBy,
						isClosed: last.closedAt !== null
					}
				]
			];
		})
	);
}

/** How much has run out, and how much does within 30 days. */
export type ExpiringCounts = { readonly overdue: number; readonly within30: number };

/** How much runs out or has, for the first page: nobody is named. */
export async function countExpirables(app: App): Promise<ExpiringCounts> {
	const { today, tracked } = await trackedOfGroup(app);
	const left = tracked.flatMap(({ term, standing }) =>
		standing.state === 'open' ? [daysBetween(today, term.expiresOn)] : []
	);
	return {
		overdue: left.filter((days) => days < 0).length,
		within30: left.filter((days) => days >= 0 && days <= 30).length
	};
}
