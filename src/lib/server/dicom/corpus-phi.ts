import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { elementText, type Dataset, type DicomElement } from '#lib/core/dicom/dataset.ts';
import type { Difference } from './corpus-instance.ts';
import { caseUidMapper, deidentifyDicomFile } from './deidentify-file.ts';
import { openDicomFile } from './open-file.ts';

/** One value of a corpus's `dicom/phi.json` that must not be left in the de-identified file. */
export const phiValueSchema = z.object({ path: z.string(), attribute: z.string(), value: z.coerce.string() });
export type PhiValue = z.infer<typeof phiValueSchema>;

// A value of one to three letters ("1", "CT", "NO") stands by chance in any file: it is checked at its place alone.
const shortestSearched = 4;

/** De-identifies one file of a corpus and lists which of the values are still in it, at their place or anywhere. */
export async function checkDeidentified(
	folder: string,
	name: string,
	values: readonly PhiValue[]
): Promise<readonly Difference[]> {
	const work = await mkdtemp(join(tmpdir(), 'overread-corpus-'));
	try {
		const output = join(work, 'out.dcm');
		// Pixels go along here, so that what stands in codestreams and between frames is searched, too.
		const options = {
			uidFor: caseUidMapper(randomBytes(32)),
			caseLabel: 'Blinded case',
			pixels: { kind: 'checked' } as const
		};
		const written = await deidentifyDicomFile(join(folder, name), output, options);
		if (!written.ok) return [{ field: 'deidentify', expected: 'written', got: written.error }];
		const bytes = await readFile(output);
		const opened = await openDicomFile(output);
		if (!opened.ok) return [{ field: 'deidentify', expected: 'readable', got: opened.error }];
		await opened.value.close();
		const { dataset } = opened.value;
		return values
			.filter(({ path, value }) => standsAt(dataset, path, value) || standsAnywhere(bytes, value))
			.map(({ path, attribute }) => ({ field: `${path} ${attribute}`, expected: 'absent', got: 'present' }));
	} finally {
		await rm(work, { recursive: true });
	}
}

/** Looks at a path such as `0040,A730[1]/0040,A123`. File meta is written anew and is covered by the search. */
function standsAt(dataset: Dataset, path: string, value: string): boolean {
	let current: Dataset | undefined = dataset;
	const steps = path.split('/');
	for (const [depth, step] of steps.entries()) {
		const parts = /^([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})(?:\[(\d+)\])?$/.exec(step);
		const element: DicomElement | undefined = current?.elements.get(
			Number.parseInt(`${parts?.[1]}${parts?.[2]}`, 16)
		);
		if (!current || !element) return false;
		if (depth === steps.length - 1) return elementText(element, current).trim() === value;
		current = element.vr === 'SQ' ? element.items[Number(parts?.[3] ?? 0)] : undefined;
	}
	return false;
}

/** Searches the whole file, in both encodings a text may have been written in; of a listed value each part. */
function standsAnywhere(bytes: Buffer, value: string): boolean {
	const listed = /^\['(.*)'\]$/.exec(value)?.[1]?.split("', '") ?? [value];
	return listed
		.filter((part) => part.length >= shortestSearched)
		.some((part) => bytes.includes(part, 0, 'utf8') || bytes.includes(part, 0, 'latin1'));
}
