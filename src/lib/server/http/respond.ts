/** Error codes by the HTTP status they become; a code that is not here is the caller's fault: 400. */
const statuses: Readonly<Record<number, readonly RegExp[]>> = {
	404: [/not-found$/],
	403: [/^not-permitted/, /^own-/, /out-of-scope$/],
	409: [/^already-/, /^stale-/, /^not-tied$/, /-taken$/, /-conflict$/, /^not-in-state/],
	410: [/^export-(expired|revoked)$/],
	413: [/^too-large/],
	415: [/^unsupported-/],
	429: [/^too-many-/]
};

/** The HTTP status of an expected failure. */
export function statusOf(code: string): number {
	for (const [status, patterns] of Object.entries(statuses)) {
		if (patterns.some((pattern) => pattern.test(code))) return Number(status);
	}
	return 400;
}

/** A JSON answer that no cache keeps. */
export function json(
	body: unknown,
	init: { status?: number; headers?: Record<string, string> } = {}
): Response {
	return new Response(JSON.stringify(body), {
		status: init.status ?? 200,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...init.headers }
	});
}

/** An expected failure as a JSON answer with its status. */
export function failure(code: string): Response {
	return json({ error: code }, { status: statusOf(code) });
}
