import { expect } from '@playwright/test';
import { cine } from './cine-study.ts';
import { earlier, markers } from './study-files.ts';
import type { Walk } from './walk.ts';

/** Looks at every object's metadata and every frame of what the viewer opened behind a door, and at none that is not there. */
export async function lookAtImages(walk: Walk, root: string): Promise<{ objects: number; frames: number }> {
	const byViewer = walk.answers.filter(
		({ path, isAsked }) => !isAsked && path.startsWith(`${root}/studies/`)
	);
	const studies = new Set(byViewer.map(({ path }) => path.slice(`${root}/studies/`.length).split('/')[0]));
	for (const list of ['studies', 'series?includefield=all', 'instances?includefield=all']) {
		expect((await walk.ask(`${root}/${list}`)).status).toBe(200);
	}
	const all = { objects: 0, frames: 0 };
	for (const study of studies) {
		const seen = await lookAtStudy(walk, `${root}/studies/${study}`);
		all.objects += seen.objects;
		all.frames += seen.frames;
	}
	return all;
}

async function lookAtStudy(walk: Walk, base: string): Promise<{ objects: number; frames: number }> {
	const metadata = await walk.ask(`${base}/metadata`);
	type Header = Record<string, { Value?: readonly unknown[] } | undefined>;
	const headers = JSON.parse(metadata.body.toString()) as Header[]; // DICOM JSON (PS3.18 F.2)
	let frames = 0;
	for (const header of headers) {
		const [series, instance] = ['0020000E', '00080018'].map((tag) => String(header[tag]?.Value?.[0]));
		const count = Number(header['00280008']?.Value?.[0] ?? 1);
		for (let frame = 1; frame <= count; frame++) {
			const found = await walk.ask(`${base}/series/${series}/instances/${instance}/frames/${frame}`);
			expect(found.status).toBe(200);
			frames += 1;
		}
		for (const other of ['', '/rendered', '/thumbnail', '/metadata']) {
			expect((await walk.ask(`${base}/series/${series}/instances/${instance}${other}`)).status).toBe(200);
		}
		await walk.ask(`${base}/series/${series}/instances/${instance}/frames/${count + 1}`);
	}
	return { objects: headers.length, frames };
}

/** Asks for images by their original UIDs, and for what other image servers would offer; behind a closed door nothing can be searched. */
export async function tryOriginals(walk: Walk, root: string, isOpen = true): Promise<void> {
	const ct = `studies/${markers.studyUid}`;
	const object = `${ct}/series/${markers.seriesUid}/instances/${markers.sopUidRoot}1`;
	for (const [path, status] of [
		[`${root}/${ct}/metadata`, 404],
		[`${root}/${object}/frames/1`, 404],
		[`${root}/studies/${cine.studyUid}/metadata`, 404],
		[`${root}/${ct}`, 404],
		[`${root}/${object}/rendered`, 404],
		[`${root}/studies/${earlier.studyUid}/metadata`, 404],
		[`${root}/studies?AccessionNumber=${markers.accession}`, isOpen ? 204 : 404],
		[`/dicomweb/${ct}/metadata`, 403],
		[`/dicomweb/studies`, 403],
		[`/images/${markers.studyUid}`, 404]
	] as const) {
		expect((await walk.ask(path)).status, path).toBe(status);
	}
}
