import { z } from 'zod';
import { roleNames } from '#lib/core/permissions.ts';
import { emailSchema } from '#lib/features/account/schemas.ts';
import {
	optionalCode,
	optionalFirstDay,
	optionalLastDay,
	optionalText,
	requiredText,
	timeZoneField,
	wholeNumber
} from './fields.ts';

const userFields = z.object({
	name: requiredText(120),
	roles: z.array(z.enum(roleNames, 'unknown-role')).default([]),
	radiologistId: optionalText(36),
	reviewerCode: optionalCode,
	/** Most cases held at once. */
	reviewCapacity: wholeNumber(0, 500).default(20),
	awayFrom: optionalFirstDay,
	awayTo: optionalLastDay,
	expiresAt: optionalLastDay,
	/** What an auditor may see. */
	facilityIds: z.array(z.string().max(36)).default([]),
	scopeFrom: optionalFirstDay,
	scopeTo: optionalLastDay
});

type UserFields = z.output<typeof userFields>;

/** What fits together and what does not, as field and code. */
function* faultsOf(fields: UserFields): Generator<readonly [keyof UserFields, string]> {
	const { roles } = fields;
	if (roles.length === 0) yield ['roles', 'role-required'];
	if (roles.includes('radiologist') && !fields.radiologistId) yield ['radiologistId', 'radiologist-required'];
	if (fields.awayFrom && fields.awayTo && fields.awayTo <= fields.awayFrom) yield ['awayTo', 'days-reversed'];
	if (!roles.includes('auditor')) return;
	if (roles.length > 1) yield ['roles', 'auditor-alone'];
	if (fields.facilityIds.length === 0) yield ['facilityIds', 'auditor-scope-required'];
	if (fields.scopeFrom === null) yield ['scopeFrom', 'required'];
	if (fields.scopeTo === null) yield ['scopeTo', 'required'];
	if (fields.scopeFrom && fields.scopeTo && fields.scopeTo <= fields.scopeFrom)
		yield ['scopeTo', 'days-reversed'];
	if (fields.expiresAt === null) yield ['expiresAt', 'required'];
}

function checkFields(fields: UserFields, context: z.RefinementCtx): void {
	for (const [field, message] of faultsOf(fields)) {
		context.addIssue({ code: 'custom', path: [field], message });
	}
}

export const createUserSchema = userFields.extend({ email: emailSchema }).superRefine(checkFields);
export type CreateUser = z.output<typeof createUserSchema>;

export const changeUserSchema = userFields.extend({ id: z.string() }).superRefine(checkFields);
export type ChangeUser = z.output<typeof changeUserSchema>;

export const userIdSchema = z.object({ id: z.string() });

export const setUserStatusSchema = z.object({ id: z.string(), status: z.enum(['active', 'disabled']) });
export type SetUserStatus = z.output<typeof setUserStatusSchema>;

export const setUpSchema = z.object({
	groupName: requiredText(120),
	timeZone: timeZoneField,
	name: requiredText(120),
	email: emailSchema,
	password: z.string('required').min(1, 'required').max(1000, 'too-long')
});
export type SetUp = z.output<typeof setUpSchema>;
