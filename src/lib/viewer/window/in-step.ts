import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import type { Tone, Whereabouts, WindowLink } from './link.ts';

/**
 * One window's half of being in step with another: what is done here is said there once, and what is said there is done here
 * without being said back.
 */
export function makeStep(link: () => WindowLink | undefined) {
	let handle: ViewerHandle | undefined;
	let lastWhere = '';
	let lastMarks = '';
	let lastTone: Tone | null = null;

	/** A window that was set by hand: another cell or series with one of its own is no change. */
	function toned(): void {
		const tone = handle?.tone() ?? null;
		const before = lastTone;
		lastTone = tone;
		if (!tone?.window || !before?.window) return;
		if (tone.cell !== before.cell || tone.displaySetId !== before.displaySetId) return;
		const isSame =
			tone.window.center === before.window.center &&
			tone.window.width === before.window.width &&
			tone.isInverted === before.isInverted;
		if (!isSame) link()?.post({ kind: 'tone', tone });
	}

	return {
		/** The viewer of this window, or that it has gone. */
		take(opened: ViewerHandle | undefined): void {
			handle = opened;
		},
		where: (): Whereabouts | null => handle?.whereabouts() ?? null,
		tone: (): Tone | null => handle?.tone() ?? null,
		/** Something changed in this window's viewer. */
		changed(): void {
			if (!link()) return;
			toned();
			const where = handle?.whereabouts();
			const text = JSON.stringify(where ?? null);
			if (!where || text === lastWhere) return;
			lastWhere = text;
			link()?.post({ kind: 'where', where });
		},
		/** The other window looks elsewhere. */
		follow(where: Whereabouts | null): void {
			if (!handle || !where) return;
			handle.goTo(where);
			// A window with other series is near, not at the same place: saying so would send the other one there.
			lastWhere = JSON.stringify(handle.whereabouts());
		},
		/** The other window shows a series in another window. */
		followTone(tone: Tone | null): void {
			if (!handle || !tone) return;
			handle.takeTone(tone);
			lastTone = handle.tone();
		},
		/** Marks as they are here; says whether the other window had to be told. */
		marked(marks: readonly Mark[]): boolean {
			const text = JSON.stringify(marks);
			if (text === lastMarks) return false;
			lastMarks = text;
			link()?.post({ kind: 'marks', marks: [...marks] });
			return true;
		},
		/** Marks as the other window has them. */
		heard(marks: readonly Mark[]): void {
			lastMarks = JSON.stringify(marks);
		}
	};
}
