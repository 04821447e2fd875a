import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { amountSchema, sumOf, toThousandths, type Thousandths } from './credits.ts';

/**
 * What an authority may turn into credits (see conversions) and what is counted in exams, projects or questions. None of it is
 * credits by itself: a board exam that is passed is no hour of education where the authority does not say so.
 */
export const otherUnits = [
	'exam',
	'project',
	'ola-question',
	'board-exam',
	'board-certification',
	'moc-activity'
] as const;

/** An activity of continuing education, or a month of exams, as the engine sees it. Days are calendar days: no hour, no zone. */
export const activitySchema = z.object({
	id: z.string().min(1),
	completedOn: calendarDaySchema,
	/** One activity may give credits of several categories: `AMA-1`, `AMA-2`, `AOA-1A`, `exam`. */
	credits: z.array(z.object({ category: z.string().min(1), amount: amountSchema })).default([]),
	/** A topic by name is the whole activity's; with hours it is that part of it. */
	topics: z
		.array(z.union([z.string().min(1), z.object({ topic: z.string().min(1), hours: amountSchema })]))
		.default([]),
	/** A modality by name is the whole activity's; with hours it is that part of it. */
	modalities: z
		.array(z.union([z.string().min(1), z.object({ modality: z.string().min(1), hours: amountSchema })]))
		.default([]),
	/** The activity that this one repeats: the same course from two sources counts once. */
	duplicateOf: z.string().min(1).nullish(),
	/** False where nothing but the person's own word shows it. */
	hasCertificate: z.boolean().optional()
});

export type CmeActivity = z.output<typeof activitySchema>;

const isOtherUnit = (category: string): boolean => otherUnits.some((unit) => unit === category);

/** Whether a category is credits by itself, not by a conversion. */
export function isCredit(category: string): boolean {
	return !isOtherUnit(category);
}

/** The credits of an activity in the categories that are asked for; null asks for all that are credits by themselves. */
export function creditsOf(activity: CmeActivity, categories: readonly string[] | null): Thousandths {
	return sumOf(
		activity.credits
			.filter(({ category }) => (categories ? categories.includes(category) : isCredit(category)))
			.map(({ amount }) => toThousandths(amount))
	);
}

/** Whether an activity is about one of the topics. */
export function isAbout(activity: CmeActivity, names: readonly string[]): boolean {
	return activity.topics.some((topic) => names.includes(typeof topic === 'string' ? topic : topic.topic));
}

/**
 * Hours of an activity about any of the topics: all of it for a topic by name, otherwise the hours given, and never more than
 * the activity has in those categories.
 */
export function topicHoursOf(
	activity: CmeActivity,
	names: readonly string[],
	categories: readonly string[] | null
): Thousandths {
	const whole = creditsOf(activity, categories);
	const parts = activity.topics.map((topic) => {
		if (typeof topic === 'string') return names.includes(topic) ? whole : 0;
		return names.includes(topic.topic) ? toThousandths(topic.hours) : 0;
	});
	return Math.min(whole, sumOf(parts));
}

/** The modalities of an activity by name. */
export function modalityNames(activity: CmeActivity): readonly string[] {
	return activity.modalities.map((one) => (typeof one === 'string' ? one : one.modality));
}

/** Whether an activity is in one of the modalities; null asks for none. */
export function isInModality(activity: CmeActivity, modalities: readonly string[] | null): boolean {
	return modalities === null || modalityNames(activity).some((modality) => modalities.includes(modality));
}

/** The most of an activity that is in any of the modalities; null where nothing bounds it. */
export function modalityHoursOf(
	activity: CmeActivity,
	modalities: readonly string[] | null
): Thousandths | null {
	if (modalities === null) return null;
	let hours: Thousandths = 0;
	for (const one of activity.modalities) {
		if (typeof one === 'string') {
			if (modalities.includes(one)) return null;
		} else if (modalities.includes(one.modality)) hours += toThousandths(one.hours);
	}
	return hours;
}
