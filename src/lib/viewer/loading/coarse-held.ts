/** The coarse images of frames that are on their way: of each the latest, until the whole one is here. */
export type CoarseHeld = {
	find(stack: number, position: number): string | undefined;
	put(stack: number, position: number, coarseId: string): void;
	drop(stack: number, position: number): void;
	close(): void;
};

export function holdCoarse({
	isLoaded,
	onArrived,
	forget
}: {
	isLoaded(stack: number, position: number): boolean;
	onArrived(stack: number, position: number): void;
	forget(coarseId: string): void;
}): CoarseHeld {
	const held = new Map<string, string>();
	const key = (stack: number, position: number) => `${stack}/${position}`;
	let isClosed = false;
	function drop(stack: number, position: number): void {
		const coarseId = held.get(key(stack, position));
		if (coarseId === undefined) return;
		held.delete(key(stack, position));
		forget(coarseId);
	}
	return {
		find: (stack, position) => held.get(key(stack, position)),
		put(stack, position, coarseId) {
			if (isClosed || isLoaded(stack, position)) return forget(coarseId);
			const before = held.get(key(stack, position));
			held.set(key(stack, position), coarseId);
			onArrived(stack, position);
			if (before !== undefined) forget(before);
		},
		drop,
		close() {
			isClosed = true;
			for (const coarseId of held.values()) forget(coarseId);
			held.clear();
		}
	};
}
