import { findNumber, findNumbers } from './dicom-json.ts';
import { cross, dot } from '#lib/viewer/marks/plane.ts';
import type { DicomJson, Point3 } from '#lib/viewer/types.ts';

/**
 * The scroll order of the instances of a stack: by position along the normal when all are parallel and no two lie at the
 * same place, else by instance number. The direction is that of the instance numbers, so that a stack runs as acquired.
 */
export function sortInstances(headers: DicomJson[]): DicomJson[] {
	const byNumber = headers.toSorted((a, b) => instanceNumber(a) - instanceNumber(b));
	const normal = findCommonNormal(byNumber);
	if (!normal) return byNumber;
	const depths = new Map(
		byNumber.map((header) => [header, dot(position(header) ?? [0, 0, 0], normal)] as const)
	);
	const depth = (header: DicomJson) => depths.get(header) ?? 0;
	const distinct = new Set([...depths.values()].map((value) => value.toFixed(3)));
	if (distinct.size !== byNumber.length) return byNumber;
	const sorted = byNumber.toSorted((a, b) => depth(a) - depth(b));
	return runsAgainstNumbers(sorted) ? sorted.toReversed() : sorted;
}

function findCommonNormal(headers: DicomJson[]): Point3 | undefined {
	let common: Point3 | undefined;
	for (const header of headers) {
		const [a, b, c, d, e, f] = findNumbers(header, '00200037');
		if (!position(header) || f === undefined) return undefined;
		const normal = cross([a ?? 0, b ?? 0, c ?? 0], [d ?? 0, e ?? 0, f]);
		common ??= normal;
		// Cosine of about 1.5 degrees: rounding in the header, not another plane.
		if (dot(common, normal) < 0.9997 * dot(common, common)) return undefined;
	}
	return common;
}

function runsAgainstNumbers(sorted: DicomJson[]): boolean {
	const first = sorted[0];
	const last = sorted.at(-1);
	return first !== undefined && last !== undefined && instanceNumber(first) > instanceNumber(last);
}

function position(header: DicomJson): Point3 | undefined {
	const [x, y, z] = findNumbers(header, '00200032');
	return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

function instanceNumber(header: DicomJson): number {
	return findNumber(header, '00200013') ?? 0;
}
