import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { may, type Actor } from '#lib/core/actor.ts';
import type { Manifest } from '#lib/core/bundle/manifest.ts';
import type { Period } from '#lib/core/period.ts';
import { parseCertificate } from '#lib/core/sampling/certificate.ts';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import { revealedDraws } from '#lib/features/sampling/queries.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { BundlePart } from '#lib/server/files/bundle-zip.ts';
import type { LeftOut } from './pack-reports.server.ts';

/** A draw of a pack: what the manifest says of it, its files, and how many reads it was drawn from. */
export type PackedDraw = {
	readonly stated: Manifest['draws'][number];
	readonly label: string;
	readonly count: number;
	readonly parts: readonly BundlePart[];
};

/** Certificate and frame of every draw that was revealed and meets the period, as the actor may see them. */
export async function packDraws(
	app: App,
	actor: Actor,
	{ period, folder }: { period: Period; folder: string }
): Promise<{ draws: PackedDraw[]; leftOut: LeftOut[] }> {
	const text = messages.bundle;
	if (!may(actor, 'sampling.view')) {
		return { draws: [], leftOut: [{ what: text.index.draws, why: text.leftOut.draws }] };
	}
	const draws: PackedDraw[] = [];
	const leftOut: LeftOut[] = [];
	for (const { id, label, certificate } of await revealedDraws(app.db.read, period, actor.scope)) {
		const parsed = parseCertificate(certificate);
		const frame = framePath(app, id);
		const hasFrame = await access(frame).then(
			() => true,
			() => false
		);
		if (!parsed.ok || !hasFrame) {
			leftOut.push({ what: label, why: text.leftOut['could-not'](parsed.ok ? 'frame' : parsed.error.code) });
			continue;
		}
		const { drawId, commitment, seedHex, frameHash, frameCount, format } = parsed.value;
		const from = join(folder, `${id}.certificate.json`);
		await writeFile(from, certificate, { mode: 0o600 });
		draws.push({
			stated: { drawId, commitment, seedHex, frameHash },
			label,
			count: frameCount,
			parts: [
				{ path: `draws/${id}/certificate.json`, from, rows: {}, schemaVersion: format },
				{ path: `draws/${id}/frame.csv`, from: frame, rows: { frame: frameCount }, schemaVersion: null }
			]
		});
	}
	return { draws, leftOut };
}
