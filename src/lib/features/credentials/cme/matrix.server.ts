import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import type { App } from '#lib/server/app.ts';
import type { CmeFilter } from './matrix-filter.ts';
import { latestSummaries, type ResultSummary } from './results.server.ts';
import { cmeBasis, cmePeople } from './standings.server.ts';

/** How somebody stands with one rule, in a cell. */
export type CmeCell = {
	readonly result: CmeResult;
	/** What is missing, by `total`, `category1`, `year` and `topic:name`. */
	readonly shortBy: Readonly<Record<string, number | 'course'>>;
	readonly missing: readonly string[];
	/** The last day on which it can be made up; null where there is none, or nothing is missing. */
	readonly dueOn: CalendarDay | null;
	readonly unit: string;
	readonly verified: boolean;
	/** Something is missing in a window that is still open, and comes at the pace so far, or it is too early to say. */
	readonly isOnPace: boolean;
};

export type CmeLine = {
	readonly id: string;
	readonly name: string;
	readonly section: string;
	/** In the order of the rules; null: not held to it. */
	readonly cells: readonly (CmeCell | null)[];
};

/** A rule as a column. */
export type CmeRuleHead = { readonly id: string; readonly authority: string; readonly verified: boolean };

export type CmeMatrix = {
	readonly asOf: CalendarDay;
	readonly rules: readonly CmeRuleHead[];
	readonly allRules: readonly CmeRuleHead[];
	readonly sections: readonly string[];
	readonly lines: readonly CmeLine[];
	/** Numbers of people by the worst of their results. */
	readonly counts: Readonly<Record<CmeResult, number>>;
	/** Of those who are short, how many are so only in windows that are open, and on pace. */
	readonly onPace: number;
};

const worst: readonly CmeResult[] = ['at-risk', 'short', 'cannot-tell', 'not-applicable', 'met'];
const isProblem = (result: CmeResult): boolean =>
	result === 'at-risk' || result === 'short' || result === 'cannot-tell';

/** Everybody with every rule that they are held to, whose time runs out first on top. */
export async function cmeMatrix(app: Pick<App, 'db' | 'clock'>, filter: CmeFilter): Promise<CmeMatrix> {
	const { read } = app.db;
	const { packs, asOf } = await cmeBasis(read, app.clock);
	const people = await cmePeople(read);
	const held = (await latestSummaries(app)).filter(({ isHeld }) => isHeld);
	const ofPerson = Map.groupBy(held, ({ radiologistId }) => radiologistId);
	const known = [...packs.boards.rules, ...packs.accreditation.rules];
	const holders = Map.groupBy(held, ({ rule }) => rule);
	// What most people are held to stands first.
	const allRules = known
		.filter(({ id }) => holders.has(id))
		.toSorted((one, other) => (holders.get(other.id)?.length ?? 0) - (holders.get(one.id)?.length ?? 0))
		.map(({ id, requirement }) => ({
			id,
			authority: requirement.value.authority,
			verified: requirement.verified
		}));
	const units = new Map(known.map(({ id, requirement }) => [id, requirement.value.unit ?? 'credits']));
	const rules = filter.rule === '' ? allRules : allRules.filter(({ id }) => id === filter.rule);
	const lines = people
		.filter(({ section }) => filter.section === '' || section === filter.section)
		.map(({ id, name, section }): CmeLine => {
			const own = new Map((ofPerson.get(id) ?? []).map((row) => [row.rule, row]));
			const cells = rules.map((rule) =>
				cellOf(own.get(rule.id), { asOf, unit: units.get(rule.id) ?? 'credits' })
			);
			return { id, name, section, cells };
		})
		.filter(({ cells }) => isShown(cells, filter.result))
		.toSorted(byUrgency);
	const counts: Record<CmeResult, number> = {
		'at-risk': 0,
		short: 0,
		'cannot-tell': 0,
		'not-applicable': 0,
		met: 0
	};
	let onPace = 0;
	for (const { cells } of lines) {
		const found = worst.find((result) => cells.some((cell) => cell?.result === result));
		if (found) counts[found] += 1;
		if (found === 'short' && cells.every((cell) => cell?.result !== 'short' || cell.isOnPace)) onPace += 1;
	}
	const sections = [...new Set(people.map(({ section }) => section))].toSorted();
	return { asOf, rules, allRules, sections, lines, counts, onPace };
}

function cellOf(
	row: ResultSummary | undefined,
	{ asOf, unit }: { asOf: CalendarDay; unit: string }
): CmeCell | null {
	if (!row) return null;
	const { shortBy, missing, window, verified, pace } = row;
	const isOpen = isProblem(row.result) && window !== null && window.to >= asOf;
	return {
		result: row.result,
		shortBy,
		missing,
		dueOn: isOpen ? window.to : null,
		unit,
		verified,
		isOnPace: row.result === 'short' && (pace === 'on-pace' || pace === 'early')
	};
}

function isShown(cells: CmeLine['cells'], wanted: CmeFilter['result']): boolean {
	if (wanted === '') return true;
	return cells.some(
		(cell) => cell !== null && (wanted === 'problems' ? isProblem(cell.result) : cell.result === wanted)
	);
}

/** The gravest result first; of equal ones that with the earlier last day; then by name. */
function byUrgency(one: CmeLine, other: CmeLine): number {
	const [a, b] = [urgencyOf(one), urgencyOf(other)];
	return a.rank - b.rank || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0) || (one.name < other.name ? -1 : 1);
}

function urgencyOf({ cells }: CmeLine): { rank: number; due: string } {
	const results = cells.flatMap((cell) => (cell === null ? [] : [cell]));
	const rank = worst.findIndex((result) => results.some((cell) => cell.result === result));
	const dues = results.filter(({ result }) => result === worst[rank]).flatMap(({ dueOn }) => dueOn ?? []);
	return { rank: rank === -1 ? worst.length : rank, due: dues.toSorted()[0] ?? '9999' };
}
