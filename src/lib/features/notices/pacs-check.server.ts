import { err, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { checkPacs } from '#lib/server/pacs/check.ts';
import type { PacsFailure } from '#lib/server/pacs/failure.ts';

/** Tries the connection to the PACS that the settings name. Gives how many milliseconds its answer took. */
export async function testPacs(app: App): Promise<Result<number, PacsFailure>> {
	const { pacs } = app.config;
	return pacs ? checkPacs(pacs) : err('pacs-not-set');
}
