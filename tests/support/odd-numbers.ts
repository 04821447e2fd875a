/** Paths of the numbers of a plain value that are none, or not finite: JSON would hide them as null. */
export function oddNumbers(value: unknown, path = ''): string[] {
	if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, each]) => oddNumbers(each, `${path}.${name}`));
}
