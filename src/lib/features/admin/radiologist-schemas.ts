import { z } from 'zod';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { isNpi } from '#lib/core/credentials/npi.ts';
import { checkbox, codeField, optionalText, requiredText } from './fields.ts';

/** Experience for sampling: a policy may review juniors more closely. */
export const tiers = ['junior', 'standard', 'senior'] as const;
export type Tier = (typeof tiers)[number];

export const degrees = ['MD', 'DO'] as const;

export const radiologistSchema = z.object({
	code: codeField,
	familyName: requiredText(80),
	givenName: requiredText(80),
	/** How messages name this reader: NPI or the sender's own number. */
	externalId: optionalText(64),
	npi: optionalText(10).refine((npi) => npi === null || isNpi(npi), 'not-an-npi'),
	/** By which board of a state somebody is licensed. */
	degree: z
		.enum(['', ...degrees], 'choose-one')
		.default('')
		.transform((degree) => degree || null),
	section: requiredText(32).toLowerCase(),
	tier: z.enum(tiers, 'choose-one'),
	/** Modalities in which this radiologist is competent to review. */
	reviewModalities: z
		.array(z.enum(modalities))
		.default([])
		.transform((list) => [...new Set(list)].sort())
});
export type RadiologistFields = z.output<typeof radiologistSchema>;

export const changeRadiologistSchema = radiologistSchema.extend({ id: z.string(), active: checkbox });
export type ChangeRadiologist = z.output<typeof changeRadiologistSchema>;
