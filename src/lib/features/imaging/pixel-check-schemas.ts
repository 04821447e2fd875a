import { z } from 'zod';
import { MAX_RECTANGLES, rectangleSchema, type Rectangle } from '#lib/core/dicom/pixel-policy.ts';

export const pixelDecisions = ['clear', 'mask', 'refuse'] as const;
export type PixelDecision = (typeof pixelDecisions)[number];

/** Likes of images in one study whose rectangles a form can carry. */
const MAX_LIKES = 200;

/** Rectangles as people write them: one a line, `x, y, width, height`. */
export const rectanglesField = z.string().transform((text, context): Rectangle[] => {
	const lines = text.split(/[\n;]/).filter((line) => line.trim() !== '');
	const parsed = lines.map((line) => {
		const [x, y, width, height, ...more] = line
			.split(/[\s,×x]+/)
			.filter(Boolean)
			.map(Number);
		return more.length > 0 ? null : rectangleSchema.safeParse({ x, y, width, height }).data;
	});
	const rectangles = parsed.filter((rectangle) => rectangle !== null && rectangle !== undefined);
	if (rectangles.length === lines.length && lines.length <= MAX_RECTANGLES) return rectangles;
	context.addIssue({ code: 'custom', message: 'rectangles-unreadable' });
	return z.NEVER;
});

/** One a line, as {@link rectanglesField} reads them. */
export function writeRectangles(rectangles: readonly Rectangle[]): string {
	return rectangles.map(({ x, y, width, height }) => `${x}, ${y}, ${width}, ${height}`).join('\n');
}

const numbered = (prefix: string, values: Record<string, unknown>): [number, unknown][] =>
	Object.entries(values).flatMap(([name, value]): [number, unknown][] =>
		name.startsWith(prefix) && /^\d{1,3}$/.test(name.slice(prefix.length))
			? [[Number(name.slice(prefix.length)), value]]
			: []
	);

/** The form of a check: fields `regions-0`, `regions-1`, … hold the rectangles of each like of images. */
export const pixelCheckSchema = z
	.looseObject({
		id: z.string().min(1).max(64),
		decision: z.enum(pixelDecisions, 'pixel-decision-required'),
		/** How many images were withheld when the form was made. */
		held: z.coerce.number().int().min(0)
	})
	.transform(({ id, decision, held, ...others }, context) => {
		const rectangles = new Map<number, Rectangle[]>();
		for (const [like, value] of numbered('regions-', others).slice(0, MAX_LIKES)) {
			const parsed = rectanglesField.safeParse(value);
			if (parsed.success) rectangles.set(like, parsed.data);
			else context.addIssue({ code: 'custom', message: 'rectangles-unreadable', path: [`regions-${like}`] });
		}
		const remember = new Set(numbered('remember-', others).map(([like]) => like));
		return { id, decision, held, rectangles, remember };
	});
export type PixelCheckInput = z.infer<typeof pixelCheckSchema>;
