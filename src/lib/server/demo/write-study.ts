import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasAnnexes, makeAnnexes } from '#lib/core/demo/dicom/annexes.ts';
import { makeFile } from '#lib/core/demo/dicom/file.ts';
import { instanceUidOf, seriesUidOf, studyUidOf } from '#lib/core/demo/dicom/header.ts';
import { patientOf } from '#lib/core/demo/group/patients.ts';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import type { LesionMark } from '#lib/core/demo/phantom/image.ts';
import { renderStudy } from '#lib/core/demo/phantom/study.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { loadFrameEncoder } from './frame-encoders.ts';

/** A study as it was written: where its files are, and where its finding is. */
export type WrittenStudy = {
	/** Key of its plan and of its read's `studyKey`. */
	readonly key: string;
	readonly studyUid: string;
	readonly accession: string;
	readonly files: readonly string[];
	readonly byteCount: number;
	readonly lesions: readonly WrittenLesion[];
};

export type WrittenLesion = LesionMark & { readonly seriesUid: string; readonly instanceUid: string };

/** Writes one study's files into a folder of its own under `folder`, one picture at a time. */
export async function writeStudy(group: DemoGroup, plan: StudyPlan, folder: string): Promise<WrittenStudy> {
	const facility = group.facilities.find(({ code }) => code === plan.facilityCode);
	const reader = group.readers.find(({ code }) => code === plan.readerCode);
	if (!facility || !reader)
		throw new Error(`Study ${plan.key} names a facility or reader that the group does not have.`);
	const context = { groupSeed: group.seed, plan, patient: patientOf(group.seed, plan), facility, reader };
	const encodeFrame = await loadFrameEncoder(plan.transferSyntax);
	const pictures = renderStudy(plan);
	const studyFolder = join(folder, plan.key);
	await mkdir(studyFolder, { recursive: true });
	const files: string[] = [];
	let byteCount = 0;
	const write = async (name: string, bytes: Uint8Array): Promise<void> => {
		const path = join(studyFolder, name);
		await writeFile(path, bytes);
		files.push(path);
		byteCount += bytes.length;
	};
	const [mark] = hasAnnexes(plan) ? pictures.marks : [];
	for (const image of pictures.images()) {
		const { seriesNumber, instanceNumber } = image;
		const bytes = makeFile(context, image, plan.transferSyntax, encodeFrame);
		await write(`s${seriesNumber}-${String(instanceNumber).padStart(3, '0')}.dcm`, bytes);
		if (mark?.seriesNumber !== seriesNumber || mark.instanceNumber !== instanceNumber) continue;
		for (const annex of makeAnnexes(context, { mark, image })) await write(annex.name, annex.bytes);
	}
	return {
		key: plan.key,
		studyUid: studyUidOf(group.seed, plan),
		accession: plan.accession,
		files,
		byteCount,
		lesions: pictures.marks.map((mark) => ({
			...mark,
			seriesUid: seriesUidOf(group.seed, plan, mark.seriesNumber),
			instanceUid: instanceUidOf(group.seed, plan, mark.seriesNumber, mark.instanceNumber)
		}))
	};
}
