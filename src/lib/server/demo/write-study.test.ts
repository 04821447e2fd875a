import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseKeyObjects } from '#lib/core/dicom/annex/key-objects.ts';
import { parsePresentation } from '#lib/core/dicom/annex/presentation-state.ts';
import { parseReport } from '#lib/core/dicom/annex/report-tree.ts';
import type { Dataset } from '#lib/core/dicom/dataset.ts';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { indexFrames } from '#lib/core/dicom/frames.ts';
import { demoTransferSyntaxes } from '#lib/core/demo/dicom/file.ts';
import { studyUidOf } from '#lib/core/demo/dicom/header.ts';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import { renderStudy } from '#lib/core/demo/phantom/study.ts';
import { planStudies, type StudyPlan, type TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { getValue } from '#lib/core/result.ts';
import { decodeFrame } from '#lib/server/dicom/decode-frame.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';
import { writeDemoStudies } from './write-studies.ts';
import { writeStudy } from './write-study.ts';

const group = makeDemoGroup({ seed: 1, cutAt: Date.UTC(2026, 10, 20, 15) });
const plans = planStudies(group);
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demo-study-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function planOf(key: string, change: Partial<StudyPlan> = {}): StudyPlan {
	const plan = plans.find((candidate) => candidate.key === key);
	if (!plan) throw new Error(`no plan ${key}`);
	return { ...plan, matrix: 64, ...change };
}

/** The stored values of one frame of a file, as the project's own reader has them. */
async function decode(path: string, frameNumber: number): Promise<ArrayLike<number>> {
	const file = getValue(await openDicomFile(path));
	try {
		const { pixels } = getValue(describeInstance(file));
		if (!pixels) throw new Error('no pixels');
		const index = getValue(await indexFrames(file, pixels));
		const frame = getValue(await readFrame(file, index, frameNumber));
		return getValue(await decodeFrame(file, pixels, frame));
	} finally {
		await file.close();
	}
}

const syntaxes = Object.keys(demoTransferSyntaxes) as TransferSyntaxName[]; // keys of a Record over exactly these names

describe('a written study', { timeout: 60_000 }, () => {
	it.each(syntaxes)('holds the pixels that were drawn, in %s', async (transferSyntax) => {
		const plan = planOf('ct-head-1', { transferSyntax });
		const written = await writeStudy(group, plan, join(folder, transferSyntax));
		const drawn = [...renderStudy(plan).images()][30];
		const path = written.files[30] ?? '';
		expect(Array.from(await decode(path, 1))).toEqual(Array.from(drawn?.pixels ?? []));
	});

	it('names patient, reader and site as real ones do, and says where it lies', async () => {
		const plan = planOf('ct-chest-1');
		const written = await writeStudy(group, plan, join(folder, 'names'));
		const [path = ''] = written.files;
		const bytes = await readFile(path, 'latin1');
		for (const name of ['LANSBURY^VICTOR', 'Lake Harriet University Hospital', plan.accession])
			expect(bytes).toContain(name);
		const file = getValue(await openDicomFile(path));
		const description = getValue(describeInstance(file));
		await file.close();
		expect(description).toMatchObject({
			modality: 'CT',
			accessionNumber: plan.accession,
			studyInstanceUID: studyUidOf(group.seed, plan),
			patientSex: plan.sex,
			patientAgeYears: plan.ageYears,
			seriesNumber: 2,
			instanceNumber: 1
		});
	});

	it('marks its lesion by the UIDs of its own files', async () => {
		const written = await writeStudy(group, planOf('ct-abdomen-1'), join(folder, 'marks'));
		const [lesion] = written.lesions;
		const bytes = await readFile(written.files[(lesion?.instanceNumber ?? 0) - 1] ?? '', 'latin1');
		expect(bytes).toContain(lesion?.instanceUid ?? 'no lesion');
		expect(bytes).toContain(lesion?.seriesUid ?? 'no lesion');
	});

	it('has beside it what its reader left: key images, a presentation and a measurement of its finding', async () => {
		const plan = planOf('ct-head-2');
		const written = await writeStudy(group, plan, join(folder, 'annexes'));
		const [lesion] = written.lesions;
		const uid = lesion?.instanceUid ?? '';
		const shownUid = (original: string) => (original === uid ? 'shown' : null);
		const images = [{ sopInstanceUid: 'shown', frames: [] }];
		const read = async <T>(name: string, parse: (dataset: Dataset) => T): Promise<T> => {
			const path = written.files.find((each) => each.endsWith(name)) ?? '';
			const file = getValue(await openDicomFile(path));
			expect(getValue(describeInstance(file))).toMatchObject({
				studyInstanceUID: studyUidOf(group.seed, plan),
				accessionNumber: plan.accession
			});
			await file.close();
			return parse(file.dataset);
		};
		const clean = (text: string) => text;
		expect(await read('s91-001.dcm', (it) => parseKeyObjects(it, shownUid, clean))).toMatchObject({
			title: '113000',
			words: expect.stringContaining('subdural'),
			images
		});
		const presented = await read('s92-001.dcm', (it) => parsePresentation(it, shownUid, clean));
		expect(presented).toMatchObject({ images, windows: [{ window: { width: 80 } }] });
		const [circle] = presented?.shapes ?? [];
		expect(circle).toMatchObject({ kind: 'circle', images });
		expect(circle?.points[0]?.[0]).toBeCloseTo(lesion?.x ?? 0, 3);
		expect(circle?.points[0]?.[1]).toBeCloseTo(lesion?.y ?? 0, 3);
		const uidFor = (original: string) => original;
		const report = await read('s93-001.dcm', (it) => parseReport(it, { clean, shownUid, uidFor }));
		const distance = report?.children.find(({ heading }) => heading === 'Distance');
		expect(distance?.value).toBe(`${plan.lesion?.sizeMm} mm`);
		const [place] = distance?.places ?? [];
		const [from, to] = (place?.by === 'image' && place.shapes[0]?.points) || [];
		// The line that was measured is as long as it is said to be.
		const { plane } = [...renderStudy(plan).images()][0] ?? {};
		const lengthMm = ((to?.[0] ?? 0) - (from?.[0] ?? 0)) * (plane?.columnMm ?? 0);
		expect(lengthMm).toBeCloseTo(plan.lesion?.sizeMm ?? 0, 3);
	});

	it('keeps all sixty frames of a cine', async () => {
		const plan = planOf('us-aorta-1');
		const written = await writeStudy(group, plan, join(folder, 'cine'));
		const cine = renderStudy(plan).images().next().value;
		const [path = ''] = written.files;
		const length = 640 * 480;
		for (const frame of [1, 60]) {
			expect(Buffer.from(Array.from(await decode(path, frame)))).toEqual(
				Buffer.from(cine?.pixels.slice((frame - 1) * length, frame * length) ?? [])
			);
		}
	});
});

describe('all studies', { timeout: 60_000 }, () => {
	it('are written by threads that give back what they wrote', async () => {
		const two = plans
			.filter(({ key }) => key === 'us-gallbladder-1' || key === 'ct-head-6')
			.map((plan) => ({ ...plan, matrix: 64 }));
		const done: number[] = [];
		const studies = await writeDemoStudies({
			group,
			plans: two,
			folder: join(folder, 'all'),
			onProgress: (count) => done.push(count)
		});
		expect(studies.map(({ key }) => key)).toEqual(two.map(({ key }) => key));
		expect(studies.map(({ files }) => files.length)).toEqual([60, 1]);
		expect(done).toEqual([1, 2]);
	});
});
