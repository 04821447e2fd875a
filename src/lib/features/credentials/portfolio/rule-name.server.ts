import { accreditationPack, boardsPack } from '#lib/core/credentials/cme/packs.ts';

const rules = new Map(
	[...accreditationPack.rules, ...boardsPack.rules].map(({ id, requirement }) => [id, requirement.value])
);

/** What a rule of continuing education is called; its id where no pack has it. */
export function ruleName(id: string): string {
	return rules.get(id)?.authority ?? id;
}

/** What a rule of continuing education counts: credits where it does not say. */
export function ruleUnit(id: string): string {
	return rules.get(id)?.unit ?? 'credits';
}
