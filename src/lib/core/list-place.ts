import type { Instant } from './instant.ts';

/** The place of a row in a list that is ordered by time and, among equals, by id: where a page ends and the next one begins. */
export type ListPlace = { readonly at: Instant; readonly id: string };

/** A place as it stands in an address, and its twin. */
export function makeListPlace({ at, id }: ListPlace): string {
	return `${at}.${id}`;
}

export function parseListPlace(text: string | null): ListPlace | null {
	const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(text ?? '');
	return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
}
