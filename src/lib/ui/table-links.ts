/** Order of a table, as it stands in the URL: `sort=finalised` ascending, `sort=-finalised` descending. */
export type Sort<Key extends string = string> = {
	readonly key: Key;
	readonly direction: 'ascending' | 'descending';
};

/** The order that a URL asks for, if it is one of those allowed; otherwise the table's own. */
export function parseSort<Key extends string>(
	url: URL,
	allowed: readonly Key[],
	usual: Sort<Key>
): Sort<Key> {
	const text = url.searchParams.get('sort') ?? '';
	const isDescending = text.startsWith('-');
	const key = allowed.find((candidate) => candidate === (isDescending ? text.slice(1) : text));
	return key ? { key, direction: isDescending ? 'descending' : 'ascending' } : usual;
}

/** Link that sorts by a column: ascending first, the other way round when it is the order already. Starts at the first page. */
export function sortHref(url: URL, key: string, current: Sort | null): string {
	const isAscending = current?.key === key && current.direction === 'ascending';
	return hrefWith(url, { sort: isAscending ? `-${key}` : key, after: null });
}

/** Link to the page after a keyset cursor; null goes back to the first page. */
export function pageHref(url: URL, after: string | null): string {
	return hrefWith(url, { after });
}

/** The URL's path and query with some parameters set, or removed where null. */
export function hrefWith(url: URL, changes: Readonly<Record<string, string | null>>): string {
	const query = new URLSearchParams(url.searchParams);
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) query.delete(name);
		else query.set(name, value);
	}
	return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}
