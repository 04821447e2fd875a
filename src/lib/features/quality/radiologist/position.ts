import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';
import { ratioLimits } from '#lib/ui/charts/ratio-funnel.ts';
import type { OwnView } from './view.ts';

const text = messages.radiologistPage.position;

/**
 * Somebody's own place among points that nobody can name: no code, no n, no interval and no link but for the
 * own point, and the colleagues' in the order of what is expected of them.
 */
export function positionChart(
	window: Pick<OwnView['windows'][number], 'points' | 'comparison' | 'n'>
): ChartModel {
	const funnel = messages.common.chart.ratioFunnel;
	const points = window.points.toSorted((a, b) => a.expected - b.expected);
	const { comparison } = window;
	const colleagues = points.filter(({ isOwn }) => !isOwn);
	const own = points.filter(({ isOwn }) => isOwn);
	const series = (name: string, of: typeof points, colour: 1 | 6) => ({
		name,
		role: 'data' as const,
		colour,
		points: of.map(({ expected, ratio, isOwn }) => ({
			x: expected,
			y: ratio,
			label: isOwn ? text.own : text.other,
			isNamed: isOwn,
			...(isOwn && comparison ? { lower: comparison.lower, upper: comparison.upper, n: window.n } : {})
		}))
	});
	return {
		kind: 'funnel',
		title: text.title,
		n: window.n,
		xAxis: { title: funnel.expected, unit: 'events' },
		yAxis: { title: funnel.ratio, unit: 'ratio' },
		series:
			points.length === 0
				? []
				: [
						// The first lies on top.
						series(text.own, own, 1),
						series(text.other, colleagues, 6),
						...ratioLimits(points.map(({ expected }) => expected)).filter(({ role }) => role === 'target')
					],
		notes: [text.notes],
		emptyReason: text.none
	};
}
