import { and, asc, eq, inArray } from 'drizzle-orm';
import { redateUuid, type Ids } from '#lib/core/ids.ts';
import type { Instant } from '#lib/core/instant.ts';
import { visibleFrom, type NoticeFacts, type NoticeKind } from '#lib/core/notices/kinds.ts';
import type { Role } from '#lib/core/permissions.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

export type Notice<K extends NoticeKind = NoticeKind> = {
	readonly kind: K;
	readonly facts: NoticeFacts<K>;
	/** Path in the product that the notice leads to; no name or number in it. */
	readonly path: string;
	/** With a key, the same person is told once, however often this is called. */
	readonly onceKey?: string;
};

/** Tells people something, in the transaction of what it is about. Mail follows by what each of them chose. */
export async function notify<K extends NoticeKind>(
	write: WriteHandle,
	context: { readonly ids: Ids; readonly now: Instant },
	userIds: readonly string[],
	{ kind, facts, path, onceKey }: Notice<K>
): Promise<void> {
	const { notices } = write.tables;
	const createdAt = visibleFrom(kind, context.now);
	for (const userId of new Set(userIds)) {
		await write
			.insert(notices)
			.values({
				id: redateUuid(context.ids(), createdAt),
				userId,
				kind,
				facts,
				path,
				onceKey: onceKey ?? null,
				createdAt
			})
			.onConflictDoNothing();
	}
}

/** Everybody active who holds one of these roles. */
export async function holdersOf(read: ReadHandle, roles: readonly Role[]): Promise<string[]> {
	const { users, userRoles } = read.tables;
	const rows = await read
		.selectDistinct({ id: users.id })
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(and(inArray(userRoles.role, [...roles]), eq(users.status, 'active')))
		.orderBy(asc(users.id));
	return rows.map(({ id }) => id);
}

/** The account of a radiologist; null when there is none that is active. */
export async function accountOf(read: ReadHandle, radiologistId: string): Promise<string | null> {
	const { users } = read.tables;
	const [row] = await read
		.select({ id: users.id })
		.from(users)
		.where(and(eq(users.radiologistId, radiologistId), eq(users.status, 'active')));
	return row?.id ?? null;
}
