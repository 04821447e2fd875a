import { dateOrders } from '#lib/core/legacy/days.ts';
import { isLegacyScale } from '#lib/core/legacy/map.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { LegacyFile } from './legacy-import.server.ts';
import { maxFormBytes } from './upload-limits.ts';
import { shownName } from './walk-files.server.ts';

/** The file and the scale of the form. The file is in memory then, and bounded. */
export async function readLegacyForm(
	request: Request
): Promise<Result<LegacyFile, 'too-large-form' | 'file-required'>> {
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	// Without a length the form could be endless.
	if (!(length <= maxFormBytes)) return err('too-large-form');
	const form = await request.formData();
	const file = form.get('file');
	if (!(file instanceof File) || file.size === 0) return err('file-required');
	const scale = String(form.get('scale') ?? '');
	return ok({
		name: shownName(file.name.replaceAll('\\', '/').replace(/^\/+/, '')) || '?',
		chunks: chunksOf(file),
		scale: isLegacyScale(scale) ? scale : null,
		order: dateOrders.find((order) => order === form.get('order')) ?? null
	});
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
