import type { HangingProtocol } from '#lib/core/hanging/protocol.ts';

/** The first image waits for them, and no longer: without them it hangs by itself. */
const limitMs = 4_000;

let loading: Promise<readonly HangingProtocol[]> | null = null;

/** The group's protocols, asked for once a page load. Rejects when they cannot be had; the next call asks again. */
export function loadHangingProtocols(): Promise<readonly HangingProtocol[]> {
	loading ??= fetchProtocols().catch((error: unknown) => {
		loading = null;
		throw error;
	});
	return loading;
}

async function fetchProtocols(): Promise<readonly HangingProtocol[]> {
	const response = await fetch('/hanging-protocols', { signal: AbortSignal.timeout(limitMs) });
	if (!response.ok) throw new Error(`hanging protocols: status ${response.status}`);
	const answer: { protocols: readonly HangingProtocol[] } = await response.json();
	return answer.protocols;
}
