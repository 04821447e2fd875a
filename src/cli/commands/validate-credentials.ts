import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { runCmeCase } from '#lib/core/credentials/cme/case.ts';
import { runGateCase, type CaseOutcome } from '#lib/core/credentials/gate/case.ts';

const fileSchema = z.object({
	format: z.literal('overread-credentials/1'),
	gate: z.array(z.unknown()).default([]),
	cme: z.array(z.unknown()).default([])
});

/** What `validate credentials` found. `lines` is what the command prints. */
export type CredentialsValidation = { passed: number; failed: number; lines: string[] };

/**
 * Runs the product's own gate and CME engine with the cases of a file (form `overread-credentials/1`): one line for each
 * difference of a case that fails, and the counts of each part. Throws where the file cannot be read or has another form.
 */
export async function validateCredentials(path: string): Promise<CredentialsValidation> {
	const { gate, cme } = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
	const total: CredentialsValidation = { passed: 0, failed: 0, lines: [] };
	for (const [part, outcomes] of [
		['gate', gate.map(runGateCase)],
		['cme', cme.map(runCmeCase)]
	] as const) {
		if (outcomes.length === 0) continue;
		const failing = outcomes.filter(({ differences }) => differences.length > 0);
		total.passed += outcomes.length - failing.length;
		total.failed += failing.length;
		total.lines.push(...failing.flatMap(toLines));
		total.lines.push(`${part}: ${outcomes.length - failing.length} passed, ${failing.length} failed`);
	}
	return total;
}

function toLines({ id, differences }: CaseOutcome): string[] {
	return differences.map(
		({ field, expected, got }) =>
			`${id}: ${field} expected ${JSON.stringify(expected) ?? 'nothing'}, got ${JSON.stringify(got) ?? 'nothing'}`
	);
}
