import { activitySchema, type CmeActivity } from './activity.ts';
import type { CmeRow } from './import-activities.ts';

/** An activity as rows of a CSV tell of it: one row for each category of credits. */
export type ImportedActivity = {
	/** The same for the same activity in another file: person, provider, title, day, category and credits. */
	readonly key: string;
	/** Numbers of the rows, the first one first. */
	readonly lines: readonly number[];
	readonly rows: readonly CmeRow[];
	/** As the engine sees it; its id is the key. */
	readonly activity: CmeActivity;
};

type Numbered = { readonly line: number; readonly row: CmeRow };

/**
 * Joins rows of the same person, provider, title and day into activities with several categories, and leaves out rows that
 * repeat an earlier one. Another amount of the same category is another activity.
 */
export function joinRows(rows: readonly Numbered[]): {
	activities: readonly ImportedActivity[];
	/** Numbers of the rows that say again what an earlier one says. */
	repeated: readonly number[];
} {
	const repeated: number[] = [];
	const groups = new Map<string, Numbered[][]>();
	for (const next of rows) {
		const name = nameOf(next.row);
		const same = groups.get(name) ?? [];
		groups.set(name, same);
		const isSame = ({ row }: Numbered): boolean =>
			row.category === next.row.category && row.credits === next.row.credits;
		if (same.some((group) => group.some(isSame))) {
			repeated.push(next.line);
			continue;
		}
		const open = same.find((group) => group.every(({ row }) => row.category !== next.row.category));
		if (open) open.push(next);
		else same.push([next]);
	}
	return { activities: [...groups.values()].flat().map(join), repeated };
}

function nameOf({ person, provider, title, completedOn }: CmeRow): string {
	return JSON.stringify([person, provider, title, completedOn].map((word) => word.toLowerCase()));
}

function join(group: readonly Numbered[]): ImportedActivity {
	const rows = group.map(({ row }) => row);
	const credits = rows
		.map(({ category, credits: amount }) => ({ category, amount }))
		.toSorted((one, other) => (one.category < other.category ? -1 : 1));
	const [first] = rows;
	const key = JSON.stringify([
		first ? nameOf(first) : '',
		...credits.map(({ category, amount }) => [category, amount])
	]);
	const topics = new Map(rows.flatMap((row) => row.topics).map((topic) => [JSON.stringify(topic), topic]));
	return {
		key,
		lines: group.map(({ line }) => line),
		rows,
		activity: activitySchema.parse({
			id: key,
			completedOn: first?.completedOn,
			credits,
			topics: [...topics.values()],
			modalities: [...new Set(rows.flatMap((row) => row.modalities))]
		})
	};
}
