import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';

/** Pairs of one facility, month and grade, counted. */
export type GradeCell = {
	readonly facility: string;
	/** `YYYY-MM` in which the final report was signed. */
	readonly month: string;
	/** concur | minor | major; null while nobody has compared. */
	readonly grade: string | null;
	readonly n: number;
};

/** How preliminary reports agree with final ones. Its denominator is what was compared, never the random sample's. */
export type Concordance = {
	readonly facility: string;
	readonly month: string;
	readonly ungraded: number;
	readonly concur: number;
	readonly minor: number;
	readonly major: number;
	/** Minor and major of what was compared. */
	readonly discordant: Rate;
	readonly majorRate: Rate;
};

/** One row a facility and month, the latest month first. */
export function concordanceRows(cells: readonly GradeCell[]): Concordance[] {
	const groups = Map.groupBy(cells, ({ facility, month }) => `${month}|${facility}`);
	return [...groups.values()]
		.map(summarise)
		.sort((a, b) => (a.month === b.month ? compare(a.facility, b.facility) : compare(b.month, a.month)));
}

/** All of them in one. */
export function concordanceOf(cells: readonly GradeCell[]): Concordance {
	return { ...summarise(cells), facility: '', month: '' };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function summarise(cells: readonly GradeCell[]): Concordance {
	const of = (grade: string | null): number =>
		cells.filter((cell) => cell.grade === grade).reduce((sum, { n }) => sum + n, 0);
	const [concur, minor, major] = [of('concur'), of('minor'), of('major')];
	const graded = concur + minor + major;
	return {
		facility: cells[0]?.facility ?? '',
		month: cells[0]?.month ?? '',
		ungraded: of(null),
		concur,
		minor,
		major,
		discordant: makeRate(minor + major, graded),
		majorRate: makeRate(major, graded)
	};
}
