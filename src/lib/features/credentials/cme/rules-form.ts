import { z } from 'zod';
import { cmePacksOf } from '#lib/core/credentials/cme/held.ts';
import { credentialPolicySchema, type CredentialPolicy } from '#lib/core/credentials/policy.ts';

export type CmeChanges = CredentialPolicy['cmeChanges'];

/** What is wrong with a line of changes; numbers count from 1. */
export type LineProblem = {
	readonly line: number;
	readonly code: 'not-json' | 'malformed' | 'unknown-rule' | 'own-revision';
	readonly detail: string;
};

/** The form of the group's own choices: which rules all are held to, and changes to rules, one JSON object a line. */
export const cmeRulesForm = z.object({
	basedOn: z.coerce.number().int().min(0),
	rules: z
		.union([z.string().transform((one) => [one]), z.array(z.string())])
		.default([])
		.pipe(credentialPolicySchema.shape.cmeRules),
	changes: z.string().max(200_000, 'text-too-long').default('')
});
export type CmeRulesForm = z.output<typeof cmeRulesForm>;

const changeSchema = credentialPolicySchema.shape.cmeChanges.element;

/** Reads the lines of changes: each is named that cannot be one, or does not fit the rule that it changes. */
export function readChanges(text: string): { changes: CmeChanges; problems: LineProblem[] } {
	const changes: CmeChanges = [];
	const problems: LineProblem[] = [];
	const seen = new Set<string>();
	for (const [at, written] of text.split(/\r?\n/).entries()) {
		if (written.trim() === '') continue;
		const line = at + 1;
		const json = parseJson(written);
		if (json === undefined) {
			problems.push({ line, code: 'not-json', detail: '' });
			continue;
		}
		const parsed = changeSchema.safeParse(json);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const detail = issue ? `${issue.path.join('.')}: ${issue.message}` : '';
			problems.push({ line, code: 'malformed', detail });
			continue;
		}
		const name = `${parsed.data.rule} ${parsed.data.revision}`;
		const fits = cmePacksOf({ cmeChanges: [...changes, parsed.data] });
		if (seen.has(name)) problems.push({ line, code: 'own-revision', detail: name });
		else if (!fits.ok) problems.push({ line, code: fits.error.code, detail: fits.error.detail });
		else changes.push(parsed.data);
		seen.add(name);
	}
	return { changes, problems };
}

function parseJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Changes as the form shows them: a line each. */
export function changesText(changes: CmeChanges): string {
	return changes.map((change) => JSON.stringify(change)).join('\n');
}
