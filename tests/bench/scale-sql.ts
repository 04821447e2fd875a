import { DAY_MS } from '#lib/core/instant.ts';
import { scale } from './scale-rows.ts';

/** How an engine counts from 1 to `count`, as a table with the column `i`. */
const series = {
	sqlite: (count: number) =>
		`(with recursive s(i) as (select 1 union all select i + 1 from s where i < ${count}) select i from s)`,
	postgres: (count: number) => `(select i from generate_series(1::bigint, ${count}::bigint) g(i))`,
	duckdb: (count: number) => `(select range as i from range(1, ${count + 1}))`
};
export type ScaleEngine = keyof typeof series;

/** A whole number that looks like chance, the same in every engine: the middle of a square. */
function chance(nth: number): string {
	const x = `((i * 2654435761 + ${nth * 1_013_904_223}) % 2147483648)`;
	return `((${x} * ${x} >> 16) % 2147483648)`;
}

/**
 * So many reads of five years that end at `endAt`, in the order of time, as a subquery: `i`, `reader`, `facility`, `kind` (0 to 7),
 * `region`, `shift`, `final_at`, `wait` (0 to 999), `event` (0 to 999) and `reviewer`. A reader reads two modalities for eight facilities. One read in
 * twenty is drawn: those whose `i` is a multiple of 20.
 */
export function scaleReads(engine: ScaleEngine, count: number, endAt: number, every = 1): string {
	const span = scale.days * DAY_MS;
	const of =
		every === 1
			? series[engine](count)
			: `(select i * ${every} as i from ${series[engine](Math.floor(count / every))} e)`;
	return `(select i, reader, (reader * 7 + place * 5) % ${scale.facilities} as facility, (reader * 3 + two) % 8 as kind,
			((reader * 3 + two) % 8 + other) % 3 as region, shift, final_at, wait, event, reviewer
		from (select i, ${chance(1)} % ${scale.readers} as reader, ${chance(2)} % ${scale.facilitiesOfReader} as place,
			${chance(3)} % 2 as two, ${chance(4)} % 2 as other, ${chance(5)} % 5 as shift, ${chance(6)} % 1000 as event,
			${chance(7)} % ${scale.reviewers} as reviewer, ${chance(8)} % 1000 as wait,
			cast(${endAt - span} + ${span / 1000} * i / ${count} * 1000 as bigint) as final_at
			from ${of} n) c) r`;
}

/** Milliseconds from the end of the examination to the report: five minutes to four hours, most of them short. */
export const tookMs = '(300000 + wait * wait / 1000 * 14400)';

/** The words of a read's numbers. */
export const words = {
	modality: `case kind when 3 then 'CT' when 4 then 'CT' when 5 then 'MR' when 6 then 'US' when 7 then 'MG' else 'XR' end`,
	region: `case region when 0 then 'head' when 1 then 'chest' else 'abdomen' end`,
	shift: `case shift when 3 then 'early-night' when 4 then 'late-night' else 'day' end`,
	score: `case when event < 20 then '2a' when event < 30 then '2b' when event < 35 then '3a' else '1' end`
};
