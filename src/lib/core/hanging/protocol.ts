import { z } from 'zod';
import { orientations, sequences } from './picture.ts';

const word = z.string().regex(/^[A-Z0-9.]{1,16}$/);
const words = z.array(word).min(1).max(30);

/** What a picture can be asked for; several values are alternatives. */
const wordCondition = z.object({
	about: z.enum(['modality', 'word', 'body', 'view', 'side']),
	oneOf: words
});
const kindCondition = z.discriminatedUnion('about', [
	z.object({ about: z.literal('acquired'), oneOf: z.array(z.enum(orientations)).min(1) }),
	z.object({ about: z.literal('sequence'), oneOf: z.array(z.enum(sequences)).min(1) }),
	z.object({ about: z.literal('contrast'), oneOf: z.array(z.enum(['yes', 'no'])).min(1) })
]);
/** Both ends belong to it; a missing end is open. */
const rangeCondition = z.object({
	about: z.enum(['images', 'thickness', 'b', 'tr', 'te', 'ti']),
	from: z.number().min(0).max(100_000).nullable(),
	to: z.number().min(0).max(100_000).nullable()
});

export const conditionSchema = z.union([wordCondition, kindCondition, rangeCondition]);
export type Condition = z.infer<typeof conditionSchema>;
export type RangeCondition = z.infer<typeof rangeCondition>;

const conditions = z.array(conditionSchema).max(12).default([]);

/** One cell: which picture hangs there and how. */
export const hangingCellSchema = z.object({
	/** All of these must be so. */
	need: conditions,
	/** None of these may be so. */
	without: conditions,
	/** The more of these are so, the better. */
	prefer: conditions,
	/** The protocol fits only where this cell finds its picture. */
	isMust: z.boolean().default(false),
	/** Of the current study, or of the one before it. */
	study: z.enum(['current', 'prior']).default('current'),
	/** The same series as another cell, counted from 1, or what in the prior is most like it. */
	same: z.number().int().min(1).max(9).nullable().default(null),
	plane: z.enum(['axial', 'coronal', 'sagittal']).nullable().default(null),
	preset: z
		.string()
		.regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/)
		.nullable()
		.default(null),
	slab: z
		.object({
			kind: z.enum(['maximum', 'minimum', 'average']),
			thicknessMm: z.number().min(0.1).max(100)
		})
		.nullable()
		.default(null),
	/** Where rows and columns are to run to; turned and mirrored accordingly. */
	orient: z
		.object({
			row: z.enum(['L', 'R', 'A', 'P', 'H', 'F']),
			column: z.enum(['L', 'R', 'A', 'P', 'H', 'F']).nullable()
		})
		.nullable()
		.default(null),
	align: z.enum(['left', 'right']).nullable().default(null),
	at: z.enum(['first', 'middle', 'last']).default('middle'),
	/** What is not found leaves the cell empty; otherwise it takes the next series that nobody shows. */
	isEmptyElse: z.boolean().default(false),
	/** That it is missing is to be seen: the cells around it stay where they are. The protocol fits where one of these lacks, not two. */
	keepsPlace: z.boolean().default(false)
});
export type HangingCell = z.infer<typeof hangingCellSchema>;

const size = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** How the pictures of one kind of examination are laid out. */
export const hangingProtocolSchema = z
	.object({
		id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
		name: z.string().min(1).max(80),
		/** DICOM modalities; empty for all. */
		modalities: z.array(word).max(20),
		/** Words of the region, in any description; empty for all. */
		body: z.array(word).max(40),
		layout: z.object({ rows: size, columns: size }),
		cells: z.array(hangingCellSchema).min(1).max(9)
	})
	.refine(({ layout, cells }) => cells.length <= layout.rows * layout.columns, 'cells-too-many')
	.refine(({ cells }) => cells.every(({ same }, at) => same === null || same <= at), 'same-later');
export type HangingProtocol = z.infer<typeof hangingProtocolSchema>;

/** All protocols of a group, in the order in which equals are offered: versioned data. */
export const hangingPolicySchema = z.object({
	protocols: z
		.array(hangingProtocolSchema)
		.max(80)
		.refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'code-twice')
});
export type HangingPolicy = z.infer<typeof hangingPolicySchema>;
