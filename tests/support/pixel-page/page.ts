// The part of the golden pixel test that runs in the browser: opens a study as the viewer does and hands back what was decoded.
import { cache } from '@cornerstonejs/core';
import { loadFrame, registerHeaders, release, startEngine } from '#lib/viewer/loading/engine.ts';
import { decodedFrame } from '#lib/viewer/stage/decoded-frame.ts';
import { loadStudy } from '#lib/viewer/study/study.ts';
import type { DecodeReport } from './report.ts';

startEngine('cpu');

/** Opens the study at `root` and posts each frame's values, in the unit of the window, to `{root}/decoded/{frame}`. */
async function decodeStudy(root: string, studyUid: string): Promise<DecodeReport> {
	const study = await loadStudy({ root, studyUid });
	if (!study.ok) return { keptOut: study.error.reason, frames: [] };
	const keptOut = study.displaySets.map((set) => set.keptOut).find((reason) => reason !== undefined);
	const report: DecodeReport = { keptOut: keptOut ?? null, frames: [] };
	registerHeaders(study.displaySets);
	for (const frame of study.displaySets.flatMap((set) => set.frames)) {
		try {
			await loadFrame(frame.imageId, -5);
			const image = cache.getImage(frame.imageId);
			if (!image) throw new Error('not in the cache');
			const { values, slope, intercept, ...shape } = decodedFrame(image);
			const body = Float32Array.from(values, (value) => value * slope + intercept);
			await fetch(`${root}/decoded/${frame.frameNumber}`, { method: 'POST', body });
			report.frames.push({
				number: frame.frameNumber,
				columns: shape.columns,
				rows: shape.rows,
				components: shape.components,
				isInverted: shape.isInverted,
				failure: null
			});
		} catch (error) {
			const failure = error instanceof Error ? error.message : String(error);
			report.frames.push({
				number: frame.frameNumber,
				columns: 0,
				rows: 0,
				components: 0,
				isInverted: false,
				failure
			});
		}
	}
	release(study.displaySets);
	return report;
}

Object.assign(window, { decodeStudy });
