import type { Report } from './model.ts';

/** Rows of a table on the screen: enough to see what it is; the files have all of them. */
const MOST_ROWS = 200;

/** A report as the screen shows it before it is taken, and how many rows of each table that is cut are left to the files. */
export function previewOf(report: Report): {
	readonly report: Report;
	readonly leftOut: Readonly<Record<string, number>>;
} {
	const leftOut: Record<string, number> = {};
	const sections = report.sections.map((section) => {
		if (section.kind !== 'table' || section.rows.length <= MOST_ROWS) return section;
		leftOut[section.id] = section.rows.length - MOST_ROWS;
		return { ...section, rows: section.rows.slice(0, MOST_ROWS) };
	});
	return { report: { ...report, sections }, leftOut };
}
