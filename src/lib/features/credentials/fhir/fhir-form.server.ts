import { err, ok, type Result } from '#lib/core/result.ts';

const MOST_CHARS = 900_000;

/** The text of a bundle as a form sends it: a file, or what was pasted. */
export async function readFhirForm(
	request: Request
): Promise<Result<string, 'fhir-too-large' | 'file-required'>> {
	const form = await request.formData();
	const file = form.get('file');
	const pasted = form.get('text');
	const isFile = file instanceof File && file.size > 0;
	const text = isFile ? await file.text() : typeof pasted === 'string' ? pasted : '';
	if (text.trim() === '') return err('file-required');
	return text.length > MOST_CHARS ? err('fhir-too-large') : ok(text);
}
