import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { FoundKind } from '#lib/core/turnaround/cell-scan.ts';
import type { ServiceClass } from '#lib/core/turnaround/service-class.ts';
import { standingOf } from '#lib/core/turnaround/tally.ts';
import { activeFacilities } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import {
	filterPeriod,
	listKinds,
	parseTurnaroundFilter,
	type ListKind,
	type TurnaroundFilter
} from './filter.ts';
import { comparePlaces, foundReads, placeOf, type ListPlace } from './found-reads.server.ts';
import { measuredReads, type Measured, type MeasureInput } from './measures.server.ts';
import { readerTraits } from './reader-traits.server.ts';
import { readLines, type ReadLine } from './read-lines.server.ts';
import { canBe } from './timeline-sql.server.ts';

/** A read behind a number, without patient and reader. */
export type ListedRead = {
	readonly line: ReadLine;
	readonly serviceClass: ServiceClass;
	/** Null where no clock could be read. */
	readonly startedAt: Instant | null;
	readonly minutes: number | null;
	readonly isOpen: boolean;
	readonly heldMinutes: number;
	readonly target: number | null;
	readonly isLate: boolean;
	/** What its lateness was put down to, in words. */
	readonly cause: string | null;
	readonly problem: 'negative' | 'future' | 'no-start' | 'held-throughout' | null;
};

export type ReadListView = {
	readonly filter: TurnaroundFilter;
	/** Parameters of the address that could not be followed. */
	readonly unknown: readonly string[];
	readonly usualClock: TurnaroundFilter['clock'];
	readonly show: ListKind;
	readonly rows: readonly ListedRead[];
	/** Reads of this page that the actor may not look up. */
	readonly hidden: number;
	readonly next: string | null;
};

const PAGE = 50;

/** A page of the reads behind the numbers, the latest examination first; `after` is a cursor of the address. */
export async function readList(app: App, actor: Actor, query: URLSearchParams): Promise<ReadListView> {
	const { read } = app.db;
	const now = app.clock.now();
	const { body: policy } = await currentPolicy(read, 'turnaround');
	const facilityIds = (await activeFacilities(read)).map(({ id }) => id);
	const choices = { usualClock: policy.clock, facilityIds, ...(await readerTraits(read)) };
	const { filter, unknown } = parseTurnaroundFilter(query, choices, ['show', 'after']);
	const asked = query.get('show') ?? '';
	const known = listKinds.find((kind) => kind === asked);
	const show = known ?? 'late';
	const input = { filter, period: filterPeriod(filter, now), policy, now };
	const after = parseAfter(query.get('after'));
	const found = await firstReads(read, input, { show, after });
	const shown = found.slice(0, PAGE);
	const ids = shown.map(({ read: { id } }) => id);
	const lines = await readLines(read, actor, ids);
	const labels = new Map(policy.causes.map(({ code, label }) => [code, label]));
	const causes = await causesOf(read, ids);
	const last = shown.at(-1);
	return {
		filter,
		unknown: known || asked === '' ? unknown : [...unknown, 'show'],
		usualClock: policy.clock,
		show,
		rows: shown.flatMap((each) => {
			const line = lines.get(each.read.id);
			const cause = causes.get(each.read.id);
			return line ? [listed(each, line, cause === undefined ? null : (labels.get(cause) ?? cause))] : [];
		}),
		hidden: shown.length - lines.size,
		next: found.length > PAGE && last ? placeText(placeOf(last)) : null
	};
}

/** The reads of a page, and one more where there is one. What stands open or was held an index finds, all else the cells. */
async function firstReads(
	read: ReadHandle,
	input: MeasureInput,
	{ show, after }: { readonly show: ListKind; readonly after: ListPlace | null }
): Promise<Measured[]> {
	if (show !== 'open' && show !== 'held') {
		const isOf = { isWanted: cellKinds[show], belongs: (each: Measured) => belongs(each, show) };
		return foundReads(read, input, { ...isOf, after, most: PAGE + 1 });
	}
	const found: Measured[] = [];
	const from = after?.isEndless ? null : after?.memberAt;
	for await (const piece of measuredReads(read, input, { from, also: canBe(read, show) })) {
		for (const each of piece.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)))) {
			if (!belongs(each, show) || (after && comparePlaces(after, placeOf(each)) >= 0)) continue;
			found.push(each);
			if (found.length > PAGE) return found;
		}
	}
	return found;
}

const cellKinds: Readonly<
	Record<'late' | 'finished' | 'errors', (kind: FoundKind, isLate: boolean) => boolean>
> = {
	late: (_, isLate) => isLate,
	finished: (kind) => kind === 'finished',
	errors: (kind) => kind === 'error'
};

function belongs({ reading, target }: Measured, show: ListKind): boolean {
	const { kind } = reading;
	if (show === 'errors') return ['clock-error', 'no-start', 'held-throughout'].includes(kind);
	if (kind !== 'finished' && kind !== 'open') return false;
	if (show === 'late') return target !== null && standingOf(reading, target) === 'missed';
	if (show === 'held') return reading.heldMinutes > 0;
	return kind === show;
}

function listed(
	{ reading, serviceClass, target }: Measured,
	line: ReadLine,
	cause: string | null
): ListedRead {
	const none = { startedAt: null, minutes: null, isOpen: false, heldMinutes: 0, isLate: false };
	const about = { line, serviceClass, target, cause };
	if (reading.kind === 'clock-error') return { ...none, ...about, problem: reading.error };
	if (reading.kind === 'held-throughout') return { ...none, ...about, problem: 'held-throughout' };
	if (reading.kind !== 'finished' && reading.kind !== 'open')
		return { ...none, ...about, problem: 'no-start' };
	return {
		...about,
		startedAt: reading.startedAt,
		minutes: reading.kind === 'finished' ? reading.minutes : reading.ageMinutes,
		isOpen: reading.kind === 'open',
		heldMinutes: reading.heldMinutes,
		isLate: target !== null && standingOf(reading, target) === 'missed',
		problem: null
	};
}

/** The text of a place in an address. */
function placeText({ memberAt, isEndless, id }: ListPlace): string {
	return `${isEndless ? 'e' : ''}${memberAt}.${id}`;
}

function parseAfter(text: string | null): ListPlace | null {
	const [, endless = '', at = '', id = ''] = /^(e?)(\d{1,16})\.(.{1,64})$/.exec(text ?? '') ?? [];
	return id === '' ? null : { memberAt: Number(at), isEndless: endless !== '', id };
}

async function causesOf(read: ReadHandle, ids: readonly string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const { breachCauses, reads } = read.tables;
	const rows = await read
		.select({ id: reads.id, cause: breachCauses.cause })
		.from(breachCauses)
		.innerJoin(
			reads,
			and(eq(reads.facilityId, breachCauses.facilityId), eq(reads.accession, breachCauses.accession))
		)
		.where(inArray(reads.id, [...ids]));
	return new Map(rows.map(({ id, cause }) => [id, cause]));
}
