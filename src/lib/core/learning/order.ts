/** Moves one of a list by a place, or to a place counted from 0; the same list where there is nothing to move. */
export function moveInOrder<T>(list: readonly T[], item: T, to: 'up' | 'down' | number): readonly T[] {
	const at = list.indexOf(item);
	if (at < 0) return list;
	const wanted = to === 'up' ? at - 1 : to === 'down' ? at + 1 : to;
	const place = Math.min(list.length - 1, Math.max(0, Math.trunc(wanted)));
	if (place === at) return list;
	const others = list.filter((other) => other !== item);
	return [...others.slice(0, place), item, ...others.slice(place)];
}
