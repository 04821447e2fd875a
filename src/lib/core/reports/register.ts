import type { Scope } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';

/** Whether an export can still be taken: revoked counts before expired. */
export const standings = ['available', 'expired', 'revoked'] as const;
export type Standing = (typeof standings)[number];

/** How an export stands at an instant. */
export function standingOf(
	file: { readonly expiresAt: Instant | null; readonly revokedAt: Instant | null },
	now: Instant
): Standing {
	if (file.revokedAt !== null) return 'revoked';
	return file.expiresAt !== null && file.expiresAt <= now ? 'expired' : 'available';
}

/** Days for which an export can be taken, as people choose them. */
export const lifeChoices = [30, 90, 365] as const;
export const usualLifeDays = 90;

/**
 * Whether a file lies within what an auditor may see: its whole period, and each facility that it counts. One of all facilities
 * (`facilityIds` null) lies in nobody's scope. Who has no scope is not limited.
 */
export function isInScope(
	scope: Scope | null,
	file: {
		readonly facilityIds: readonly string[] | null;
		readonly periodFrom: Instant;
		readonly periodTo: Instant;
	}
): boolean {
	if (scope === null) return true;
	if (file.periodFrom < scope.from || file.periodTo > scope.to) return false;
	return file.facilityIds?.every((id) => scope.facilityIds.includes(id)) ?? false;
}
