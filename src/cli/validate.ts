import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments } from './arguments.ts';
import { print } from './output.ts';

type Outcome = { passed: number; failed: number; lines: readonly string[] };

/** The parts of a corpus folder that can be checked, each in a folder of its own name: `(corpus, its folder)`. */
const corpusParts: Readonly<Record<string, (corpus: string, folder: string) => Promise<Outcome>>> = {
	dicom: async (corpus) => {
		const { validateDicomCorpus } = await import('./commands/validate-corpus-dicom.ts');
		const { validateDicomDoors } = await import('./commands/validate-corpus-doors.ts');
		const [files, doors] = [await validateDicomCorpus(corpus), await validateDicomDoors(corpus)];
		const passed = files.passed + doors.passed;
		return { passed, failed: files.failed + doors.failed, lines: [...files.lines, ...doors.lines] };
	},
	hl7: async (_, folder) => (await import('./commands/validate-corpus-text.ts')).validateHl7Corpus(folder),
	reports: async (_, folder) =>
		(await import('./commands/validate-corpus-text.ts')).validateReportsCorpus(folder)
};

/** Parts of a corpus that the product does not read yet; said, so that nobody takes silence for success. */
const notChecked = ['fhir'];

const isCounts = (line: string): boolean => /^\d+ passed, \d+ failed$/.test(line);

async function validateCorpus(folder: string): Promise<Outcome> {
	const total = { passed: 0, failed: 0, lines: [] as string[] };
	let parts = 0;
	for (const [name, check] of Object.entries(corpusParts)) {
		if (!existsSync(join(folder, name))) continue;
		parts += 1;
		const outcome = await check(folder, join(folder, name));
		total.passed += outcome.passed;
		total.failed += outcome.failed;
		total.lines.push(...outcome.lines.filter((line) => !isCounts(line)));
		total.lines.push(`${name}: ${outcome.passed} passed, ${outcome.failed} failed`);
	}
	for (const name of notChecked) {
		if (existsSync(join(folder, name)))
			total.lines.push(`${name}: not checked, this version does not read it`);
	}
	if (parts === 0)
		throw new Error(`${folder} has none of the folders ${Object.keys(corpusParts).join(', ')}`);
	return total;
}

/** Runs an installation check and prints one line a failing case, then the counts; null when there is no such check. */
export async function validate(kind: string, path: string, args: Arguments): Promise<number | null> {
	let outcome: Outcome;
	if (kind === 'statistics') {
		const { validateStatistics } = await import('./commands/validate-statistics.ts');
		outcome = await validateStatistics(path, { json: false });
	} else if (kind === 'credentials') {
		const { validateCredentials } = await import('./commands/validate-credentials.ts');
		outcome = await validateCredentials(path);
	} else if (kind === 'corpus') {
		outcome = await validateCorpus(path);
	} else {
		return null;
	}
	const lines = outcome.lines.filter((line) => !isCounts(line));
	const counts = `${outcome.passed} passed, ${outcome.failed} failed`;
	print(args, { ...outcome, lines }, [...lines, counts].join('\n'));
	return outcome.failed === 0 ? 0 : 1;
}
