import { inflateRawSync } from 'node:zlib';

/** A cell as the file has it: a text, a number, a boolean; `style` is its place in the list of formats. */
export type XlsxCell = { readonly value: string | number | boolean; readonly style: number };
export type XlsxSheet = {
	readonly name: string;
	readonly xml: string;
	readonly rows: readonly (readonly (XlsxCell | undefined)[])[];
};

/** The files of a ZIP by their names, from its central directory (APPNOTE 6.3.3, 4.3.12). */
function unzip(bytes: Buffer): Map<string, string> {
	const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	const files = new Map<string, string>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
		const [nameLength, extra, comment] = [28, 30, 32].map((from) => bytes.readUInt16LE(at + from));
		const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const packed = bytes.subarray(start, start + size);
		files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
		at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
	}
	return files;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text of XML, with what Excel writes for characters that XML cannot hold (`_x000D_`). */
function textOf(xml: string): string {
	return xml
		.replace(/&(#x?)?(\w+);/g, (whole, number: string | undefined, name: string) =>
			number ? String.fromCodePoint(parseInt(name, number === '#x' ? 16 : 10)) : (entities[name] ?? whole)
		)
		.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

const attribute = (tag: string, name: string): string | null =>
	new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

const columnOf = (place: string): number =>
	[...place.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function cellsOf(row: string, shared: readonly string[]): (XlsxCell | undefined)[] {
	const cells: (XlsxCell | undefined)[] = [];
	for (const [, tag = '', inside = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
		const raw = /<v[^>]*>(.*?)<\/v>/s.exec(inside)?.[1] ?? /<t[^>]*>(.*?)<\/t>/s.exec(inside)?.[1];
		if (raw === undefined) continue;
		const type = attribute(tag, 't');
		const value =
			type === 's'
				? (shared[Number(raw)] ?? '')
				: type === 'b'
					? raw === '1'
					: type === null || type === 'n'
						? Number(raw)
						: textOf(raw);
		cells[columnOf(attribute(tag, 'r') ?? 'A')] = { value, style: Number(attribute(tag, 's') ?? 0) };
	}
	return cells;
}

/** Reads a workbook with nothing of the library that wrote it: sheets in their order, cells as they are in the file. */
export function readXlsx(bytes: Uint8Array): { sheets: XlsxSheet[]; files: ReadonlyMap<string, string> } {
	const files = unzip(Buffer.from(bytes));
	const strings = files.get('xl/sharedStrings.xml') ?? '';
	const shared = [...strings.matchAll(/<si>(.*?)<\/si>/gs)].map(([, inside = '']) =>
		[...inside.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = '']) => textOf(text)).join('')
	);
	const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet\b([^>]*)\/>/g)].map(
		([, tag = '']) => textOf(attribute(tag, 'name') ?? '')
	);
	const sheets = names.map((name, nth) => {
		const xml = files.get(`xl/worksheets/sheet${nth + 1}.xml`) ?? '';
		const rows = [...xml.matchAll(/<row\b[^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, inside = '']) =>
			cellsOf(inside, shared)
		);
		return { name, xml, rows };
	});
	return { sheets, files };
}

/** The instant of a day number of Excel (1900 system, after February 1900), to the second. */
export function instantOfSerial(serial: number): string {
	return new Date(Math.round((serial - 25_569) * 86_400) * 1000).toISOString();
}
