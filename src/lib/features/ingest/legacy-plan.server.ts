import { inArray } from 'drizzle-orm';
import { readLegacyScores, type LegacyColumn, type LegacyScoreRow } from '#lib/core/csv/legacy-scores.ts';
import type { Instant } from '#lib/core/instant.ts';
import { dateOrderOf, dayOf, type DateOrder, type FoundOrder } from '#lib/core/legacy/days.ts';
import { mapLegacyCode, type LegacyScale } from '#lib/core/legacy/map.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { facilityCodeOf, storableText } from '#lib/features/reads/codes.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Refusal } from './types.ts';

/** Why a line of scores of the past is not taken. */
export type LegacyRefusal =
	| 'unknown-reader'
	| 'scale-missing'
	| 'code-not-of-scale'
	| 'day-in-future'
	| 'score-differs'
	| 'date-order-unknown'
	| 'date-order-mixed'
	| 'date-order-contradicted'
	| 'too-many-lines';

/** A score of the past as it will be kept. */
export type PlannedScore = {
	readonly naturalKey: string;
	readonly code: string;
	readonly scale: LegacyScale;
	readonly score: Score | null;
	readonly isMapped: boolean;
	readonly readerId: string;
	readonly facilityId: string | null;
	readonly modality: string;
	readonly reviewedAt: Instant;
};

/** What a file would bring, counted before anything is kept. */
export type LegacyCounts = {
	/** The code means the same today. */
	readonly same: number;
	/** 4a and 4b, which are 3a and 3b today. */
	readonly mapped: number;
	/** 2, 3 or 4 without a letter: kept without a score of today. */
	readonly withoutSignificance: number;
	/** 0, praise. */
	readonly praise: number;
	/** Known already. */
	readonly unchanged: number;
	readonly refused: number;
};

export type LegacyPlan = {
	/** What each column of the file is taken for; null where it is not used. */
	readonly columns: readonly (LegacyColumn | null)[];
	/** The headings of the file, one a column. */
	readonly headers: readonly string[];
	readonly unusedHeaders: readonly string[];
	/** How the days are written; null where the file has none. */
	readonly order: FoundOrder | null;
	/** Lines that name a facility which is not known here; they are kept without it. */
	readonly unknownFacilities: { readonly n: number; readonly lines: readonly number[] };
	readonly rows: readonly PlannedScore[];
	/** The first of them. */
	readonly refusals: readonly Refusal[];
	readonly counts: LegacyCounts;
};

type Planning = {
	readonly name: string;
	/** Of lines whose file does not name one; null to refuse them. */
	readonly scale: LegacyScale | null;
	/** Of days that can be meant in two ways; null to go by what the file shows, and to refuse it where it shows nothing. */
	readonly order: DateOrder | null;
	readonly now: Instant;
	/** Told of every refusal; the plan lists the first ones. */
	readonly onRefusal?: (refusal: Refusal) => void;
};

/** Lines of one file: it is kept in one transaction, and the plan of it in memory. */
export const MOST_LINES = 300_000;
const LOOKUP = 500;
const MOST_SHOWN = 200;
const MOST_NAMED = 20;

/**
 * Reads a file of scores of the past and says what would be kept, without keeping anything. A line is known by its number in the
 * source, or else by what it says and how often that stood before it in the file, so that importing twice changes nothing.
 */
export async function planLegacy(
	read: ReadHandle,
	chunks: AsyncIterable<Uint8Array>,
	{ name, scale, order: chosen, now, onRefusal }: Planning
): Promise<LegacyPlan> {
	const people = await peopleOf(read);
	const planned: (PlannedScore & { readonly line: number; readonly kind: MappingKind })[] = [];
	const refusals: Refusal[] = [];
	const seen = new Map<string, number>();
	let refused = 0;
	let columns: LegacyPlan['columns'] = [];
	let headers: readonly string[] = [];
	let unusedHeaders: readonly string[] = [];
	const refuse = (position: number | null, reason: Refusal['reason'], detail: string | null): void => {
		refused += 1;
		const refusal = { name, position, reason, detail };
		if (refusals.length < MOST_SHOWN) refusals.push(refusal);
		onRefusal?.(refusal);
	};
	const written: { readonly line: number; readonly row: LegacyScoreRow }[] = [];
	for await (const item of readLegacyScores(chunks)) {
		if (item.kind === 'header') ({ columns, headers, unused: unusedHeaders } = item.mapping);
		else if (item.kind === 'refused-file') refuse(null, item.reason, item.detail);
		else if (item.kind === 'refused-row') refuse(item.line, item.reason, item.detail);
		else if (written.length >= MOST_LINES) {
			refuse(null, 'too-many-lines', null);
			break;
		} else written.push({ line: item.line, row: item.row });
	}
	const order =
		written.length === 0
			? null
			: dateOrderOf(
					written.values().map(({ line, row }) => ({ line, day: row.date })),
					chosen
				);
	const inOrder = order !== null && isUsable(order) ? written : [];
	if (order !== null && !isUsable(order)) refuse(null, ...refusalOf(order));
	const unknown = { n: 0, lines: [] as number[] };
	for (const { line, row } of inOrder) {
		const found = scoreOf(row, { people, scale, now, order: orderIn(order) });
		if (typeof found === 'string') {
			if (found === 'not-a-day') refuse(line, 'invalid-value', 'date: not-a-day');
			else refuse(line, found, null);
			continue;
		}
		const { place, ...score } = found;
		if (place !== null) {
			unknown.n += 1;
			if (unknown.lines.length < MOST_NAMED) unknown.lines.push(line);
		}
		const { sourceId } = row;
		const { readerId, facilityId, modality, code, reviewedAt } = score;
		const facts = [readerId, facilityId ?? (place && `?${place}`), modality, code, score.scale, reviewedAt];
		const said = JSON.stringify(facts);
		const times = seen.get(said) ?? 0;
		if (sourceId === null) seen.set(said, times + 1);
		const naturalKey =
			sourceId === null
				? JSON.stringify(['line', said, times])
				: JSON.stringify(['id', readerId, storableText(sourceId)]);
		planned.push({ ...score, naturalKey, line });
	}
	const known = await knownCodes(
		read,
		planned.map(({ naturalKey }) => naturalKey)
	);
	const rows: PlannedScore[] = [];
	const counts = { same: 0, mapped: 0, withoutSignificance: 0, praise: 0, unchanged: 0 };
	for (const { line, kind, ...row } of planned) {
		const before = known.get(row.naturalKey);
		if (before === undefined) {
			known.set(row.naturalKey, row.code);
			rows.push(row);
			counts[countOf[kind]] += 1;
		} else if (before === row.code) counts.unchanged += 1;
		else refuse(line, 'score-differs', null);
	}
	refusals.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
	const result = { columns, headers, unusedHeaders, order, unknownFacilities: unknown, rows, refusals };
	return { ...result, counts: { ...counts, refused } };
}

type MappingKind = NonNullable<ReturnType<typeof mapLegacyCode>>['kind'];

const countOf = {
	taken: 'same',
	mapped: 'mapped',
	'no-significance': 'withoutSignificance',
	'great-catch': 'praise'
} as const satisfies Record<MappingKind, keyof LegacyCounts>;

type People = {
	readonly readers: ReadonlyMap<string, string>;
	readonly facilities: ReadonlyMap<string, string>;
};

/** Radiologists by their number elsewhere and by their code, facilities by their code. */
async function peopleOf(read: ReadHandle): Promise<People> {
	const { facilities, radiologists } = read.tables;
	const readers = await read
		.select({ id: radiologists.id, code: radiologists.code, externalId: radiologists.externalId })
		.from(radiologists);
	const places = await read.select({ id: facilities.id, code: facilities.code }).from(facilities);
	return {
		readers: new Map([
			...readers.map(({ id, code }) => [code, id] as const),
			// The number that the senders give is theirs; a code may be the same text by chance.
			...readers.flatMap(({ id, externalId }) => (externalId ? [[externalId, id] as const] : []))
		]),
		facilities: new Map(places.map(({ id, code }) => [code, id]))
	};
}

/** Whether the days of a file can be read: all in one order that is known. */
function isUsable(order: FoundOrder): order is Extract<FoundOrder, { kind: 'iso' | DateOrder }> {
	return order.kind === 'iso' || order.kind === 'day-first' || order.kind === 'month-first';
}

function orderIn(order: FoundOrder | null): DateOrder | null {
	return order?.kind === 'day-first' || order?.kind === 'month-first' ? order.kind : null;
}

function refusalOf(order: FoundOrder): [LegacyRefusal, string] {
	if (order.kind === 'mixed') return ['date-order-mixed', `${order.dayFirst}, ${order.monthFirst}`];
	const line = 'line' in order ? String(order.line) : '';
	return [order.kind === 'contradicted' ? 'date-order-contradicted' : 'date-order-unknown', line];
}

type Found = Omit<PlannedScore, 'naturalKey'> & {
	readonly kind: MappingKind;
	/** A facility that is not known here, as written. */
	readonly place: string | null;
};

function scoreOf(
	row: LegacyScoreRow,
	{ people, scale: chosen, now, order }: Pick<Planning, 'scale' | 'now' | 'order'> & { people: People }
): Found | LegacyRefusal | 'not-a-day' {
	const scale = row.scale ?? chosen;
	if (scale === null) return 'scale-missing';
	const mapping = mapLegacyCode(scale, row.code);
	if (mapping === null) return 'code-not-of-scale';
	const reviewedAt = dayOf(row.date, order);
	if (reviewedAt === null) return 'not-a-day';
	if (reviewedAt > now) return 'day-in-future';
	const readerId = people.readers.get(row.reader);
	if (readerId === undefined) return 'unknown-reader';
	const facilityId =
		row.facility === null
			? null
			: (people.facilities.get(row.facility) ?? people.facilities.get(facilityCodeOf(row.facility)) ?? null);
	return {
		kind: mapping.kind,
		code: row.code,
		scale,
		score: 'score' in mapping ? mapping.score : null,
		isMapped: mapping.kind === 'mapped',
		readerId,
		facilityId,
		place: facilityId === null ? row.facility : null,
		modality: row.modality,
		reviewedAt
	};
}

/** The codes of those scores that are kept already, by their keys. */
export async function knownCodes(read: ReadHandle, keys: readonly string[]): Promise<Map<string, string>> {
	const { legacyScores } = read.tables;
	const known = new Map<string, string>();
	for (let i = 0; i < keys.length; i += LOOKUP) {
		const rows = await read
			.select({ naturalKey: legacyScores.naturalKey, code: legacyScores.code })
			.from(legacyScores)
			.where(inArray(legacyScores.naturalKey, keys.slice(i, i + LOOKUP)));
		for (const { naturalKey, code } of rows) known.set(naturalKey, code);
	}
	return known;
}
