/**
 * Positions in the order in which they are fetched: the one on the screen, then outward, forward first because that is
 * how most people scroll. At most `limit` of them, so that a long series does not push itself out of the cache.
 */
export function loadOrder(total: number, from: number, limit: number): number[] {
	const order: number[] = [];
	for (let distance = 0; distance < total && order.length < limit; distance++) {
		if (from + distance < total) order.push(from + distance);
		if (distance > 0 && from - distance >= 0) order.push(from - distance);
	}
	return order.slice(0, limit);
}
