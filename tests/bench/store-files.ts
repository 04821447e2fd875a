import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const boundary = 'overread-bench';
const filesAtOnce = 20;

/** Gives the DICOM files of a folder to a DICOMweb server by STOW-RS (PS3.18 10.5); throws where it refuses one. */
export async function storeFiles(storeUrl: string, folder: string): Promise<void> {
	const names = readdirSync(folder);
	for (let from = 0; from < names.length; from += filesAtOnce) {
		const parts = names
			.slice(from, from + filesAtOnce)
			.flatMap((name) => [
				Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
				readFileSync(join(folder, name)),
				Buffer.from('\r\n')
			]);
		const response = await fetch(storeUrl, {
			method: 'POST',
			headers: {
				'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
				Accept: 'application/dicom+json'
			},
			body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
		});
		if (response.status !== 200) throw new Error(`${storeUrl} answered ${response.status}`);
	}
}
