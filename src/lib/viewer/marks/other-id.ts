const prefix = 'other ';

/** The id under which somebody else's mark is drawn: it is none of the viewer's own. */
export function otherId(id: string): string {
	return prefix + id;
}

export function isOtherId(id: string | undefined): boolean {
	return id?.startsWith(prefix) === true;
}
