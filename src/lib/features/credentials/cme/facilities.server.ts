import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { isAcrRuleFor } from '#lib/core/credentials/cme/held.ts';
import type { CmeRule } from '#lib/core/credentials/cme/rule.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';
import { latestResults, type KeptResult } from './results.server.ts';
import { accreditedPlaces, cmeBasis, cmePeople, readsAccredited } from './standings.server.ts';

/** A rule of an accredited modality. */
export type AcrRule = {
	readonly id: string;
	readonly authority: string;
	readonly unit: string;
	readonly verified: boolean;
	readonly source: string;
};

/** How somebody stands with a rule of a modality that they read at an accredited facility. */
export type AcrCell = {
	readonly result: CmeResult;
	/** The way by which it is met or nearest to it. */
	readonly way: string | null;
	readonly earned: number;
	readonly category1: number;
	readonly shortBy: KeptResult['body']['shortBy'];
	/** What it is met by without credits, such as participation in MOC. */
	readonly metBy: readonly string[];
	readonly missing: readonly string[];
};

/** A facility and a modality for which the ACR has accredited it, with everybody who reads it there. */
export type AcrPlace = {
	readonly id: string;
	readonly name: string;
	readonly modality: string;
	readonly rules: readonly AcrRule[];
	readonly people: readonly {
		readonly id: string;
		readonly name: string;
		/** In the order of the rules; null: not worked out yet. */
		readonly cells: readonly (AcrCell | null)[];
	}[];
	/** Numbers of people by the worst of their results. */
	readonly counts: Readonly<Record<CmeResult, number>>;
};

const worst: readonly CmeResult[] = ['at-risk', 'short', 'cannot-tell', 'not-applicable', 'met'];

/** What the ACR asks of those who read its accredited modalities, by facility: what the group's policy says is accredited. */
export async function acrPlaces(
	app: Pick<App, 'db' | 'clock'>
): Promise<{ asOf: CalendarDay; places: AcrPlace[] }> {
	const { read } = app.db;
	const basis = await cmeBasis(read, app.clock);
	const accredited = await accreditedPlaces(read, basis);
	if (accredited.length === 0) return { asOf: basis.asOf, places: [] };
	const people = await cmePeople(read);
	const privileges = Map.groupBy(
		standing(await findCredentialRows(read, { kinds: ['privilege'] })),
		({ radiologistId }) => radiologistId
	);
	const results = new Map(
		(await latestResults(read))
			.filter(({ body }) => body.isHeld)
			.map((row) => [`${row.radiologistId} ${row.rule}`, row])
	);
	const places = accredited.flatMap((place) =>
		place.modalities.map((modality): AcrPlace => {
			const rules = basis.packs.accreditation.rules.filter((rule) => isAcrRuleFor(rule, [modality]));
			const one = { ...place, modalities: [modality] };
			const readers = people.filter(({ id, reviewModalities }) => {
				const rows = privileges.get(id) ?? [];
				return readsAccredited(one, rows, { reviewModalities, asOf: basis.asOf }).length > 0;
			});
			const lines = readers.map(({ id, name }) => ({
				id,
				name,
				cells: rules.map((rule) => cellOf(results.get(`${id} ${rule.id}`)))
			}));
			return {
				id: place.id,
				name: place.name,
				modality,
				rules: rules.map(headOf),
				people: lines.toSorted((a, b) => rankOf(a.cells) - rankOf(b.cells) || (a.name < b.name ? -1 : 1)),
				counts: countsOf(lines.map(({ cells }) => cells))
			};
		})
	);
	return { asOf: basis.asOf, places };
}

function headOf({ id, requirement }: CmeRule): AcrRule {
	const { value, verified, source } = requirement;
	return { id, authority: value.authority, unit: value.unit ?? 'credits', verified, source };
}

function cellOf(row: KeptResult | undefined): AcrCell | null {
	if (!row) return null;
	const { way, earned, shortBy, by: metBy, missing } = row.body;
	return {
		result: row.result,
		way,
		earned: earned.total,
		category1: earned.category1,
		shortBy,
		metBy,
		missing
	};
}

/** The place of somebody's worst result; nobody's is worse than what is not worked out yet. */
function rankOf(cells: readonly (AcrCell | null)[]): number {
	return worst.findIndex((result) => cells.some((cell) => cell?.result === result));
}

function countsOf(lines: readonly (readonly (AcrCell | null)[])[]): Record<CmeResult, number> {
	const counts = { 'at-risk': 0, short: 0, 'cannot-tell': 0, 'not-applicable': 0, met: 0 };
	for (const cells of lines) {
		const found = worst[rankOf(cells)];
		if (found) counts[found] += 1;
	}
	return counts;
}
