import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { activitySchema } from './activity.ts';
import { personSchema } from './condition.ts';
import { evaluateRequirement } from './evaluate.ts';
import { requirementSchema } from './requirement.ts';

const caseSchema = z.object({
	id: z.string(),
	asOf: calendarDaySchema,
	person: personSchema,
	requirement: requirementSchema,
	activities: z.array(activitySchema),
	expect: z.record(z.string(), z.unknown())
});

/** One difference between what a case expects and what the engine says. */
export type CaseDifference = { readonly field: string; readonly expected: unknown; readonly got: unknown };

/** Numbers of a case are equal to this. */
const tolerance = 0.005;

/** Fields whose order says nothing. */
const sets = ['counted', 'by', 'missing', 'reasons', 'notCounted'];

/**
 * Runs a case of a file of the form `overread-credentials/1` and compares each field that it expects: numbers to 0.005, lists of
 * names as sets. A case of another form is one difference. Never throws.
 */
export function runCmeCase(raw: unknown): { id: string; differences: CaseDifference[] } {
	const parsed = caseSchema.safeParse(raw);
	if (!parsed.success) {
		const got = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
		const id = z.object({ id: z.string() }).safeParse(raw);
		return {
			id: id.success ? id.data.id : '?',
			differences: [{ field: 'form', expected: 'a case of continuing education', got }]
		};
	}
	const { id, expect, ...asked } = parsed.data;
	const { window, ...evaluation } = evaluateRequirement(asked);
	const got = new Map<string, unknown>(
		Object.entries({ ...evaluation, window: window ? [window.from, window.to] : null })
	);
	return {
		id,
		differences: Object.entries(expect).flatMap(([field, expected]) =>
			difference(field, { expected, got: got.get(field) })
		)
	};
}

/** The first difference of a field, as a list of none or one. */
function difference(field: string, { expected, got }: { expected: unknown; got: unknown }): CaseDifference[] {
	if (typeof expected === 'number' && typeof got === 'number')
		return Math.abs(expected - got) <= tolerance ? [] : [{ field, expected, got }];
	if (Array.isArray(expected) && Array.isArray(got)) {
		const [wanted, found] = sets.includes(field) ? [sorted(expected), sorted(got)] : [expected, got];
		const same =
			wanted.length === found.length &&
			wanted.every((one, at) => difference(field, { expected: one, got: found[at] }).length === 0);
		return same ? [] : [{ field, expected, got }];
	}
	if (isObject(expected) && isObject(got)) {
		// Of a field with parts those are compared that are expected; but a shortfall that nobody expects is a difference.
		const keys = new Set([...Object.keys(expected), ...(field === 'shortBy' ? Object.keys(got) : [])]);
		return [...keys].flatMap((key) =>
			difference(`${field}.${key}`, { expected: expected[key], got: got[key] })
		);
	}
	return expected === got ? [] : [{ field, expected: expected ?? null, got: got ?? null }];
}

function sorted(list: readonly unknown[]): unknown[] {
	return list.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
