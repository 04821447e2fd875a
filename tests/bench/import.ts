import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { ctReportMessage, markers } from '../support/study-files.ts';
import { cli, runNode } from './measure.ts';

const SLICES = 200;
const SIZE = 512;
const MESSAGES = 10_000;

function writeSlices(folder: string): number {
	mkdirSync(folder, { recursive: true });
	let bytes = 0;
	for (let slice = 1; slice <= SLICES; slice++) {
		const pixels = new Uint16Array(SIZE * SIZE).map((_, i) => (i * 31 + slice * 977) & 0xfff);
		const file = aCtFile({
			SOPInstanceUID: `1.2.3.9.${slice}`,
			StudyInstanceUID: '1.2.3.9',
			SeriesInstanceUID: '1.2.3.9.0',
			InstanceNumber: slice,
			Rows: SIZE,
			Columns: SIZE,
			PixelData: new Uint8Array(pixels.buffer)
		});
		bytes += file.length;
		writeFileSync(join(folder, `${slice}.dcm`), file);
	}
	return bytes;
}

function writeMessages(path: string): void {
	const message = ctReportMessage();
	let text = '';
	for (let i = 0; i < MESSAGES; i++) {
		text += message
			.replaceAll(markers.accession, `B${i}`)
			.replace('MSG-0001', `M${i}`)
			.replaceAll(markers.studyUid, `1.2.3.${i}`);
	}
	writeFileSync(path, text);
}

/** Import of a 105 MB CT series and of ten thousand reports through the command, each into an empty portal. */
export async function benchImport(): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
	try {
		const bytes = writeSlices(join(folder, 'images'));
		writeMessages(join(folder, 'reports.hl7'));
		const images = await runNode([cli, 'import', join(folder, 'images')], {
			OVERREAD_DATA: join(folder, 'a')
		});
		const reports = await runNode([cli, 'import', join(folder, 'reports.hl7')], {
			OVERREAD_DATA: join(folder, 'b')
		});
		return [
			`images ${(bytes / 1e6 / images.seconds).toFixed(0)} MB/s (${SLICES} files, ${(bytes / 1e6).toFixed(0)} MB, ${images.seconds.toFixed(1)} s with start, peak ${images.peakMb.toFixed(0)} MB)`,
			`reads ${(MESSAGES / reports.seconds).toFixed(0)}/s (${MESSAGES} messages, ${reports.seconds.toFixed(1)} s with start, peak ${reports.peakMb.toFixed(0)} MB)`
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
