// The part of the golden pixel test that runs in the browser: opens a study as the viewer does and hands back what was decoded.
import { cache, Enums } from '@cornerstonejs/core';
import { messages } from '#lib/i18n/messages.ts';
import { registerHeaders, release, startEngine } from '#lib/viewer/loading/engine.ts';
import { loadFrame } from '#lib/viewer/loading/load-frame.ts';
import { decodedFrame } from '#lib/viewer/stage/decoded-frame.ts';
import { loadStudy } from '#lib/viewer/study/study.ts';
import { openViewer } from '#lib/viewer/open-viewer.ts';
import type { DecodeReport, DrawAsked, DrawReport } from './report.ts';

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

/** Opens the study in a cell as large as its image and gives what is drawn there; `cssSize` is what the image may take up. */
async function drawStudy(asked: DrawAsked): Promise<DrawReport> {
	const study = await loadStudy(asked);
	if (!study.ok) throw new Error(study.error.reason);
	const { displaySets } = study;
	const [width, height] = asked.cssSize;
	const element = document.createElement('div');
	Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
	const lines = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	document.body.replaceChildren(element, lines);
	const handle = await openViewer({
		displaySets,
		rendering: asked.rendering,
		words: messages.imaging.viewer.measures
	});
	const unmount = handle.mount(0, element, lines);
	await handle.show(displaySets[0]?.id ?? '');
	if (asked.presetId !== undefined) handle.preset(asked.presetId);
	if (asked.window) handle.window(...asked.window);
	if (asked.isTurned) handle.invert();
	const drawn = new Promise((resolve) =>
		element.addEventListener(Enums.Events.IMAGE_RENDERED, resolve, { once: true })
	);
	handle.fit();
	await drawn;
	await new Promise(requestAnimationFrame);
	const canvas = element.querySelector('canvas');
	const context = canvas?.getContext('2d');
	if (!canvas || !context) throw new Error('no canvas');
	const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
	const { rendering, window, presetId, inverted, failure } = handle.state();
	unmount();
	handle.dispose();
	return {
		width: canvas.width,
		height: canvas.height,
		greys: Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? 0),
		rendering,
		window,
		presetId,
		isInverted: inverted,
		failure
	};
}

Object.assign(window, { decodeStudy, drawStudy });
