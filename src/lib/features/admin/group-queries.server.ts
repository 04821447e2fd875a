import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ReadHandle } from '#lib/server/db/database.ts';

export const GROUP_SETTING = 'group';

const groupSchema = z.object({ name: z.string(), timeZone: z.string() });

/** The group that runs this installation: its name and the IANA time zone in which its people see times. */
export type Group = z.output<typeof groupSchema>;

/** The group, or null before set-up. */
export async function findGroup(read: ReadHandle): Promise<Group | null> {
	const { settings } = read.tables;
	const [row] = await read
		.select({ value: settings.value })
		.from(settings)
		.where(eq(settings.key, GROUP_SETTING));
	return row ? groupSchema.parse(row.value) : null;
}

/** The time zone in which the group's people see times; UTC before set-up. */
export async function groupTimeZone(read: ReadHandle): Promise<string> {
	return (await findGroup(read))?.timeZone ?? 'UTC';
}

/** The facilities in use, by their code. */
export async function activeFacilities(
	read: ReadHandle
): Promise<{ id: string; code: string; name: string; timeZone: string }[]> {
	const { facilities } = read.tables;
	return read
		.select({
			id: facilities.id,
			code: facilities.code,
			name: facilities.name,
			timeZone: facilities.timeZone
		})
		.from(facilities)
		.where(eq(facilities.active, true))
		.orderBy(asc(facilities.code));
}
