/** A server that is there refuses or agrees within this time. */
const answerLimitMs = 5_000;

/** Whether the server behind an address gives any answer at all, be it a refusal. */
export async function isReachable(url: string): Promise<boolean> {
	try {
		await fetch(url, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(answerLimitMs) });
		return true;
	} catch {
		return false;
	}
}
