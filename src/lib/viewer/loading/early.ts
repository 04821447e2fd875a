/** An answer and its bytes, none of a refusal. */
export type Answer = { response: Response; bytes: ArrayBuffer };

declare global {
	/** Answers that the script at the top of the page (`app.html`) asked for before the rest of the page was there, by URL. */
	var overreadEarly: Map<string, Promise<Answer>> | undefined;
}

/** How an answer on its way that a part of the page asked for is given up. */
const waysOut = new WeakMap<Promise<Answer>, () => void>();

/**
 * What was asked for before anybody needed it: the second time there is nothing, and no answer where it, or the wait for it, was given
 * up. Rejects with a TypeError where nobody answered, as `fetch` does.
 */
export function takeEarly(url: string, signal?: AbortSignal): Promise<Answer | undefined> | undefined {
	const asked = globalThis.overreadEarly?.get(url);
	globalThis.overreadEarly?.delete(url);
	const answer = asked?.catch((error: unknown) => {
		if (error instanceof TypeError) throw error;
		return undefined;
	});
	if (!answer || !signal) return answer;
	const ended = new Promise<undefined>((resolve) => {
		const end = () => {
			giveUp(asked);
			resolve(undefined);
		};
		if (signal.aborted) end();
		else signal.addEventListener('abort', end, { once: true });
	});
	return Promise.race([answer, ended]);
}

/** Whether somebody has asked for it before it was needed. */
export function isEarly(url: string): boolean {
	return globalThis.overreadEarly?.has(url) ?? false;
}

/** Gives up an answer that nobody has taken. */
export function dropEarly(url: string): void {
	giveUp(globalThis.overreadEarly?.get(url));
	globalThis.overreadEarly?.delete(url);
}

function giveUp(asked: Promise<Answer> | undefined): void {
	if (asked) waysOut.get(asked)?.();
}

/** Keeps an answer for whoever asks for it next; `wayOut` ends the request where nobody does, or who did has left. */
export function keepEarly(url: string, answer: Promise<Answer>, wayOut?: () => void): void {
	globalThis.overreadEarly ??= new Map();
	globalThis.overreadEarly.set(url, answer);
	if (wayOut) waysOut.set(answer, wayOut);
	// Whoever takes it hears of a failure; nobody may.
	answer.catch(() => undefined);
}
