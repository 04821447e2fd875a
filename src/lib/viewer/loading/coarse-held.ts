import { forgetCoarse } from './coarse-image.ts';

/** The coarse images of frames that are on their way: of each the latest, until the whole one is here. */
export type CoarseHeld = {
	find(stack: number, position: number): string | undefined;
	put(stack: number, position: number, coarseId: string): void;
	drop(stack: number, position: number): void;
	close(): void;
};

export function holdCoarse({
	isLoaded,
	onArrived
}: {
	isLoaded(stack: number, position: number): boolean;
	onArrived(stack: number, position: number): void;
}): CoarseHeld {
	const held = new Map<string, string>();
	const key = (stack: number, position: number) => `${stack}/${position}`;
	let isClosed = false;
	function drop(stack: number, position: number): void {
		const coarseId = held.get(key(stack, position));
		if (coarseId === undefined) return;
		held.delete(key(stack, position));
		forgetCoarse(coarseId);
	}
	return {
		find: (stack, position) => held.get(key(stack, position)),
		put(stack, position, coarseId) {
			if (isClosed || isLoaded(stack, position)) return forgetCoarse(coarseId);
			const before = held.get(key(stack, position));
			held.set(key(stack, position), coarseId);
			onArrived(stack, position);
			if (before !== undefined) forgetCoarse(before);
		},
		drop,
		close() {
			isClosed = true;
			for (const coarseId of held.values()) forgetCoarse(coarseId);
			held.clear();
		}
	};
}
