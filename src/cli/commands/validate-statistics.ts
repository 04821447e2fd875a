import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { catalogue } from '#lib/core/statistics/catalogue.ts';

const caseSchema = z.object({
	id: z.string(),
	method: z.string(),
	inputs: z.unknown(),
	expected: z.record(z.string(), z.unknown()),
	tolerance: z.object({ abs: z.number(), rel: z.number() }).default({ abs: 0, rel: 0 }),
	published: z.object({ values: z.record(z.string(), z.unknown()), abs: z.number() }).optional()
});
const fileSchema = z.object({ cases: z.array(caseSchema) });

// A whole list in one line helps nobody; the field says where to look.
const MOST_SHOWN = 120;

type ExampleCase = z.output<typeof caseSchema>;
type Tolerance = { abs: number; rel: number };

/** One difference: the field as a dotted path, and both values as they are written in JSON. */
export type StatisticsFailure = { id: string; method: string; field: string; expected: string; got: string };

/** What `validate statistics` found. `lines` is what the command prints. */
export type StatisticsValidation = { passed: number; failed: number; lines: string[] };

/**
 * Calls the product's own statistics with the cases of a file (form `radiology-qa-statistics/1`) and compares. A case of
 * a method that does not exist fails. Throws where the file cannot be read or has another form.
 * @param options.json the lines hold one JSON document instead of one sentence a failing case
 */
export async function validateStatistics(
	path: string,
	options: { json: boolean }
): Promise<StatisticsValidation> {
	const { cases } = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
	const failures = cases.map(checkCase).filter((failure) => failure !== null);
	const failed = failures.length;
	const passed = cases.length - failed;
	if (options.json)
		return { passed, failed, lines: [JSON.stringify({ passed, failed, failures }, null, '\t')] };
	const lines = failures.map(
		({ id, field, expected, got }) => `${id}: ${field} expected ${expected}, got ${got}`
	);
	return { passed, failed, lines: [...lines, `${passed} passed, ${failed} failed`] };
}

/** The first difference of a case, or null. */
function checkCase(example: ExampleCase): StatisticsFailure | null {
	const { id, method } = example;
	const fail = (field: string, expected: string, got: string): StatisticsFailure => ({
		id,
		method,
		field,
		expected,
		got
	});
	const run = catalogue.get(method);
	if (!run) return fail(method, 'an outcome', 'no such method');

	let outcome: unknown;
	try {
		outcome = run(example.inputs);
	} catch (error) {
		if (example.expected['error'] === true) return null;
		const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
		return fail('outcome', show(example.expected), `an error: ${reason}`);
	}
	if (example.expected['error'] === true) return fail('outcome', 'an error', show(outcome));
	const difference =
		findDifference('', example.expected, outcome, example.tolerance) ??
		findPublishedDifference(example, outcome);
	return difference ? fail(difference.field, show(difference.expected), show(difference.got)) : null;
}

type Difference = { field: string; expected: unknown; got: unknown };

function findPublishedDifference(example: ExampleCase, outcome: unknown): Difference | null {
	const { values, abs } = example.published ?? { values: {}, abs: 0 };
	for (const [path, expected] of Object.entries(values)) {
		const got = path.split('.').reduce(child, outcome);
		const difference = findDifference(`published.${path}`, expected, got, { abs, rel: 0 });
		if (difference) return difference;
	}
	return null;
}

function findDifference(
	field: string,
	expected: unknown,
	got: unknown,
	tolerance: Tolerance
): Difference | null {
	const isList = Array.isArray(expected);
	if (typeof expected !== 'object' || expected === null) {
		return isSame(expected, got, tolerance) ? null : { field, expected, got };
	}
	if (isList !== Array.isArray(got)) return { field, expected, got };
	if (isList && Array.isArray(got) && got.length !== expected.length) {
		return { field: `${field}.length`, expected: expected.length, got: got.length };
	}
	for (const [key, value] of Object.entries(expected)) {
		const name = field === '' ? key : `${field}.${key}`;
		const difference = findDifference(name, value, child(got, key), tolerance);
		if (difference) return difference;
	}
	return null;
}

function isSame(expected: unknown, got: unknown, { abs, rel }: Tolerance): boolean {
	if (typeof expected !== 'number' || typeof got !== 'number') return expected === got;
	// Two whole numbers are counts or ranks and must be equal, however wide the tolerance.
	if (Number.isInteger(expected) && Number.isInteger(got)) return expected === got;
	return Math.abs(got - expected) <= abs + rel * Math.abs(expected);
}

function child(parent: unknown, key: string): unknown {
	if (typeof parent !== 'object' || parent === null) return undefined;
	return Object.getOwnPropertyDescriptor(parent, key)?.value;
}

function show(value: unknown): string {
	if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}
