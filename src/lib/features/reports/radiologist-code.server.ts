import { entryOf, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findByCode } from '#lib/features/quality/under-codes.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * What a page or a form asks for, with the id of the radiologist in the place of the code that it names them by. Pages of reports give codes
 * alone, and take nothing else: who knows an id from a page with names would learn whose a code is. Reports that name people are asked for by
 * id, and show no code.
 */
export async function withRadiologistId<
	R extends { readonly kind: ReportKind; readonly radiologist?: string | undefined }
>(read: ReadHandle, asked: R): Promise<Result<R, 'radiologist-not-found'>> {
	if (!asked.radiologist || entryOf(asked.kind).people === 'names') return ok(asked);
	const radiologist = await findByCode(read, asked.radiologist);
	return radiologist === null ? err('radiologist-not-found') : ok({ ...asked, radiologist });
}
