import type { Instant } from '#lib/core/instant.ts';
import type { Permission, Role } from '#lib/core/permissions.ts';
import { hasPermission } from '#lib/core/permissions.ts';

/** Who acts: a signed-in person with what they may do. */
export type Actor = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly roles: readonly Role[];
	/** The radiologist whose reads are this person's own; null for everybody else. */
	readonly radiologistId: string | null;
	/** What an auditor's view is limited to; null for everybody else. */
	readonly scope: Scope | null;
	/** What a machine may do by its token; people have roles alone. */
	readonly grants?: readonly Permission[];
};

/** Facilities and period an auditor may see. */
export type Scope = {
	readonly facilityIds: readonly string[];
	readonly from: Instant;
	readonly to: Instant;
};

/** Whether the actor may do this. */
export function may(actor: Actor, permission: Permission): boolean {
	return hasPermission(actor.roles, permission) || (actor.grants?.includes(permission) ?? false);
}
