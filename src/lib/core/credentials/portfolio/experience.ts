import { activitySchema, type CmeActivity } from '#lib/core/credentials/cme/activity.ts';
import type { CmePerson } from '#lib/core/credentials/cme/condition.ts';
import { evaluateCme, type CmePack, type CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { Month } from '#lib/core/month.ts';

/** How many examinations somebody read, or read a second time, in a month; never which. */
export type ExamMonth = {
	/** Of the group's zone. */
	readonly month: Month;
	/** Report group: XR CT MR US MG NM PT FL XA. */
	readonly modality: string;
	/** Null where none is known, and for second looks. */
	readonly region: string | null;
	readonly n: number;
};

export type Experience = { readonly reads: readonly ExamMonth[]; readonly looks: readonly ExamMonth[] };

/** The rules of continuing experience that are shown beside the log. */
export const experienceRules = ['ACR-CT-EXP', 'ACR-MRI-EXP', 'ACR-US-EXP', 'MQSA-EXP'] as const;

/** The first of January three full calendar years back: the longest window of those rules (ACR) begins there. */
export function logBegins(today: CalendarDay): Month {
	return `${Number(today.slice(0, 4)) - 3}-01`;
}

/** Sums of what has the same key, in the order of the keys. */
export function sumBy<T extends { readonly n: number }>(
	rows: readonly T[],
	keyOf: (row: T) => string
): { readonly key: string; readonly n: number }[] {
	const sums = new Map<string, number>();
	for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.n);
	return [...sums].map(([key, n]) => ({ key, n })).sort((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * The log as activities of the engine, one a month and modality. They stand on the first day of their month: a window that begins or ends
 * within a month then never counts an examination that is not in it.
 *
 * Second looks count as experience for the ACR (reference 2.4, counting rules of the ACR). For the MQSA nothing was read that says so: second looks at
 * mammograms are in the log and not in the count. Which organ system an examination belongs to is not told by its region, so the ACR's
 * way of 60 exams of one organ system is never claimed.
 */
export function examActivities({ reads, looks }: Experience): CmeActivity[] {
	const made = (kind: string, rows: readonly ExamMonth[]) =>
		sumBy(rows, ({ month, modality }) => `${month} ${modality}`).map(({ key, n }) => {
			const [month = '', modality = ''] = key.split(' ');
			return activitySchema.parse({
				id: `${kind}-${month}-${modality}`,
				completedOn: `${month}-01`,
				credits: [{ category: 'exam', amount: n }],
				modalities: [modality]
			});
		});
	return [
		...made('reads', reads),
		...made(
			'looks',
			looks.filter(({ modality }) => modality !== 'MG')
		)
	];
}

/** How somebody stands with the rules of continuing experience, by the examinations of the portal alone. */
export function experienceStandings(given: {
	readonly pack: CmePack;
	readonly experience: Experience;
	readonly person: CmePerson;
	readonly asOf: CalendarDay;
}): CmeStanding[] {
	const activities = examActivities(given.experience);
	return experienceRules.flatMap((id) => {
		const rule = given.pack.rules.find((one) => one.id === id);
		return rule ? [evaluateCme({ rule, person: given.person, activities, asOf: given.asOf })] : [];
	});
}
