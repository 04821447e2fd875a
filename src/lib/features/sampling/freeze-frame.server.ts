import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { getValue } from '#lib/core/result.ts';
import { frameHeader, makeFrameBuilder, type Frame } from '#lib/core/sampling/frame.ts';
import type { ExclusionReason, SamplingPolicy } from '#lib/core/sampling/policy.ts';
import type { App } from '#lib/server/app.ts';
import { candidates } from './candidates.server.ts';

/** Where the exact bytes of a draw's frame are kept. */
export function framePath(app: App, drawId: string): string {
	return join(app.documentsFolder, 'draws', `${drawId}.frame.csv`);
}

/**
 * Writes a draw's frame to its file and gives what the draw needs of it. Eligible are finished reads of the period that
 * had arrived at `frozenAt`, unless the policy excludes them; exclusions are counted by reason.
 */
export async function freezeFrame(
	app: App,
	input: { drawId: string; period: Period; frozenAt: Instant; policy: SamplingPolicy }
): Promise<{ frame: Frame; exclusions: Partial<Record<ExclusionReason, number>> }> {
	const path = framePath(app, input.drawId);
	await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
	const oldest = input.period.to - input.policy.lookBackDays * 86_400_000;
	const period = { from: Math.max(input.period.from, oldest), to: input.period.to };
	const exclusions: Partial<Record<ExclusionReason, number>> = {};
	const builder = makeFrameBuilder();
	const written = createHash('sha256');
	const file = await open(`${path}.partial`, 'w', 0o600);
	try {
		const put = async (text: string): Promise<void> => {
			written.update(text);
			await file.write(text);
		};
		await put(`${frameHeader}\n`);
		const asked = { period, frozenAt: input.frozenAt, policy: input.policy };
		for await (const page of candidates(app.db.read, asked, exclusions)) {
			let text = '';
			for (const { samplingId, reader, modality, facility, finalAt } of page) {
				const finalisedOn = toUtcDay(finalAt);
				text += `${getValue(builder.add({ caseId: samplingId, reader, modality, facility, finalisedOn }))}\n`;
			}
			await put(text);
		}
		await file.sync();
	} finally {
		await file.close();
	}
	const frame = builder.finish();
	if (written.digest('hex') !== frame.hash) throw new Error('the frame was not written as it was hashed');
	await rename(`${path}.partial`, path);
	return { frame, exclusions };
}
