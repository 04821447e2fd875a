import { ok, type Result } from '#lib/core/result.ts';
import { askJson } from './ask.ts';
import type { PacsFailure } from './failure.ts';
import type { PacsSettings } from './settings.ts';

/** Tries the connection by a search for one study. Gives how many milliseconds the answer took. */
export async function checkPacs(pacs: PacsSettings): Promise<Result<number, PacsFailure>> {
	const startedAt = performance.now();
	const found = await askJson(pacs, { path: ['studies'], query: { limit: '1' } });
	return found.ok ? ok(Math.round(performance.now() - startedAt)) : found;
}
