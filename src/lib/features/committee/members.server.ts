import { eq, inArray } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Somebody of the committee, or who voted in it. */
export type Member = {
	readonly id: string;
	readonly radiologistId: string | null;
	readonly isChair: boolean;
	/** Whether they may vote now: the account is active and still holds a role of the committee. */
	readonly isActive: boolean;
};

/** Everybody who holds a role of the committee, and of those who voted the ones who no longer do. */
export async function listMembers(read: ReadHandle, voterIds: readonly string[] = []): Promise<Member[]> {
	const { users, userRoles } = read.tables;
	const holders = await read
		.select({
			id: users.id,
			radiologistId: users.radiologistId,
			status: users.status,
			role: userRoles.role
		})
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(inArray(userRoles.role, ['committee', 'chair']));
	const members = new Map<string, Member>();
	for (const { id, radiologistId, status, role } of holders) {
		const isChair = role === 'chair' || (members.get(id)?.isChair ?? false);
		members.set(id, { id, radiologistId, isChair, isActive: status === 'active' });
	}
	const former = [...new Set(voterIds)].filter((id) => !members.has(id));
	if (former.length === 0) return [...members.values()];
	const left = await read
		.select({ id: users.id, radiologistId: users.radiologistId })
		.from(users)
		.where(inArray(users.id, former));
	return [...members.values(), ...left.map((row) => ({ ...row, isChair: false, isActive: false }))];
}
