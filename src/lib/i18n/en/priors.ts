const units = { days: 'day', weeks: 'week', months: 'month', years: 'year' } as const;

const counted = (count: number, unit: keyof typeof units): string =>
	`${count} ${units[unit]}${count === 1 ? '' : 's'}`;

/** Earlier studies of a patient in the viewer. */
export const priors = {
	count: (count: number) => `Earlier: ${count}`,
	hint: 'One beside this study, again: the next',
	shown: (label: string) => `Beside it: ${label}`,
	report: (label: string) => `Report, ${label}`
} as const;

/** What a page says of them. */
export const priorWords = {
	/** “2 years 3 months earlier”. */
	earlier: ({ unit, count, months = 0 }: { unit: keyof typeof units; count: number; months?: number }) =>
		`${counted(count, unit)}${months === 0 ? '' : ` ${counted(months, 'months')}`} earlier`,
	held: (count: number) =>
		count === 1
			? '1 earlier study is not shown: its images wait for a check of their pixels.'
			: `${count} earlier studies are not shown: their images wait for a check of their pixels.`
} as const;
