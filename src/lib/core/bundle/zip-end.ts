import { err, ok, type Result } from '#lib/core/result.ts';
import { fault, type Fault } from './fault.ts';
import type { ByteSource } from './source.ts';
import { CENTRAL_SIGN, END_SIGN, END64_SIGN, LOCAL_SIGN, LOCATOR_SIGN } from './zip-layout.ts';

/** Where the central directory of a ZIP lies, and how many entries it lists. */
export type DirectoryPlace = { readonly from: number; readonly to: number; readonly count: number };

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const MAX_COMMENT = 0xffff;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The directory that an end record at `at` tells of, where it lies right before it; else null. */
async function placeAt(source: ByteSource, at: number): Promise<DirectoryPlace | null> {
	const end = viewOf(await source.read(at, at + END_BYTES));
	let count = end.getUint16(10, true);
	let size = end.getUint32(12, true);
	let from = end.getUint32(16, true);
	let behind = at;
	const locatorAt = at - LOCATOR_BYTES;
	if (locatorAt - END64_BYTES >= 0) {
		const locator = viewOf(await source.read(locatorAt, at));
		if (locator.getUint32(0, true) === LOCATOR_SIGN) {
			behind = Number(locator.getBigUint64(8, true));
			if (behind + END64_BYTES !== locatorAt) return null;
			const end64 = viewOf(await source.read(behind, locatorAt));
			if (end64.getUint32(0, true) !== END64_SIGN) return null;
			count = Number(end64.getBigUint64(32, true));
			size = Number(end64.getBigUint64(40, true));
			from = Number(end64.getBigUint64(48, true));
		}
	}
	if (from + size !== behind) return null;
	if (count > 0) {
		const first = viewOf(await source.read(from, from + 4));
		if (first.byteLength < 4 || first.getUint32(0, true) !== CENTRAL_SIGN) return null;
	}
	return { from, to: behind, count };
}

/** Finds the end of a ZIP, which has to be the end of the file; names what stands before, behind or in place of it. */
export async function findDirectory(source: ByteSource): Promise<Result<DirectoryPlace, Fault>> {
	const { size } = source;
	if (size < END_BYTES) return err(fault('not-a-zip'));
	const tailFrom = Math.max(0, size - END_BYTES - MAX_COMMENT);
	const tail = viewOf(await source.read(tailFrom, size));
	const isLocal = viewOf(await source.read(0, 4)).getUint32(0, true) === LOCAL_SIGN;
	for (let at = size - END_BYTES; at >= tailFrom; at--) {
		if (tail.getUint32(at - tailFrom, true) !== END_SIGN) continue;
		const place = await placeAt(source, at);
		if (!place) continue;
		const behind = at + END_BYTES;
		const comment = tail.getUint16(at - tailFrom + 20, true);
		if (comment > 0) return err(fault('comment', { from: behind, to: size }));
		if (behind < size) return err(fault('data-behind', { from: behind, to: size }));
		return isLocal ? ok(place) : err(fault('data-before', { from: 0 }));
	}
	return err(fault(isLocal ? 'cut-off' : 'not-a-zip', isLocal ? { from: size } : {}));
}
