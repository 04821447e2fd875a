import { z } from 'zod';
import { federalSystems } from '#lib/core/credentials/gate/policy.ts';
import { checkbox, requiredText, timeZoneField } from './fields.ts';

export const facilitySchema = z.object({
	/** As messages name the facility. */
	code: requiredText(64),
	name: requiredText(120),
	jurisdiction: requiredText(6)
		.toUpperCase()
		.regex(/^([A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3})$/, 'not-a-jurisdiction'),
	timeZone: timeZoneField,
	/** A facility of the federal government, where another law says which licence is enough. */
	federalSystem: z
		.enum(['', ...federalSystems], 'choose-one')
		.default('')
		.transform((system) => system || null)
});
export type FacilityFields = z.output<typeof facilitySchema>;

export const changeFacilitySchema = facilitySchema.extend({ id: z.string(), active: checkbox });
export type ChangeFacility = z.output<typeof changeFacilitySchema>;
