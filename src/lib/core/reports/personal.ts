/** Documents that somebody takes away of themselves: the register names them for those who may see it, the file is theirs alone. */
export const personalKinds = ['portfolio', 'participation-letter'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** Whether a kind of export is of one person, who alone may take it. */
export function isPersonal(kind: string): kind is PersonalKind {
	return personalKinds.some((one) => one === kind);
}
