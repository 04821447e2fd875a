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

/** Facilities, period and reports an auditor may see. */
export type Scope = {
	readonly facilityIds: readonly string[];
	readonly from: Instant;
	readonly to: Instant;
	/** Kinds of report that may be taken; none here: every kind of the catalogue. */
	readonly reportKinds?: readonly string[] | null;
};

/** Whether a kind of report is within what the actor was given; whoever is limited to no scope has all. */
export function coversReport({ scope }: Pick<Actor, 'scope'>, kind: string): boolean {
	return scope?.reportKinds?.includes(kind) ?? true;
}

/** Whether the actor may do this. */
export function may(actor: Actor, permission: Permission): boolean {
	return hasPermission(actor.roles, permission) || (actor.grants?.includes(permission) ?? false);
}
