import { on } from 'svelte/events';
import type { ActiveTime } from './active-time.ts';
import type { Autosave } from './autosave.svelte.ts';

/**
 * Counts the time on a case and saves when it is time to: when the page goes out of sight, when the connection is back, when
 * somebody returns from signing in. Returns what ends it.
 */
export function watchPage<T>(time: ActiveTime, save: Autosave<T>): () => void {
	const touch = (): void => time.touch(performance.now());
	touch();
	const stops = ['pointermove', 'pointerdown', 'wheel', 'keydown'].map((name) =>
		on(window, name, touch, { passive: true })
	);
	stops.push(
		on(document, 'visibilitychange', () => {
			if (document.visibilityState === 'visible') return touch();
			time.pause(performance.now());
			void save.flush();
		}),
		on(window, 'online', () => void save.flush()),
		on(window, 'focus', () => {
			if (save.status === 'signed-out') void save.flush();
		}),
		on(window, 'beforeunload', (event) => {
			if (!save.isSaved() && save.status !== 'ended') event.preventDefault();
		}),
		() => save.stop()
	);
	return () => stops.forEach((stop) => stop());
}
