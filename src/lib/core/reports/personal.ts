/** Documents that somebody takes away of themselves: the register names them for those who may see it, the file is theirs alone. */
export const personalKinds = ['portfolio', 'participation-letter'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** Whether only who took a kind of export may take it again: what is of one person, and the audit log, which not everybody may see whole. */
export function isPersonal(kind: string): boolean {
	return kind === 'audit-extract' || personalKinds.some((one) => one === kind);
}
