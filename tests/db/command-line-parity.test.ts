import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scrubText } from '../../src/cli/commands/scrub.ts';
import { defaultPixelPolicy, type PixelPolicy } from '#lib/core/dicom/pixel-policy.ts';
import { tagOf, tagText } from '#lib/core/dicom/dictionary.ts';
import { toDicomJson } from '#lib/core/dicom/dicom-json.ts';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { indexFrames } from '#lib/core/dicom/frames.ts';
import * as objects from '#lib/core/dicom/test-objects.ts';
import { encodeRle } from '#lib/core/demo/dicom/rle-encode.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { blindedLabel } from '#lib/features/imaging/dicomweb/metadata.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { knownFactsOf, scrubbedReport } from '#lib/features/reviews/scrubbed-report.server.ts';
import { deidentifyDicomFile } from '#lib/server/dicom/deidentify-file.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { frameForViewer } from '#lib/server/dicom/read-frame.ts';
import { blindedFrame, metadataBehind } from '../support/behind-door.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { ctReportMessage } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const { aCtFile, aDataset, anEncapsulatedFile, aPart10, ctImage, fourPixels } = objects;
const named = {
	StudyDate: '20261110',
	AccessionNumber: 'ACC-1',
	InstitutionName: 'Saltmarsh Valley Hospital',
	ReferringPhysicianName: 'Abernathy^Olive',
	SeriesDescription: 'AXIAL HEAD Doe',
	PatientBirthDate: '19610317',
	ImagePositionPatient: [1, 2, 3]
} as const;
const console_ = { Manufacturer: 'Northlight', ManufacturerModelName: 'Sono 3', Modality: 'US' };
const policy: PixelPolicy = {
	...defaultPixelPolicy,
	devices: [
		{
			manufacturer: 'Northlight',
			model: 'Sono 3',
			rows: 2,
			columns: 2,
			seriesDescription: '',
			imageType: '',
			rectangles: [{ x: 0, y: 0, width: 2, height: 1 }]
		}
	]
};

describe.each(engines)('the command line on %s', (engine) => {
	let app: TestApp;
	let folder = '';

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		folder = mkdtempSync(join(tmpdir(), 'overread-parity-'));
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	it.each<[string, Uint8Array]>([
		['an explicit object', aCtFile(named)],
		[
			'a big endian object',
			aPart10(
				'1.2.840.10008.1.2.2',
				aDataset({ ...ctImage, ...named, PixelData: fourPixels }, objects.bigExplicit)
			)
		],
		[
			'a compressed object',
			anEncapsulatedFile('1.2.840.10008.1.2.5', [encodeRle(Uint16Array.of(5, 6, 7, 8))], named)
		],
		['an object of a known device, masked', aCtFile({ ...named, ...console_ })]
	])('writes of %s what the server gives a reviewer', async (_, bytes) => {
		const director = await getActor(app, (await aUser(app, 'director')).id);
		await publishPolicy(app, director, { kind: 'pixels', body: policy, basedOn: 1 });
		const source = join(folder, 'in.dcm');
		writeFileSync(source, bytes);
		await importPaths(app, null, [source]);
		const read = await aRead(app, { studyUid: '1.2.3' });
		const drawn = await aCase(app, { readId: read.id });
		const study = await blindedStudy(app, drawn.id);
		const [object] = study?.objects ?? [];
		if (!study || !object) throw new Error('nothing is delivered');

		const output = join(folder, 'out.dcm');
		const options = { uidFor: study.uidFor, caseLabel: blindedLabel };
		getValue(
			await deidentifyDicomFile(source, output, { ...options, pixels: { kind: 'by-policy', policy } })
		);
		const file = getValue(await openDicomFile(output));
		const { [tagText(tagOf('PixelData'))]: _pixels, ...written } = toDicomJson(file.dataset);
		const [served] = JSON.parse(await metadataBehind(app, study)) as unknown[]; // DICOM JSON is a list
		expect(written).toEqual(served);

		const { pixels } = getValue(describeInstance(file));
		if (!pixels) throw new Error('no pixels');
		const index = getValue(await indexFrames(file, pixels));
		const frame = getValue(await frameForViewer(file, { index, shape: pixels, number: 1 }));
		await file.close();
		expect(frame).toEqual(getValue(await blindedFrame(app, object, 1)));
	});

	it('scrubs a report word for word as the server shows it', async () => {
		const path = join(folder, 'report.hl7');
		writeFileSync(path, ctReportMessage());
		await importPaths(app, null, [path]);
		const { reads, reports } = app.db.read.tables;
		const [row] = await app.db.read.select({ id: reads.id }).from(reads);
		const [report] = await app.db.read.select({ text: reports.text }).from(reports);
		const known = await knownFactsOf(app.db.read, row?.id ?? '');
		const shown = await scrubbedReport(app.db.read, row?.id ?? '', known);
		const scrubbed = scrubText(report?.text ?? '', {
			names: known.people,
			identifiers: known.identifiers ?? [],
			...(known.accession ? { accession: known.accession } : {})
		});
		expect(shown.sections.length).toBeGreaterThan(2);
		for (const { text } of shown.sections) expect(scrubbed).toContain(text);
		expect(readFileSync(path, 'utf8')).toContain('Vanterpool');
		expect(scrubbed).not.toMatch(/Vanterpool|Abernathy|ACC-9930271/);
	});
});
