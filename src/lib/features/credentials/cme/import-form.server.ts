import { err, ok, type Result } from '#lib/core/result.ts';

/** The most that a form with a file of activities may carry: it is read into memory. */
export const maxCmeFileBytes = 16_000_000;

/** The file of the form, in memory and bounded. */
export async function readCmeForm(
	request: Request
): Promise<Result<AsyncIterable<Uint8Array>, 'too-large-form' | 'file-required'>> {
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	// Without a length the form could be endless.
	if (!(length <= maxCmeFileBytes)) return err('too-large-form');
	const file = (await request.formData()).get('file');
	if (!(file instanceof File) || file.size === 0) return err('file-required');
	return ok(chunksOf(file));
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
