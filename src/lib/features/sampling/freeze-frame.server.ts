import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { getValue } from '#lib/core/result.ts';
import { frameHeader, makeFrameBuilder, type Frame } from '#lib/core/sampling/frame.ts';
import type { ExclusionReason, SamplingPolicy } from '#lib/core/sampling/policy.ts';
import type { App } from '#lib/server/app.ts';
import { makeFolder } from '#lib/server/files/durable.ts';
import { candidates } from './candidates.server.ts';

/** Where the exact bytes of a draw's frame are kept. */
export function framePath(app: App, drawId: string): string {
	return join(app.documentsFolder, 'draws', `${drawId}.frame.csv`);
}

/** A frame that was written, under a name of its own until its draw is revealed. */
export type FrozenFrame = {
	readonly frame: Frame;
	readonly exclusions: Partial<Record<ExclusionReason, number>>;
	readonly unnamedPath: string;
};

/**
 * Writes a draw's frame to a file of its own and gives what the draw needs of it. Eligible are finished reads of the period
 * that had arrived at `frozenAt`, unless the policy excludes them; exclusions are counted by reason. The caller names the
 * file or removes it: two who draw at once must not write into one.
 */
export async function freezeFrame(
	app: App,
	input: { drawId: string; period: Period; frozenAt: Instant; policy: SamplingPolicy }
): Promise<FrozenFrame> {
	const unnamedPath = `${framePath(app, input.drawId)}.${app.ids()}`;
	await makeFolder(dirname(unnamedPath));
	try {
		return { ...(await writeFrame(app, input, unnamedPath)), unnamedPath };
	} catch (error) {
		await rm(unnamedPath, { force: true });
		throw error;
	}
}

async function writeFrame(
	app: App,
	input: { period: Period; frozenAt: Instant; policy: SamplingPolicy },
	path: string
): Promise<Omit<FrozenFrame, 'unnamedPath'>> {
	const oldest = input.period.to - input.policy.lookBackDays * DAY_MS;
	const period = { from: Math.max(input.period.from, oldest), to: input.period.to };
	const exclusions: Partial<Record<ExclusionReason, number>> = {};
	const builder = makeFrameBuilder();
	const written = createHash('sha256');
	const file = await open(path, 'wx', 0o600);
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
	return { frame, exclusions };
}
