/** What one buffer holds: a frame of 512 × 512 pixels of 16 bits with what stands around it, or a part of something larger. */
export const LENT_BYTES = 1024 * 1024;
/** Buffers that lie ready at most: as many as clients in a burst, else some of them get fresh ones each time; and for how long when nobody asks. */
const MOST_READY = 64;
const IDLE_MS = 10_000;

/** Memory that belongs to one answer until it is given back, once, when the system has taken its bytes. */
export type LentBuffer = { readonly bytes: Uint8Array<ArrayBuffer>; giveBack(): void };

/**
 * Lends buffers again and again: fresh memory for each frame costs a fault for every page and collections of garbage in between,
 * which some other answer waits for. One that is never given back is collected like any other.
 */
export function makeLender() {
	const ready: Uint8Array<ArrayBuffer>[] = [];
	let timer: NodeJS.Timeout | undefined;
	const letGo = (): void => {
		ready.length = 0;
		timer = undefined;
	};
	return {
		lend(): LentBuffer {
			// Not zeroed: whoever fills it sends what was filled alone.
			const bytes = ready.pop() ?? new Uint8Array(Buffer.allocUnsafeSlow(LENT_BYTES).buffer);
			let isBack = false;
			return {
				bytes,
				giveBack: () => {
					if (isBack) return;
					isBack = true;
					if (ready.length < MOST_READY) ready.push(bytes);
					if (timer) timer.refresh();
					else timer = setTimeout(letGo, IDLE_MS).unref();
				}
			};
		},
		readyCount: (): number => ready.length
	};
}
