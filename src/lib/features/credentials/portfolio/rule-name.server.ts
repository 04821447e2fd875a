import { accreditationPack, boardsPack } from '#lib/core/credentials/cme/packs.ts';

const names = new Map(
	[...accreditationPack.rules, ...boardsPack.rules].map(({ id, requirement }) => [
		id,
		requirement.value.authority
	])
);

/** What a rule of continuing education is called; its id where no pack has it. */
export function ruleName(id: string): string {
	return names.get(id) ?? id;
}
