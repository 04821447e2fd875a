import { findItems, findNumber, findNumbers } from './dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/**
 * Frame numbers of a multi-frame object in the order in which they are scrolled: by Dimension Index Values, which the standard
 * made for it (PS3.3 C.7.6.17), else by temporal position and then position in the stack, else as stored. An order is taken only
 * where every frame has a place of its own in it.
 */
export function frameOrder(header: DicomJson, count: number): number[] {
	const stored = Array.from({ length: count }, (_, index) => index + 1);
	const contents = findItems(header, '52009230').map((group) => findItems(group, '00209111')[0]);
	if (count < 2 || contents.length !== count) return stored;
	const dimensions = contents.map((content) => (content ? findNumbers(content, '00209157') : []));
	const places = contents.map((content) => {
		const inStack = content && findNumber(content, '00209057');
		return inStack === undefined ? [] : [findNumber(content ?? {}, '00209128') ?? 0, inStack];
	});
	const keys = [dimensions, places].find(isOrder);
	if (!keys) return stored;
	return stored.toSorted((a, b) => compare(keys[a - 1] ?? [], keys[b - 1] ?? []));
}

function isOrder(keys: readonly number[][]): boolean {
	const length = keys[0]?.length ?? 0;
	const isEven = length > 0 && keys.every((key) => key.length === length);
	return isEven && new Set(keys.map((key) => key.join())).size === keys.length;
}

function compare(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((value, index) => value !== b[index]);
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
