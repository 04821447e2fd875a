/** Gathers what a hand does within one frame of the screen into one notice. */
export type Notices = {
	/** Something drawn has changed; the page keeps it where it is a mark. */
	ask(isMark: boolean): void;
	/** Tells at once what waits to be told, and nothing from then on. */
	close(): void;
};

/** A drag sends one event for each move of the hand; `tell` hears once a frame, and whether any of them was of a mark. */
export function makeNotices(tell: (areMarks: boolean) => void): Notices {
	let frame = 0;
	let areMarks = false;

	function send(): void {
		const told = areMarks;
		frame = 0;
		areMarks = false;
		tell(told);
	}

	return {
		ask(isMark) {
			areMarks ||= isMark;
			frame ||= requestAnimationFrame(send);
		},
		close() {
			cancelAnimationFrame(frame);
			// Later, what is drawn is gone, and the page would take that for the wish of the hand.
			if (frame !== 0) send();
		}
	};
}
