import { may, type Actor } from '#lib/core/actor.ts';
import type { Permission } from '#lib/core/permissions.ts';

/** Why somebody is not let in. */
export type Refusal = 'sign-in-required' | 'not-permitted';

/** The one place that decides whether somebody is let in; null lets them in. */
export function refusalOf(actor: Actor | null, permission: Permission): Refusal | null {
	if (!actor) return 'sign-in-required';
	return may(actor, permission) ? null : 'not-permitted';
}
