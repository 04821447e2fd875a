/** An answer and its bytes, none of a refusal. */
export type Answer = { response: Response; bytes: ArrayBuffer };

declare global {
	/** Answers that the script at the top of the page (`app.html`) asked for before the rest of the page was there, by URL. */
	var overreadEarly: Map<string, Promise<Answer>> | undefined;
}

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
		if (signal.aborted) resolve(undefined);
		else signal.addEventListener('abort', () => resolve(undefined), { once: true });
	});
	return Promise.race([answer, ended]);
}

/** Lets an answer go that nobody has taken. */
export function dropEarly(url: string): void {
	globalThis.overreadEarly?.delete(url);
}

/** Keeps an answer for whoever asks for it next. */
export function keepEarly(url: string, answer: Promise<Answer>): void {
	globalThis.overreadEarly ??= new Map();
	globalThis.overreadEarly.set(url, answer);
	// Whoever takes it hears of a failure; nobody may.
	answer.catch(() => undefined);
}
