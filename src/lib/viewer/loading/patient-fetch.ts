import { takeEarly, type Answer } from './early.ts';
import { noAnswer } from './frame-queue.ts';

/** As long as the server may send nothing at all: it gives up an archive behind it after 20 seconds, and says so. */
export const silenceMs = 30_000;

/** What has come of an answer, and how much of it there is, where its header says so. */
export type Arriving = { lengthBytes: number; totalBytes: number | undefined; bytes(): Uint8Array };

/**
 * An answer and its bytes, none of a refusal. Rejects with `noAnswer` where there is no line, it breaks, or nothing comes for
 * `silenceMs`, at the beginning or between two bytes; a slow line may take as long as it needs, and `onMore` is told of what it brings.
 */
export async function fetchBytes(
	url: string,
	{ accept, signal, onMore }: { accept: string; signal?: AbortSignal; onMore?(arriving: Arriving): void }
): Promise<Answer> {
	// Nobody who comes later waits a turn for nothing.
	const asked = takeEarly(url, signal);
	const early = asked && (await asked.catch(failUnanswered));
	if (early) return early;
	signal?.throwIfAborted();
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
		if (!response.ok || !response.body) return { response, bytes: new ArrayBuffer(0) };
		const total = Number(response.headers.get('content-length') ?? NaN);
		const totalBytes = Number.isInteger(total) ? total : undefined;
		const bytes = await readAll(response.body, (parts, lengthBytes) => {
			heard();
			onMore?.({ lengthBytes, totalBytes, bytes: () => joined(parts, lengthBytes) });
		});
		return { response, bytes };
	} catch (error) {
		if (isSilent) throw new Error(noAnswer, { cause: error });
		return failUnanswered(error);
	} finally {
		clearTimeout(timer);
	}
}

/** What the browser says of a broken line differs from one browser to the next; it is always this class. */
function failUnanswered(error: unknown): never {
	throw error instanceof TypeError ? new Error(noAnswer, { cause: error }) : error;
}

/** Whether something was rejected because nobody answered. */
export function isNoAnswer(error: unknown): boolean {
	return error instanceof Error && error.message === noAnswer;
}

type Parts = Uint8Array<ArrayBuffer>[];

async function readAll(
	body: ReadableStream<Uint8Array<ArrayBuffer>>,
	heard: (parts: Parts, length: number) => void
): Promise<ArrayBuffer> {
	const reader = body.getReader();
	const parts: Parts = [];
	let length = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		parts.push(value);
		length += value.length;
		heard(parts, length);
	}
	return joined(parts, length).buffer;
}

function joined(parts: Parts, length: number): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
