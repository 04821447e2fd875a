import { fail } from '@sveltejs/kit';
import type { z } from 'zod';
import { maxDocumentFormBytes } from '#lib/core/credentials/documents.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { faultCode } from '#lib/server/http/fault-code.ts';
import { readForm } from '#lib/server/http/form.ts';
import type { Permission } from '#lib/core/permissions.ts';
import { fileAction, type ActionFailure, type Context } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

/** A file of a form, on its way into the vault. */
export type SentFile = { readonly name: string; readonly source: AsyncIterable<Uint8Array> };

export type SentForm<T> = {
	readonly input: T;
	/** Null where none was chosen. */
	readonly file: SentFile | null;
	/** What was typed, to be shown again. */
	readonly values: Readonly<Record<string, unknown>>;
};

/**
 * Reads a form with one document in its field `file`. A form that is too long, or does not say how long it is, is refused before a byte
 * of it is read.
 */
export async function readDocumentForm<S extends z.ZodType>(
	request: Request,
	schema: S
): Promise<Result<SentForm<z.output<S>>, ActionFailure>> {
	const type = request.headers.get('content-type') ?? '';
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	if (!(length <= maxDocumentFormBytes)) return err({ error: 'too-large-document' });
	const form = type.startsWith('multipart/form-data')
		? await request.formData().catch(() => null)
		: new URLSearchParams(await request.text());
	if (!form) return err({ error: 'document-broken-off' });
	const values = await readForm(textsOf(form, request.url));
	const parsed = schema.safeParse(values, { reportInput: true });
	if (!parsed.success) {
		const fields: Record<string, string> = {};
		for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'form'] ??= faultCode(issue);
		return err({ fields, values });
	}
	// A photo and a chosen file have a field each; what is left empty comes as a file without a name.
	const file = form.getAll('file').find((one) => one instanceof File && one.name !== '');
	const sent = file instanceof File ? sentFile(file) : null;
	return ok({ input: parsed.data, file: sent, values });
}

function sentFile(file: File): SentFile {
	// Node's stream of a File is typed apart from the web's; they are the same at run time.
	return { name: file.name, source: file.stream() as unknown as AsyncIterable<Uint8Array> };
}

/** The texts of a form as a request of their own: fields are read in one place. */
function textsOf(form: FormData | URLSearchParams, url: string): Request {
	const texts = new URLSearchParams();
	for (const [name, value] of form) if (typeof value === 'string') texts.append(name, value);
	return new Request(url, { method: 'POST', body: texts });
}

/** What is wrong: a code, or codes by field. */
type Problem = string | Pick<ActionFailure, 'error' | 'fields' | 'values'>;

/**
 * A form action for a form that may carry one document: reads it, runs the command, and answers as an action does.
 * @param what names the act to a page that has several
 */
export function documentAction<S extends z.ZodType, T>(
	permission: Permission,
	schema: S,
	command: (context: Context, form: SentForm<z.output<S>>) => Promise<Result<T, Problem>>,
	what = ''
) {
	return fileAction(permission, async (context: Context) => {
		const form = await readDocumentForm(context.event.request, schema);
		if (!form.ok) return fail(...failWith(form.error));
		const done = await command(context, form.value);
		return done.ok ? { done: true as const, what } : fail(...failWith(done.error, form.value.values));
	});
}

/** What `fail` is called with for an error code, or for what is wrong with the fields. */
export function failWith(
	problem: Problem,
	values?: Readonly<Record<string, unknown>>
): [number, ActionFailure] {
	const failure = typeof problem === 'string' ? { error: problem } : problem;
	return [statusOf(failure.error ?? ''), values ? { ...failure, values } : failure];
}
