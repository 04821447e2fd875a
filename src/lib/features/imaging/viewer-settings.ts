import { z } from 'zod';
import { defaultViewerKeys, viewerActs } from '#lib/viewer/controls/keys.ts';
import { isPageKey } from '#lib/viewer/controls/page-keys.ts';
import { buttonTools, wheelActs, type ViewerSettings } from '#lib/viewer/tools/settings.ts';

const lines = z.union([z.literal(1), z.literal(2), z.literal(3)]);
/** Words that name a modality, as DICOM spells them (PS3.3 C.7.3.1.1.1). */
const modality = z.string().regex(/^[A-Z0-9]{1,16}$/);
const key = z
	.string()
	.min(1)
	.max(40)
	.refine((name) => !isPageKey(name));
const button = z.enum(buttonTools);

const layout = z.strictObject({ rows: lines, columns: lines });
/** As `core/hanging/protocol` names protocols. */
const protocolId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

const ownPreset = z.strictObject({
	modality,
	place: z.int().min(1).max(6),
	name: z.string().trim().min(1).max(24),
	center: z.number().min(-1e6).max(1e6),
	width: z.number().min(1).max(1e6)
});

/** What may be kept of somebody's liking: nothing that the viewer does not know, and no key with two meanings. */
export const viewerSettingsSchema: z.ZodType<ViewerSettings, unknown> = z.strictObject({
	buttons: z.strictObject({ left: button, middle: button, right: button }),
	wheel: z.enum(wheelActs),
	isScrollInverted: z.boolean(),
	keys: z.partialRecord(z.enum(viewerActs), z.array(key).max(4)).refine(hasNoKeyTwice),
	presets: z
		.array(ownPreset)
		.max(120)
		.refine((own) => isDistinct(own.map(({ modality: of, place }) => `${of} ${place}`)))
		.refine((own) => isDistinct(own.map(({ modality: of, name }) => `${of} ${name}`))),
	layouts: z.record(modality, layout).refine((layouts) => Object.keys(layouts).length <= 40),
	// Settings that were kept before there were any of these are still understood.
	hangings: z
		.record(protocolId, z.union([z.strictObject({ protocol: protocolId }), z.strictObject({ layout })]))
		.refine((choices) => Object.keys(choices).length <= 200)
		.default({}),
	hasNotes: z.boolean()
});

function isDistinct(names: readonly string[]): boolean {
	return new Set(names).size === names.length;
}

function hasNoKeyTwice(changed: ViewerSettings['keys']): boolean {
	return isDistinct(viewerActs.flatMap((act) => changed[act] ?? defaultViewerKeys[act]));
}
