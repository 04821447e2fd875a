import { z } from 'zod';
import { extensionSchema } from './extension.ts';

// Of each resource only what is read of it; the rest of a sender's is left alone.

const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() });
const concept = z.looseObject({ coding: z.array(coding).optional(), text: z.string().optional() });
const identifier = z.looseObject({
	type: concept.optional(),
	system: z.string().optional(),
	value: z.string().optional()
});
const reference = z.looseObject({
	reference: z.string().optional(),
	identifier: identifier.optional(),
	display: z.string().optional()
});
const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() });
const extension = z.array(extensionSchema).optional();
const id = z.string().optional();

export const practitionerSchema = z.looseObject({
	resourceType: z.literal('Practitioner'),
	id,
	extension,
	identifier: z.array(identifier).optional(),
	qualification: z
		.array(
			z.looseObject({
				id,
				extension,
				identifier: z.array(identifier).optional(),
				code: concept.optional(),
				period: period.optional(),
				issuer: reference.optional()
			})
		)
		.optional()
});

export const roleSchema = z.looseObject({
	resourceType: z.literal('PractitionerRole'),
	id,
	extension,
	period: period.optional(),
	practitioner: reference.optional(),
	organization: reference.optional(),
	location: z.array(reference).optional(),
	code: z.array(concept).optional(),
	specialty: z.array(concept).optional()
});

export const checkSchema = z.looseObject({
	resourceType: z.literal('VerificationResult'),
	id,
	extension,
	target: z.array(reference).optional(),
	targetLocation: z.array(z.string()).optional(),
	status: z.string().optional(),
	statusDate: z.string().optional(),
	lastPerformed: z.string().optional(),
	validationType: concept.optional(),
	primarySource: z
		.array(
			z.looseObject({
				who: reference.optional(),
				communicationMethod: z.array(concept).optional(),
				validationDate: z.string().optional()
			})
		)
		.optional()
});

export const bundleSchema = z.looseObject({
	resourceType: z.literal('Bundle'),
	entry: z
		.array(
			z.looseObject({
				fullUrl: z.string().optional(),
				resource: z.looseObject({ resourceType: z.string() }).optional()
			})
		)
		.max(20_000)
		.optional()
});

export type Practitioner = z.output<typeof practitionerSchema>;
export type Qualification = NonNullable<Practitioner['qualification']>[number];
export type PractitionerRole = z.output<typeof roleSchema>;
export type VerificationResult = z.output<typeof checkSchema>;
export type Concept = z.output<typeof concept>;

/** Whether a concept has a code, of a system where one is asked for. */
export function hasCode(concept: Concept | undefined, codes: readonly string[], system?: string): boolean {
	return (concept?.coding ?? []).some(
		(one) => codes.includes(one.code ?? '') && (system === undefined || (one.system ?? '').startsWith(system))
	);
}
