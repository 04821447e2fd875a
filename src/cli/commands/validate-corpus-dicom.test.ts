import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { validateDicomCorpus } from './validate-corpus-dicom.ts';

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'overread-corpus-test-'));
	await mkdir(join(folder, 'dicom'));
	await writeFile(join(folder, 'dicom', 'ct.dcm'), aCtFile({ AccessionNumber: 'ACC1' }));
	await writeFile(join(folder, 'dicom', 'nameless.dcm'), aCtFile({ SOPInstanceUID: '' }));
});
afterEach(() => rm(folder, { recursive: true }));

async function validate(expected: object, phi: object = {}) {
	await writeFile(join(folder, 'dicom', 'expected.json'), JSON.stringify(expected));
	await writeFile(join(folder, 'dicom', 'phi.json'), JSON.stringify(phi));
	return validateDicomCorpus(folder);
}

const right = {
	sopInstanceUID: '1.2.3.4',
	transferSyntaxUID: '1.2.840.10008.1.2.1',
	patientName: 'Doe^Jane',
	rows: 2,
	cols: 2,
	frames: 1,
	preamble: true,
	hasPixelData: true,
	minPixel: 1,
	maxPixel: 4
};

it('passes a corpus that reads as it says', async () => {
	const phi = { 'ct.dcm': [{ path: '0010,0020', attribute: 'PatientID', value: 'MRN-4711' }] };
	const report = await validate({ 'ct.dcm': right, 'nameless.dcm': { hasPixelData: true } }, phi);
	expect(report).toEqual({ passed: 3, failed: 0, lines: [] });
});

it.each([
	['patientName', 'Roe^Jane', 'Doe^Jane'],
	['minPixel', 0, 1],
	['frames', 2, 1],
	['size', 1, aCtFile({ AccessionNumber: 'ACC1' }).length]
])('names a wrong %s', async (field, wrong, got) => {
	const report = await validate({ 'ct.dcm': { ...right, [field]: wrong } });
	const line = `dicom/ct.dcm, ${field}, ${JSON.stringify(wrong)}, ${JSON.stringify(got)}`;
	expect(report).toEqual({ passed: 0, failed: 1, lines: [line] });
});

it('names what should have been refused, what should have been taken, and what is not there', async () => {
	const report = await validate({
		'ct.dcm': { accept: false },
		'nameless.dcm': { sopInstanceUID: '1.2' },
		'missing.dcm': { sopInstanceUID: '1.2' }
	});
	expect(report.lines).toEqual([
		'dicom/ct.dcm, accept, "refused", "accepted"',
		'dicom/nameless.dcm, accept, "accepted", "no-sop-instance-uid"',
		'dicom/missing.dcm, accept, "accepted", "file-unreadable"'
	]);
});

it('names a value that is left after de-identification', async () => {
	// The modality stays in every copy, so a list that forbids it must fail.
	const report = await validate(
		{},
		{ 'ct.dcm': [{ path: '0008,0060', attribute: 'Modality', value: 'CT' }] }
	);
	expect(report.lines).toEqual(['dicom/ct.dcm, 0008,0060 Modality, "absent", "present"']);
});

it('passes and fails nothing where there is no DICOM folder', async () => {
	expect(await validateDicomCorpus(join(folder, 'empty'))).toEqual({ passed: 0, failed: 0, lines: [] });
});
