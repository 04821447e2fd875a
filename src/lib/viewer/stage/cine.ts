/** Plays a stack at its rate. A frame that has not arrived yet is waited for rather than skipped. */
export type Cine = { play(framesPerSecond: number): void; pause(): void; isPlaying(): boolean };

export function makeCine(advance: () => void): Cine {
	let request = 0;

	return {
		play(framesPerSecond) {
			cancelAnimationFrame(request);
			const intervalMs = 1000 / framesPerSecond;
			let dueMs = performance.now() + intervalMs;
			const tick = (nowMs: number) => {
				if (nowMs >= dueMs) {
					// After a pause of the page the missed frames are let go, not caught up with.
					dueMs = Math.max(dueMs + intervalMs, nowMs);
					advance();
				}
				request = requestAnimationFrame(tick);
			};
			request = requestAnimationFrame(tick);
		},
		pause() {
			cancelAnimationFrame(request);
			request = 0;
		},
		isPlaying: () => request !== 0
	};
}
