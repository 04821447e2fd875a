let holders = 0;
const waiting = new Set<() => void>();

/**
 * Asks for no further frame until the returned function is called: what somebody waits for, such as a save, has the line to the server
 * to itself. A page has one line, whatever viewers it shows.
 */
export function holdLine(): () => void {
	let isHolding = true;
	holders += 1;
	return () => {
		if (!isHolding) return;
		isHolding = false;
		holders -= 1;
		if (holders === 0) for (const goOn of [...waiting]) goOn();
	};
}

export function isLineHeld(): boolean {
	return holders > 0;
}

/** Calls back each time the line is free again; returns the way to stop. */
export function onLineFree(goOn: () => void): () => void {
	waiting.add(goOn);
	return () => waiting.delete(goOn);
}

/** Resolves at once, or when the line is free again. */
export async function lineFree(): Promise<void> {
	while (isLineHeld())
		await new Promise<void>((resolve) => {
			const stop = onLineFree(() => {
				stop();
				resolve();
			});
		});
}
