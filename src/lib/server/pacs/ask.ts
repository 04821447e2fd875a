import { err, ok, type Result } from '#lib/core/result.ts';
import { parseMediaType, type MediaRange } from '#lib/server/dicomweb/media-types.ts';
import { PacsError, type PacsFailure } from './failure.ts';
import { getBytes } from './get-bytes.ts';
import type { PacsSettings } from './settings.ts';
import { takeTurn } from './turns.ts';

/** A good answer of the PACS: its bytes come within the limits, or reading them throws a `PacsError`. */
export type PacsAnswer = { readonly type: MediaRange | null; readonly body: AsyncIterable<Uint8Array> };

export type Question = {
	/** Segments below the root; each is encoded. */
	readonly path: readonly string[];
	readonly query?: Readonly<Record<string, string>>;
	readonly accept: string;
	/** Whether the answer may come compressed on its way: text is a tenth then, pixels cost both sides more than they save. */
	readonly isText: boolean;
	readonly maxBytes: number;
	/** Aborted when nobody wants the answer any more. */
	readonly unwanted?: AbortSignal | undefined;
};

/**
 * Asks the PACS one thing, within its limits of time and size, and hands the answer to `use`, which reads it to its end or leaves it.
 * Null stands for 204. Nothing but the configured address is ever asked: redirects are not followed. Answers are not trusted.
 */
export async function askPacs<T>(
	pacs: PacsSettings,
	question: Question,
	use: (answer: PacsAnswer | null) => Promise<Result<T, PacsFailure>>
): Promise<Result<T, PacsFailure>> {
	const { limits, authorization } = pacs;
	const url = new URL(`${pacs.url}/${question.path.map(encodeURIComponent).join('/')}`);
	for (const [name, value] of Object.entries(question.query ?? {})) url.searchParams.set(name, value);
	const { unwanted } = question;
	const turn = await takeTurn(pacs, unwanted);
	if (!turn.ok) return turn;
	const gone = new AbortController();
	let isLate = false;
	const giveUp = (): void => {
		isLate = true;
		gone.abort();
	};
	const leave = (): void => gone.abort();
	unwanted?.addEventListener('abort', leave);
	const whole = setTimeout(giveUp, limits.wholeMs);
	let quiet = setTimeout(giveUp, limits.answerMs);
	const heard = (): void => {
		clearTimeout(quiet);
		quiet = setTimeout(giveUp, limits.answerMs);
	};
	const failureOr = (other: PacsFailure): PacsFailure => {
		if (unwanted?.aborted) return 'pacs-unwanted';
		return isLate ? 'pacs-too-slow' : other;
	};

	async function* bounded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		let bytes = 0;
		try {
			for await (const chunk of body) {
				heard();
				bytes += chunk.length;
				if (bytes > question.maxBytes) throw new PacsError('pacs-answer-too-large');
				yield chunk;
			}
		} catch (error) {
			throw error instanceof PacsError ? error : new PacsError(failureOr('pacs-answer-broken-off'));
		}
	}

	try {
		let response: { readonly status: number; readonly contentType: string; readonly body: Body };
		const { accept, isText } = question;
		const headers = { accept, ...(authorization === null ? {} : { authorization }) };
		try {
			response = isText
				? await getText(url, { headers, gone: gone.signal })
				: await getBytes(url, { headers: { ...headers, 'accept-encoding': 'identity' }, gone: gone.signal });
		} catch {
			// Why a connection fails may name hosts and addresses: the code is enough.
			return err(failureOr('pacs-unreachable'));
		}
		heard();
		const failure = failureOfStatus(response.status);
		if (failure) return err(failure);
		if (response.status === 204 || !response.body) return await use(null);
		const type = parseMediaType(response.contentType);
		return await use({ type, body: bounded(response.body) });
	} catch (error) {
		if (error instanceof PacsError) return err(error.failure);
		throw error;
	} finally {
		clearTimeout(quiet);
		clearTimeout(whole);
		unwanted?.removeEventListener('abort', leave);
		// What was not read is not waited for.
		gone.abort();
		turn.value();
	}
}

type Body = AsyncIterable<Uint8Array> | null;

async function getText(
	url: URL,
	{ headers, gone }: { readonly headers: Readonly<Record<string, string>>; readonly gone: AbortSignal }
): Promise<{ status: number; contentType: string; body: Body }> {
	const response = await fetch(url, { headers, redirect: 'manual', signal: gone });
	return {
		status: response.status,
		contentType: response.headers.get('content-type') ?? '',
		body: response.body
	};
}

function failureOfStatus(status: number): PacsFailure | null {
	if (status >= 200 && status < 300) return status === 200 || status === 204 ? null : 'pacs-answer-unusable';
	if (status >= 300 && status < 400) return 'pacs-redirects';
	if (status === 401 || status === 403) return 'pacs-denies';
	if (status === 404 || status === 410) return 'pacs-has-not';
	return status < 500 ? 'pacs-refuses' : 'pacs-fails';
}

/** A list of DICOM JSON objects; none where the PACS says that there is nothing. */
export function askJson(
	pacs: PacsSettings,
	question: Pick<Question, 'path' | 'query'>
): Promise<Result<readonly unknown[], PacsFailure>> {
	const asked = {
		...question,
		accept: 'application/dicom+json',
		isText: true,
		maxBytes: pacs.limits.jsonBytes
	};
	return askPacs(pacs, asked, async (answer) => {
		if (!answer) return ok([]);
		if (!/^application\/(dicom\+)?json$/.test(answer.type?.type ?? '')) return err('pacs-answer-unusable');
		const chunks: Uint8Array[] = [];
		for await (const chunk of answer.body) chunks.push(chunk);
		try {
			const list: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
			return Array.isArray(list) ? ok(list) : err('pacs-answer-unusable');
		} catch {
			return err('pacs-answer-unusable');
		}
	});
}
