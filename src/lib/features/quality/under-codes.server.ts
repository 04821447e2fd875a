import { eq } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * A view with each radiologist's code in the place of the id. Pages of credentials give names with ids: whoever finds the same id beside a
 * code knows whose it is, without the permission, or the reason, that names are shown for here.
 */
export async function underCodes<T>(read: ReadHandle, view: T): Promise<T> {
	const { radiologists: t } = read.tables;
	const rows = await read.select({ id: t.id, code: t.code }).from(t);
	const codes = new Map(rows.map(({ id, code }) => [id, code]));
	return replaced(view, codes) as T; // one text stands for another, so the shape is the same
}

function replaced(value: unknown, codes: ReadonlyMap<string, string>): unknown {
	if (typeof value === 'string') return codes.get(value) ?? value;
	if (Array.isArray(value)) return value.map((one) => replaced(one, codes));
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Map)
		return new Map([...value].map(([key, one]) => [replaced(key, codes), replaced(one, codes)]));
	if (Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [codes.get(key) ?? key, replaced(one, codes)])
	);
}

/** Whose code it is, or null. */
export async function findByCode(read: ReadHandle, code: string): Promise<string | null> {
	const { radiologists: t } = read.tables;
	const [row] = await read.select({ id: t.id }).from(t).where(eq(t.code, code));
	return row?.id ?? null;
}
