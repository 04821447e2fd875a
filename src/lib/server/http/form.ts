const MAX_FIELD_CHARS = 200_000;

/**
 * A posted form as plain values: a name that comes more than once, or ends in `[]`, gives a list. JSON bodies of
 * enhanced forms are taken as they are. Files are left out: uploads have their own endpoint.
 */
export async function readForm(request: Request): Promise<Record<string, unknown>> {
	const type = request.headers.get('content-type') ?? '';
	if (type.startsWith('application/json')) {
		const body: unknown = await request.json().catch(() => null);
		return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
	}
	const form = await request.formData();
	const values: Record<string, unknown> = {};
	for (const name of new Set(form.keys())) {
		const texts = form
			.getAll(name)
			.filter((value): value is string => typeof value === 'string')
			// PostgreSQL keeps no NUL in a text, and nobody types one.
			.map((text) => text.slice(0, MAX_FIELD_CHARS).replaceAll('\0', ''));
		if (name.endsWith('[]')) values[name.slice(0, -2)] = texts;
		else if (texts.length > 1) values[name] = texts;
		else if (texts.length === 1) values[name] = texts[0];
	}
	return values;
}
