import { err, ok, type Result } from '#lib/core/result.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import type { PacsSettings } from './settings.ts';

type Line = { running: number; readonly waiting: Set<() => void> };

/**
 * Waits until fewer than `limits.atOnce` requests are under way; what it gives is called once when the request has ended. Who comes when
 * `limits.waiting` wait already is told so at once, and who no longer wants the answer leaves the line.
 */
export async function takeTurn(
	pacs: PacsSettings,
	unwanted?: AbortSignal
): Promise<Result<() => void, 'pacs-busy' | 'pacs-unwanted'>> {
	const line = sharedState<Line>(pacs, 'turns', () => ({ running: 0, waiting: new Set() }));
	if (unwanted?.aborted) return err('pacs-unwanted');
	if (line.running < pacs.limits.atOnce) line.running += 1;
	else if (line.waiting.size >= pacs.limits.waiting) return err('pacs-busy');
	else if (!(await waitIn(line, unwanted))) return err('pacs-unwanted');
	return ok(() => {
		// The turn goes to who waits longest.
		const [next] = line.waiting;
		if (next) next();
		else line.running -= 1;
	});
}

/** Whether the turn came before the wait was given up. */
function waitIn({ waiting }: Line, unwanted: AbortSignal | undefined): Promise<boolean> {
	return new Promise((resolve) => {
		const settle = (isTurn: boolean): void => {
			waiting.delete(turn);
			unwanted?.removeEventListener('abort', leave);
			resolve(isTurn);
		};
		const turn = (): void => settle(true);
		const leave = (): void => settle(false);
		waiting.add(turn);
		unwanted?.addEventListener('abort', leave, { once: true });
	});
}
