import { noAnswer } from './frame-queue.ts';

/** As long as the server may send nothing at all: it gives up an archive behind it after 20 seconds, and says so. */
export const silenceMs = 30_000;

/**
 * An answer and its bytes, none of a refusal. Rejects with `noAnswer` where there is no line, it breaks, or nothing comes for
 * `silenceMs`, at the beginning or between two bytes; a slow line may take as long as it needs.
 */
export async function fetchBytes(
	url: string,
	{ accept, signal }: { accept: string; signal?: AbortSignal }
): Promise<{ response: Response; bytes: ArrayBuffer }> {
	let isSilent = false;
	const silence = new AbortController();
	const ending = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
	const giveUp = () => {
		isSilent = true;
		silence.abort();
	};
	let timer = setTimeout(giveUp, silenceMs);
	const heard = () => {
		clearTimeout(timer);
		timer = setTimeout(giveUp, silenceMs);
	};
	try {
		const response = await fetch(url, { headers: { Accept: accept }, signal: ending });
		heard();
		// A body that nobody reads keeps its connection, of which a browser has six.
		if (!response.ok) await response.body?.cancel();
		const bytes = response.ok && response.body ? await readAll(response.body, heard) : new ArrayBuffer(0);
		return { response, bytes };
	} catch (error) {
		// What the browser says of a broken line differs from one browser to the next; it is always this class.
		if (isSilent || error instanceof TypeError) throw new Error(noAnswer, { cause: error });
		throw error;
	} finally {
		clearTimeout(timer);
	}
}

/** Whether something was rejected because nobody answered. */
export function isNoAnswer(error: unknown): boolean {
	return error instanceof Error && error.message === noAnswer;
}

async function readAll(
	body: ReadableStream<Uint8Array<ArrayBuffer>>,
	heard: () => void
): Promise<ArrayBuffer> {
	const reader = body.getReader();
	const parts: Uint8Array<ArrayBuffer>[] = [];
	let length = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		heard();
		parts.push(value);
		length += value.length;
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole.buffer;
}
