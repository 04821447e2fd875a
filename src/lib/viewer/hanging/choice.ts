const storageKey = 'overread.hanging';

/** Codes of protocols alone: which one somebody wants in the place of the one that fits best. Kept by the browser. */
type Choices = Record<string, string>;

/** The protocol that was chosen in the place of `bestId` before; undefined when none was, or nothing can be kept here. */
export function keptChoice(bestId: string): string | undefined {
	return read()[bestId];
}

/** Keeps what was chosen in the place of `bestId`; choosing that itself forgets it. */
export function keepChoice(bestId: string, chosenId: string): void {
	const { [bestId]: _old, ...others } = read();
	const choices = chosenId === bestId ? others : { ...others, [bestId]: chosenId };
	try {
		localStorage.setItem(storageKey, JSON.stringify(choices));
	} catch {
		// A browser that keeps nothing opens each study with what fits best.
	}
}

function read(): Choices {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
		if (typeof kept !== 'object' || kept === null) return {};
		return Object.fromEntries(
			Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
		);
	} catch {
		return {};
	}
}
