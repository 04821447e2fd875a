import type { PacsSettings } from './settings.ts';

type Line = { running: number; readonly waiting: (() => void)[] };

const lines = new WeakMap<PacsSettings, Line>();

/** Waits until fewer than `limits.atOnce` requests are under way; the answer is called once when the request has ended. */
export async function takeTurn(pacs: PacsSettings): Promise<() => void> {
	const line = lines.get(pacs) ?? { running: 0, waiting: [] };
	lines.set(pacs, line);
	if (line.running >= pacs.limits.atOnce) await new Promise<void>((resolve) => line.waiting.push(resolve));
	else line.running += 1;
	return () => {
		// The turn goes to who waits longest.
		const next = line.waiting.shift();
		if (next) next();
		else line.running -= 1;
	};
}
