import { z } from 'zod';
import { DAY_MS } from '#lib/core/instant.ts';
import { auditorKinds } from './kinds.ts';
import { emailSchema } from '#lib/features/account/schemas.ts';
import { optionalFirstDay, optionalLastDay, requiredText } from '#lib/features/admin/fields.ts';

/** No access of somebody from outside is longer than this; it can be renewed. */
export const MOST_ACCESS_MS = 366 * DAY_MS;

const scope = z.object({
	facilityIds: z.array(z.string().max(36)).default([]),
	scopeFrom: optionalFirstDay,
	scopeTo: optionalLastDay,
	reportKinds: z.array(z.enum(auditorKinds, 'kind-not-found')).default([]),
	expiresAt: optionalLastDay
});
type ScopeFields = z.output<typeof scope>;

function* faultsOf(fields: ScopeFields): Generator<readonly [keyof ScopeFields, string]> {
	if (fields.facilityIds.length === 0) yield ['facilityIds', 'auditor-scope-required'];
	if (fields.reportKinds.length === 0) yield ['reportKinds', 'auditor-reports-required'];
	if (fields.scopeFrom === null) yield ['scopeFrom', 'required'];
	if (fields.scopeTo === null) yield ['scopeTo', 'required'];
	if (fields.scopeFrom !== null && fields.scopeTo !== null && fields.scopeTo <= fields.scopeFrom) {
		yield ['scopeTo', 'days-reversed'];
	}
	if (fields.expiresAt === null) yield ['expiresAt', 'required'];
}

/** What an auditor is given, complete. */
export type AuditorScope = Omit<ScopeFields, 'scopeFrom' | 'scopeTo' | 'expiresAt'> & {
	readonly scopeFrom: number;
	readonly scopeTo: number;
	readonly expiresAt: number;
};

function complete<F extends ScopeFields>(fields: F, context: z.RefinementCtx): F & AuditorScope {
	const { scopeFrom, scopeTo, expiresAt } = fields;
	for (const [field, message] of faultsOf(fields)) {
		context.addIssue({ code: 'custom', path: [field], message });
	}
	if (scopeFrom === null || scopeTo === null || expiresAt === null) return z.NEVER;
	return { ...fields, scopeFrom, scopeTo, expiresAt };
}

export const inviteSchema = scope
	.extend({ name: requiredText(120), email: emailSchema })
	.transform((fields, context) => complete(fields, context));
export type Invite = z.output<typeof inviteSchema>;

export const renewSchema = scope
	.extend({ id: z.string() })
	.transform((fields, context) => complete(fields, context));
export type Renew = z.output<typeof renewSchema>;

export const auditorIdSchema = z.object({ id: z.string() });

export const acceptSchema = z.object({
	token: z.string().max(200),
	newPassword: z.string('required').min(1, 'required').max(1000, 'too-long')
});
export type Accept = z.output<typeof acceptSchema>;
