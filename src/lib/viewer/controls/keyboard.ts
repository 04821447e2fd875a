import { isKeyForViewer } from './acts.ts';
import { findAct, isRepeated, keyName, type ViewerAct, type ViewerKeys } from './keys.ts';

/** Hears the keys of a page for the viewer in it. After `g` the next key is the page's: its ways to go somewhere are two keys long. */
export function makeKeyListener(host: {
	keys(): ViewerKeys;
	region(): HTMLElement | undefined;
	/** False while there is nothing that could act. */
	isReady(): boolean;
	act(name: ViewerAct): void;
}): (event: KeyboardEvent) => void {
	let isGoing = false;
	return (event) => {
		const wasGoing = isGoing;
		isGoing = keyName(event) === 'g';
		if (wasGoing) return;
		const name = findAct(event, host.keys());
		if (!name || !host.isReady() || !isKeyForViewer(event, host.region())) return;
		event.preventDefault();
		if (event.repeat && !isRepeated(name)) return;
		host.act(name);
	};
}
