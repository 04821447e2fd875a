import { dayMs } from '#lib/core/demo/group/calendar.ts';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import { planStudies, type StudyPlan } from './plan.ts';

type PriorRow = {
	/** Key of the study that is read. */
	readonly of: string;
	readonly daysBefore: number;
	/** Greatest extent of the lesion by then; null where there was none yet. */
	readonly sizeMm: number | null;
};

/** A finding that was not there before, and two that have grown. */
const priorRows: readonly PriorRow[] = [
	{ of: 'ct-head-1', daysBefore: 243, sizeMm: null },
	{ of: 'ct-chest-1', daysBefore: 822, sizeMm: 5 },
	{ of: 'mr-brain-2', daysBefore: 187, sizeMm: 21 }
];

/** Earlier studies of patients whose studies are read: the same anatomy, in the store without a report. */
export function planPriors(group: DemoGroup): StudyPlan[] {
	const plans = planStudies(group);
	return priorRows.flatMap(({ of, daysBefore, sizeMm }, at) => {
		const plan = plans.find(({ key }) => key === of);
		if (!plan) return [];
		const { key, dateMs, ageYears, lesion } = plan;
		const byMs = daysBefore * dayMs;
		return [
			{
				...plan,
				key: `${key}-before`,
				dateMs: dateMs - byMs,
				examCompletedAt: plan.examCompletedAt - byMs,
				localAt: plan.localAt - byMs,
				ageYears: ageYears - Math.floor(daysBefore / 365.2425),
				accession: `${plan.accession.slice(0, -7)}${8_000_000 + at * 137 + 11}`,
				lesion: lesion && sizeMm !== null ? { ...lesion, sizeMm } : null,
				matrix: Math.min(384, plan.matrix),
				before: { key, dateMs, ageYears }
			}
		];
	});
}
