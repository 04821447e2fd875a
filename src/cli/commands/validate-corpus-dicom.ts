import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkInstance, expectedInstanceSchema, type Difference } from '#lib/server/dicom/corpus-instance.ts';
import { checkDeidentified, phiValueSchema } from '#lib/server/dicom/corpus-phi.ts';

/** How a corpus fared: one line for each difference, `file, field, expected, got`. */
export type CorpusReport = {
	readonly passed: number;
	readonly failed: number;
	readonly lines: readonly string[];
};

/**
 * `overread validate corpus <folder>`, the DICOM part: every entry of `dicom/expected.json` must read as it says, and
 * nothing that `dicom/phi.json` lists may be left after de-identification. A folder without `dicom/` passes nothing and fails nothing.
 */
export async function validateDicomCorpus(folder: string): Promise<CorpusReport> {
	const dicom = join(folder, 'dicom');
	const expected = await readJson(join(dicom, 'expected.json'), z.record(z.string(), expectedInstanceSchema));
	const phi = await readJson(join(dicom, 'phi.json'), z.record(z.string(), z.array(phiValueSchema)));
	const lines: string[] = [];
	let passed = 0;
	let failed = 0;
	const count = async (name: string, check: () => Promise<readonly Difference[]>): Promise<void> => {
		const differences = await check().catch((cause: unknown) => [thrown(cause)]);
		if (differences.length === 0) passed += 1;
		else failed += 1;
		lines.push(...differences.map((difference) => toLine(name, difference)));
	};
	for (const [name, entry] of Object.entries(expected))
		await count(name, () => checkInstance(dicom, name, entry));
	for (const [name, values] of Object.entries(phi))
		await count(name, () => checkDeidentified(dicom, name, values));
	return { passed, failed, lines };
}

/** A manifest of a corpus; one that is not there lists nothing. */
export async function readJson<T>(
	path: string,
	schema: z.ZodType<Record<string, T>>
): Promise<Record<string, T>> {
	const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
		if (cause.code === 'ENOENT') return '{}';
		throw cause;
	});
	return schema.parse(JSON.parse(text));
}

/** A defect of the reader is a failed entry, not the end of the check. */
function thrown(cause: unknown): Difference {
	return { field: 'error', expected: 'none', got: cause instanceof Error ? cause.message : String(cause) };
}

function toLine(name: string, { field, expected, got }: Difference): string {
	return [`dicom/${name}`, field, JSON.stringify(expected), JSON.stringify(got) ?? 'nothing'].join(', ');
}
