import { join } from 'node:path';
import { z } from 'zod';
import { walkCorpusDoors, type CorpusFile } from '#lib/runtime/corpus/corpus-doors.ts';
import { expectedInstanceSchema, type ExpectedInstance } from '#lib/server/dicom/corpus-instance.ts';
import { phiValueSchema, type PhiValue } from '#lib/server/dicom/corpus-phi.ts';
import { readJson, type CorpusReport } from './validate-corpus-dicom.ts';

/**
 * `overread validate corpus <folder>`, the image doors: of every file of `dicom/expected.json` and `dicom/phi.json` nothing that names
 * somebody may stand in any byte by which blinded eyes get images.
 */
export async function validateDicomDoors(folder: string): Promise<CorpusReport> {
	const dicom = join(folder, 'dicom');
	const expected = await readJson(join(dicom, 'expected.json'), z.record(z.string(), expectedInstanceSchema));
	const phi = await readJson(join(dicom, 'phi.json'), z.record(z.string(), z.array(phiValueSchema)));
	const doors = await walkCorpusDoors(dicom, filesOf(expected, phi));
	const { files, leaks } = doors;
	const leaking = new Set(leaks.map(({ name }) => name));
	return {
		passed: files - leaking.size,
		failed: leaking.size,
		lines: [
			...leaks.map(({ name, leak }) => `dicom/${name}, image doors, "absent", ${leak}`),
			`dicom: image doors: ${files} files, ${doors.shown} shown, ${doors.held} of them held first; ${doors.answers} answers, ` +
				`${doors.bytes} bytes, searched for ${doors.identifiers} identifiers in every encoding: ${leaks.length} found`
		]
	};
}

/** Every file with all that is known of it: what the manifest lists, names, numbers, days and UIDs. */
function filesOf(
	expected: Readonly<Record<string, ExpectedInstance>>,
	phi: Readonly<Record<string, readonly PhiValue[]>>
): CorpusFile[] {
	return [...new Set([...Object.keys(expected), ...Object.keys(phi)])].map((name) => {
		const entry = expected[name];
		const read = [
			entry?.patientID,
			entry?.patientName,
			entry?.accessionNumber,
			entry?.studyDate,
			entry?.sopInstanceUID,
			entry?.studyInstanceUID,
			entry?.seriesInstanceUID
		].filter((value) => value !== undefined);
		return { name, identifiers: [...read, ...(phi[name] ?? []).map(({ value }) => value)] };
	});
}
