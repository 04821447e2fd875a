import type { HangingProtocol } from '#lib/core/hanging/protocol.ts';
import { takeEarly } from '#lib/viewer/loading/early.ts';

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
	const answer: { protocols: readonly HangingProtocol[] } = JSON.parse(await fetchText());
	return answer.protocols;
}

async function fetchText(): Promise<string> {
	const limit = AbortSignal.timeout(limitMs);
	const early = takeEarly('/hanging-protocols', limit);
	const answer = early && (await early);
	if (answer?.response.ok) return new TextDecoder().decode(answer.bytes);
	const response = await fetch('/hanging-protocols', { signal: limit });
	if (!response.ok) throw new Error(`hanging protocols: status ${response.status}`);
	return response.text();
}
