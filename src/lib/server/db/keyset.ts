import { and, eq, lt, or, type Column, type SQL } from 'drizzle-orm';
import type { ListPlace } from '#lib/core/list-place.ts';

/** What comes after a place in a list that goes from the latest to the first, by id among equals; all of it without a place. */
export function isPast(place: ListPlace | null, at: Column, id: Column): SQL | undefined {
	return place === null ? undefined : or(lt(at, place.at), and(eq(at, place.at), lt(id, place.id)));
}
