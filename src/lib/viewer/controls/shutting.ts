/**
 * Shuts a `details` by Escape, which gives the focus back to its summary and goes no further, and by a press anywhere
 * else on the page. For `{@attach shutting}`.
 */
export function shutting(details: HTMLDetailsElement): () => void {
	const onKey = (event: KeyboardEvent): void => {
		if (event.key !== 'Escape' || !details.open) return;
		details.open = false;
		details.querySelector('summary')?.focus();
		event.preventDefault();
		event.stopPropagation();
	};
	const onPress = (event: PointerEvent): void => {
		if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
	};
	details.addEventListener('keydown', onKey);
	addEventListener('pointerdown', onPress);
	return () => {
		details.removeEventListener('keydown', onKey);
		removeEventListener('pointerdown', onPress);
	};
}
