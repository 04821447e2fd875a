import type { ChartModel, ChartPoint, Series } from '#lib/core/charts/model.ts';
import { ink } from './sheet.ts';

/** The light theme's colours of series, in their fixed order (`ui/styles/tokens.css`). */
export const palette = ['#0568c8', '#dd6a01', '#429e66', '#ca6aa7', '#705a15', '#313131'] as const;

/** A colour mixed with the paper: `share` of it, as `#rrggbb`. */
export function fade(colour: string, share: number): string {
	const parts = [1, 3, 5].map((at) => {
		const value = parseInt(colour.slice(at, at + 2), 16);
		return Math.round(value * share + 255 * (1 - share))
			.toString(16)
			.padStart(2, '0');
	});
	return `#${parts.join('')}`;
}

/** The colour of a series: data by its place in the palette, limits by their tone, targets quiet. */
export function inkOf(model: ChartModel, series: Series): string {
	if (series.role === 'target') return ink.quiet;
	if (series.role === 'limit') return series.tone === 'watch' ? ink.watch : ink.look;
	const data = model.series.filter(({ role }) => role === 'data');
	const colour = palette[((series.colour ?? data.indexOf(series) + 1) - 1) % palette.length] ?? ink.text;
	return series.isLight ? fade(colour, 0.5) : colour;
}

/** The colour of a point: of its tone, where it has one. */
export function inkOfPoint({ tone }: ChartPoint, own: string): string {
	return tone ? ink[tone] : own;
}
