import { z } from 'zod';
import { hangingChanges, type HangingChanges } from '#lib/core/hanging/changes.ts';
import { hangingPolicySchema, type HangingPolicy } from '#lib/core/hanging/protocol.ts';
import { makeHanging, parseHanging } from '#lib/core/hanging/text.ts';
import { plainText } from '#lib/core/text/plain-text.ts';

const MAX_TEXT_CHARS = 40_000;

/** The form of the hanging protocols: all of them as one text; problems stand under the number of their line. */
export const hangingForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		protocols: z
			.string('required')
			.overwrite(plainText)
			.max(MAX_TEXT_CHARS, 'text-too-long')
			.transform((text, context): HangingPolicy['protocols'] => {
				const { list, problems } = parseHanging(text);
				for (const { line, code } of problems) {
					context.addIssue({ code: 'custom', message: code, path: [line] });
				}
				const whole = hangingPolicySchema.safeParse({ protocols: list });
				if (problems.length === 0 && !whole.success) {
					context.addIssue({ code: 'custom', message: 'too-many-terms' });
				}
				return problems.length === 0 && whole.success ? whole.data.protocols : z.NEVER;
			})
	})
	.transform(({ basedOn, protocols }) => ({ basedOn, body: { protocols } }));

/** The protocols as the fields of their form. */
export function hangingFields({ protocols }: HangingPolicy): Record<string, string> {
	return { protocols: makeHanging(protocols) };
}

/** What would change, every protocol as it would be drawn, and the form as it was filled in. */
export type HangingPreview = {
	readonly hanging: HangingChanges;
	readonly drawn: readonly DrawnProtocol[];
	readonly fields: Readonly<Record<string, string>>;
};

/** A protocol as a small picture: what stands in each cell. */
export type DrawnProtocol = {
	readonly id: string;
	readonly name: string;
	readonly rows: number;
	readonly columns: number;
	/** The plane and the window of each cell, as far as the protocol names them. */
	readonly cells: readonly (readonly string[])[];
};

/** Compares protocols with those in force, and draws them. */
export function previewHanging(before: HangingPolicy, after: HangingPolicy): HangingPreview {
	return {
		hanging: hangingChanges(before.protocols, after.protocols),
		drawn: after.protocols.map(({ id, name, layout, cells }) => ({
			id,
			name,
			rows: layout.rows,
			columns: layout.columns,
			cells: cells.map(({ study, plane, preset, slab }) =>
				[study === 'prior' ? 'prior' : '', plane ?? '', preset ?? '', slab?.kind ?? ''].filter(Boolean)
			)
		})),
		fields: hangingFields(after)
	};
}
