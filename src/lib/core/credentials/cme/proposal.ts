import { z } from 'zod';
import { cmeRecordSchema } from './record.ts';

/** An activity as its own radiologist sends it in; where it corrects one, why. */
export const cmeProposalSchema = z.strictObject({
	record: cmeRecordSchema,
	why: z.string().max(500, 'text-too-long').default('')
});

export type ProposedActivity = {
	readonly kind: 'cme-activity';
	readonly body: z.output<typeof cmeProposalSchema>;
};
