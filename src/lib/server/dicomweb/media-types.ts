/** A media type or range of an Accept or Content-Type header (RFC 9110 8.3.1, 12.5.1). */
export type MediaRange = {
	/** Lower case, for instance `multipart/related`. */
	readonly type: string;
	/** Lower-case names; values without quotes, as they stand. */
	readonly parameters: ReadonlyMap<string, string>;
	/** From 0 to 1; 0 means never. */
	readonly quality: number;
};

const MAX_RANGES = 32;

/** The parts of a header between separators that stand outside quotes. */
function split(text: string, separator: string): string[] {
	const parts: string[] = [];
	let part = '';
	let isQuoted = false;
	for (let at = 0; at < text.length; at++) {
		const letter = text[at] ?? '';
		if (isQuoted && letter === '\\') {
			part += letter + (text[++at] ?? '');
			continue;
		}
		if (letter === '"') isQuoted = !isQuoted;
		if (letter === separator && !isQuoted) {
			parts.push(part.trim());
			part = '';
		} else part += letter;
	}
	parts.push(part.trim());
	return parts.filter((one) => one !== '');
}

function unquote(value: string): string {
	const isQuoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
	return isQuoted ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

/** One media type with its parameters; null where there is none. */
export function parseMediaType(text: string): MediaRange | null {
	const [type = '', ...rest] = split(text, ';');
	if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)) return null;
	const parameters = new Map<string, string>();
	for (const parameter of rest) {
		const at = parameter.indexOf('=');
		if (at > 0)
			parameters.set(parameter.slice(0, at).trim().toLowerCase(), unquote(parameter.slice(at + 1).trim()));
	}
	const quality = Number(parameters.get('q') ?? 1);
	parameters.delete('q');
	return {
		type: type.toLowerCase(),
		parameters,
		quality: Number.isFinite(quality) ? Math.min(1, Math.max(0, quality)) : 0
	};
}

/** The ranges of an Accept header, the best first; of equal ones the first. None where everything is accepted. */
export function parseAccept(header: string | null): readonly MediaRange[] {
	if (header === null) return [];
	return split(header, ',')
		.slice(0, MAX_RANGES)
		.flatMap((one) => parseMediaType(one) ?? [])
		.sort((a, b) => b.quality - a.quality);
}

/** What a request accepts: its `accept` parameter, which links can carry, stands before its header (PS3.18 8.3.3.1). */
export function acceptedBy({
	query,
	header
}: {
	readonly query: URLSearchParams;
	header(name: string): string | null;
}): readonly MediaRange[] {
	return parseAccept(query.get('accept') ?? header('accept'));
}

/** Whether a range such as `image/*` takes a type. */
export function matchesType(range: string, type: string): boolean {
	if (range === '*/*' || range === type) return true;
	return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}
