import { z } from 'zod';
import { checkbox, requiredText, timeZoneField } from './fields.ts';

export const facilitySchema = z.object({
	/** As messages name the facility. */
	code: requiredText(64),
	name: requiredText(120),
	jurisdiction: requiredText(6)
		.toUpperCase()
		.regex(/^([A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3})$/, 'not-a-jurisdiction'),
	timeZone: timeZoneField
});
export type FacilityFields = z.output<typeof facilitySchema>;

export const changeFacilitySchema = facilitySchema.extend({ id: z.string(), active: checkbox });
export type ChangeFacility = z.output<typeof changeFacilitySchema>;
