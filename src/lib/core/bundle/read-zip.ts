import { err, ok, type Result } from '#lib/core/result.ts';
import { fault, type Fault, type FaultCode } from './fault.ts';
import { isPlainPath } from './manifest.ts';
import type { ByteSource } from './source.ts';
import { findDirectory, type DirectoryPlace } from './zip-end.ts';
import { CENTRAL_SIGN, LOCAL_SIGN, localHeader, zipTail, type ZipEntry } from './zip-layout.ts';

/** An entry as the ZIP lists it, and where its content lies. */
export type FoundEntry = ZipEntry & { readonly headerAt: number; readonly contentAt: number };

const MAX_ENTRIES = 100_000;
const MAX_DIRECTORY = 64 * 1024 * 1024;
const MAX_32 = 0xffffffff;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;

type Listed = ZipEntry & { readonly headerAt: number };

/** What flags and method of a header say that ours never say; null where they are plain. */
function oddCode(flags: number, method: number): FaultCode | null {
	if (flags & 1) return 'encrypted';
	if (flags & 8) return 'data-descriptor';
	return method === 0 ? null : 'compressed';
}

/** Numbers that did not fit into a header, from its ZIP64 extra field in the order of APPNOTE 4.5.3. */
function numbers64(extra: DataView): number[] {
	for (let at = 0; at + 4 <= extra.byteLength;) {
		const length = extra.getUint16(at + 2, true);
		if (extra.getUint16(at, true) === 1 && at + 4 + length <= extra.byteLength) {
			return Array.from({ length: Math.floor(length / 8) }, (_, i) =>
				Number(extra.getBigUint64(at + 4 + 8 * i, true))
			);
		}
		at += 4 + length;
	}
	return [];
}

function parseCentral(bytes: Uint8Array, at: number): Result<{ entry: Listed; next: number }, Fault> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL_SIGN) {
		return err(fault('directory-wrong'));
	}
	const short = (offset: number): number => view.getUint16(at + offset, true);
	const long = (offset: number): number => view.getUint32(at + offset, true);
	const nameEnd = at + CENTRAL_BYTES + short(28);
	const extraEnd = nameEnd + short(30);
	const next = extraEnd + short(32);
	if (next > bytes.length) return err(fault('directory-wrong'));
	const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, nameEnd));
	const odd = oddCode(short(8), short(10));
	if (odd) return err(fault(odd, { file: name }));
	if (short(32) > 0) return err(fault('comment', { file: name }));
	const large = numbers64(new DataView(bytes.buffer, bytes.byteOffset + nameEnd, extraEnd - nameEnd));
	const wide = (offset: number): number =>
		long(offset) === MAX_32 ? (large.shift() ?? MAX_32) : long(offset);
	const size = wide(24);
	const stored = wide(20);
	if (size !== stored) {
		return err(fault('sizes-differ', { file: name, expected: String(stored), found: String(size) }));
	}
	return ok({ entry: { name, size, crc32: long(16), headerAt: wide(42) }, next });
}

function parseDirectory(bytes: Uint8Array, count: number): Result<Listed[], Fault> {
	const listed: Listed[] = [];
	const known = new Set<string>();
	let at = 0;
	while (at < bytes.length) {
		const parsed = parseCentral(bytes, at);
		if (!parsed.ok) return parsed;
		const { name } = parsed.value.entry;
		if (!isPlainPath(name)) return err(fault('unsafe-name', { file: name.slice(0, 200) }));
		// Some file systems do not tell A from a: one would replace the other as they are unpacked.
		if (known.has(name.toLowerCase())) return err(fault('duplicate-name', { file: name }));
		known.add(name.toLowerCase());
		listed.push(parsed.value.entry);
		at = parsed.value.next;
	}
	return listed.length === count ? ok(listed) : err(fault('directory-wrong'));
}

/** Holds the header before an entry's content against what the directory says of it. */
async function checkLocal(source: ByteSource, entry: Listed): Promise<Fault | null> {
	const expected = localHeader(entry);
	const found = await source.read(entry.headerAt, entry.headerAt + expected.length);
	const from = found.findIndex((byte, i) => byte !== expected[i]);
	if (from < 0 && found.length === expected.length) return null;
	const file = entry.name;
	if (found.length >= LOCAL_BYTES) {
		const view = new DataView(found.buffer, found.byteOffset, found.length);
		if (view.getUint32(0, true) === LOCAL_SIGN) {
			const odd = oddCode(view.getUint16(6, true), view.getUint16(8, true));
			if (odd) return fault(odd, { file });
			const name = new TextDecoder().decode(
				found.subarray(LOCAL_BYTES, LOCAL_BYTES + view.getUint16(26, true))
			);
			if (name !== file) return fault('header-differs', { file, expected: file, found: name.slice(0, 200) });
		}
	}
	return fault('header-differs', { file, from: entry.headerAt + Math.max(from, 0) });
}

/** Holds the entries against each other: one after the other, nothing between them, nothing twice. */
async function checkPlaces(
	source: ByteSource,
	listed: readonly Listed[],
	end: number
): Promise<Fault | null> {
	let at = 0;
	for (const entry of listed.toSorted((a, b) => a.headerAt - b.headerAt)) {
		const file = entry.name;
		if (entry.headerAt < at) return fault('overlap', { file, from: entry.headerAt, to: at });
		if (entry.headerAt > at) return fault('hidden-bytes', { from: at, to: entry.headerAt });
		const wrong = await checkLocal(source, entry);
		if (wrong) return wrong;
		at += localHeader(entry).length + entry.size;
		if (at > end) return fault('past-end', { file, from: end, to: at });
	}
	return at < end ? fault('hidden-bytes', { from: at, to: end }) : null;
}

async function readListed(source: ByteSource, place: DirectoryPlace): Promise<Result<Listed[], Fault>> {
	if (place.count > MAX_ENTRIES || place.to - place.from > MAX_DIRECTORY) {
		return err(fault('too-many-entries', { found: String(place.count) }));
	}
	const bytes = await source.read(place.from, place.to);
	const listed = parseDirectory(bytes, place.count);
	if (!listed.ok) return listed;
	const wrong = await checkPlaces(source, listed.value, place.from);
	if (wrong) return err(wrong);
	for (const [i, { name, headerAt }] of listed.value.entries()) {
		if (headerAt < (listed.value[i - 1]?.headerAt ?? 0)) return err(fault('order', { file: name }));
	}
	const tail = zipTail(listed.value);
	const found = await source.read(place.from, source.size);
	const from = tail.findIndex((byte, i) => byte !== found[i]);
	return from < 0 && tail.length === found.length
		? listed
		: err(fault('other-layout', { from: place.from + Math.max(from, 0) }));
}

/**
 * The entries of a ZIP that is written exactly as bundles are (`zip-layout.ts`), in their order; else the first thing that is otherwise.
 * Reads headers and the directory alone, and never more of them than 64 MB.
 */
export async function readZip(source: ByteSource): Promise<Result<FoundEntry[], Fault>> {
	const place = await findDirectory(source);
	if (!place.ok) return place;
	const listed = await readListed(source, place.value);
	if (!listed.ok) return listed;
	return ok(
		listed.value.map((entry) => ({ ...entry, contentAt: entry.headerAt + localHeader(entry).length }))
	);
}
