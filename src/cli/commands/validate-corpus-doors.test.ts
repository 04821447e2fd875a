import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { validateDicomDoors } from './validate-corpus-doors.ts';

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'overread-doors-test-'));
	await mkdir(join(folder, 'dicom'));
	const named = { SeriesDescription: 'AXIAL BRAIN', AccessionNumber: 'ACC-77120' };
	await writeFile(join(folder, 'dicom', 'ct.dcm'), aCtFile(named));
	await writeFile(join(folder, 'dicom', 'us.dcm'), aCtFile({ ...named, Modality: 'US' }));
	await writeFile(join(folder, 'dicom', 'none.dcm'), 'not a DICOM file at all');
});
afterEach(() => rm(folder, { recursive: true }));

async function validate(expected: object, phi: object = {}) {
	await writeFile(join(folder, 'dicom', 'expected.json'), JSON.stringify(expected));
	await writeFile(join(folder, 'dicom', 'phi.json'), JSON.stringify(phi));
	return validateDicomDoors(folder);
}

const entry = { patientName: 'Doe^Jane', patientID: 'MRN-4711', accessionNumber: 'ACC-77120' };

it('lets nothing through that names somebody, also of what was held first', async () => {
	const report = await validate({ 'ct.dcm': entry, 'us.dcm': entry, 'none.dcm': {} });
	expect(report).toMatchObject({ passed: 3, failed: 0 });
	expect(report.lines).toEqual([
		expect.stringMatching(/3 files, 2 shown, 1 of them held first; 6 answers, \d+ bytes, .* 0 found$/)
	]);
});

it('names what comes through', async () => {
	// Words of anatomy stay in every description, so a list that forbids one must fail.
	const phi = { 'ct.dcm': [{ path: '0008,103E', attribute: 'SeriesDescription', value: 'axial brain' }] };
	const report = await validate({ 'ct.dcm': entry }, phi);
	expect(report).toMatchObject({ passed: 0, failed: 1 });
	expect(report.lines[0]).toMatch(/^dicom\/ct.dcm, image doors, "absent", metadata: .* of axial brain$/);
});

it('passes and fails nothing where there is no DICOM folder', async () => {
	expect(await validateDicomDoors(join(folder, 'empty'))).toMatchObject({ passed: 0, failed: 0 });
});
