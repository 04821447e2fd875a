import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { licenceStatuses } from '#lib/core/credentials/licence-status.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import { federalSystems } from './policy.ts';

// The form `overread-credentials/1`: instants as ISO 8601 with offset, days as YYYY-MM-DD, states as two letters.

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const lastDay = calendarDaySchema.nullish();
const row = {
	id: z.string().optional(),
	recordedAt: instant.optional(),
	supersedes: z.string().optional(),
	isVoid: z.boolean().optional()
};
const term = { ...row, from: calendarDaySchema, to: lastDay };
const location = { country: z.string(), state: z.string().nullish() };

/** Names are written with `-` or `_`, as boards' files come with both. */
const withDashes = (value: unknown): unknown =>
	typeof value === 'string' ? value.replaceAll('_', '-') : value;

const licence = z.object({
	...row,
	jurisdiction: z.string().min(1),
	pathway: z.preprocess(withDashes, z.enum(pathways)),
	status: z.preprocess(withDashes, z.enum(licenceStatuses)),
	number: z.string().optional(),
	issuedOn: calendarDaySchema,
	expiresOn: calendarDaySchema.nullable(),
	graceUntil: lastDay,
	restrictionReviewed: z.boolean().optional(),
	coversInterpretation: z.boolean().optional(),
	lastVerifiedOn: lastDay,
	issuedViaImlc: z.boolean().optional(),
	splState: z.string().nullish()
});

const boardOrder = z.object({
	...row,
	jurisdiction: z.string().min(1),
	number: z.string().optional(),
	imposes: z.enum(['probation', 'restricted', 'suspended', 'revoked', 'surrendered']),
	effectiveOn: calendarDaySchema,
	endsOn: calendarDaySchema.nullish().transform((day) => day ?? null),
	isStayed: z.boolean().optional(),
	restrictionReviewed: z.boolean().optional()
});

const privilege = z.object({
	...term,
	facility: z.string(),
	modalities: z.array(z.string()).optional(),
	byProxy: z
		.object({
			agreementFrom: calendarDaySchema,
			agreementTo: lastDay.transform((day) => day ?? null),
			privilegedThereUntil: lastDay.transform((day) => day ?? null)
		})
		.optional()
});

/** One policy says one state or several. */
const malpractice = z
	.object({ ...term, state: z.string().optional(), states: z.array(z.string()).optional() })
	.transform(({ state, states, ...rest }) => ({
		...rest,
		states: [...(states ?? []), ...(state === undefined ? [] : [state])]
	}));

/** A case of the gate. A policy that the product does not have is refused: it could only be ignored. */
export const gateCaseSchema = z.object({
	id: z.string(),
	read: z.object({
		signedAt: instant,
		facilityTimeZone: z.string(),
		serviceState: z
			.string()
			.nullish()
			.transform((state) => state ?? null),
		facility: z.string(),
		facilityState: z.string().nullish(),
		federalSystem: z.enum(federalSystems).nullish(),
		modality: z.string(),
		kind: z.enum(['final', 'preliminary', 'addendum']),
		payer: z.string(),
		readerLocation: z
			.object({
				...location,
				country: z
					.string()
					.nullish()
					.transform((country) => country ?? '')
			})
			.nullish()
	}),
	records: z.object({
		licences: z.array(licence).optional(),
		boardOrders: z.array(boardOrder).optional(),
		verifications: z
			.array(
				z.object({
					...row,
					of: z.string(),
					verifiedOn: calendarDaySchema,
					result: z.enum(['confirmed', 'differs', 'not-found'])
				})
			)
			.optional(),
		privileges: z.array(privilege).optional(),
		mqsa: z.array(z.object(term)).optional(),
		exclusions: z
			.array(
				z.object({
					...term,
					list: z.string(),
					isCleared: z.boolean().optional(),
					waivedIn: z.array(z.string()).optional()
				})
			)
			.optional(),
		malpractice: z.array(malpractice).optional(),
		workLocations: z.array(z.object({ ...term, ...location })).optional()
	}),
	policy: z
		.strictObject({
			noLicenceNeeded: z.array(z.string()).optional(),
			verificationMaxAgeDays: z.number().int().min(0).nullish(),
			requirePrivilege: z.boolean().optional(),
			requireMalpractice: z.boolean().optional()
		})
		.optional(),
	asKnownAt: instant.nullish(),
	expect: z.object({ outcome: z.string(), reasons: z.array(z.string()) })
});
