import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-day');

/** What a survey pack is asked for with: a facility, whole UTC days, one modality or all. */
export const packRequestSchema = z.object({
	from: day,
	through: day,
	facility: z.string().min(1, 'facility-not-chosen').max(100),
	modality: z
		.string()
		.max(20)
		.optional()
		.transform((value) => value || undefined),
	purpose: z.string().trim().min(3, 'purpose-required').max(300),
	recipient: z.string().trim().min(2, 'recipient-required').max(300)
});
export type PackRequest = Omit<z.output<typeof packRequestSchema>, 'modality'> & {
	readonly modality?: string | undefined;
};

/** The kind under which packs stand in the register. */
export const packKind = 'survey-pack';

/** A pack as the queue of reports knows it. */
export type PackRun = PackRequest & { readonly kind: typeof packKind; readonly format: 'zip' };

/** Whether what is asked for is a pack, not a report. */
export function isPackRun<T extends { readonly kind: string }>(request: T | PackRun): request is PackRun {
	return request.kind === packKind;
}
