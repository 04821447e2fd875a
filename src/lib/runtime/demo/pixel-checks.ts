import type { Actor } from '#lib/core/actor.ts';
import { getValue } from '#lib/core/result.ts';
import { checkPixels } from '#lib/features/imaging/pixel-commands.server.ts';
import { settlePixelHolds } from '#lib/features/imaging/pixel-holds.server.ts';
import { pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { KeptStudies } from './images.ts';
import type { Seeding } from './seeding.ts';

/** The coordinator looks at the ultrasound studies, whose pixels are free of text, and leaves one for whoever tries the demo. */
export async function checkDemoPixels(
	{ app }: Seeding,
	coordinator: Actor,
	{ instances }: KeptStudies
): Promise<void> {
	await app.db.transaction(async (write) => {
		const settled = [];
		for (const study of instances.values()) settled.push(await settlePixelHolds(app, write, study));
		await recordAudit(write, ...settled.flatMap(({ entries }) => entries));
	});
	const { rows } = await pixelQueue(app.db.read, { actor: coordinator, show: 'waiting', after: null });
	for (const { id, held } of rows.slice(0, -1)) {
		const input = {
			id,
			decision: 'clear',
			held,
			rectangles: new Map(),
			remember: new Set<number>()
		} as const;
		getValue(await checkPixels({ app, actor: coordinator }, input));
	}
}
