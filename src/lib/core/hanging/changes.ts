import type { HangingProtocol } from './protocol.ts';

type Named = { readonly id: string; readonly name: string };

/** What another version changes: protocols by code. */
export type HangingChanges = {
	readonly added: readonly Named[];
	readonly retired: readonly Named[];
	readonly changed: readonly Named[];
	/** Those in both versions stand in another order, which decides between equals. */
	readonly isReordered: boolean;
};

/** Compares two versions code by code. */
export function hangingChanges(
	before: readonly HangingProtocol[],
	after: readonly HangingProtocol[]
): HangingChanges {
	const named = ({ id, name }: HangingProtocol): Named => ({ id, name });
	const find = (of: readonly HangingProtocol[], id: string) => of.find((each) => each.id === id);
	const both = after.filter(({ id }) => find(before, id));
	const order = before.filter(({ id }) => find(after, id)).map(({ id }) => id);
	return {
		added: after.filter(({ id }) => !find(before, id)).map(named),
		retired: before.filter(({ id }) => !find(after, id)).map(named),
		changed: both.filter((each) => JSON.stringify(each) !== JSON.stringify(find(before, each.id))).map(named),
		isReordered: both.some(({ id }, at) => id !== order[at])
	};
}
