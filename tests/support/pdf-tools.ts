import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const programs = ['qpdf', 'pdftotext', 'pdfinfo'] as const;
type Program = (typeof programs)[number];

const has = (program: Program): boolean =>
	spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Whether the programs that judge a PDF from outside are on this machine. */
export function hasPdfTools(): boolean {
	return programs.every(has);
}

/** Finds qpdf and poppler, or installs them from Debian as root. Says what it did. */
export function ensurePdfTools(): void {
	const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	if (!hasPdfTools() && canInstall) {
		console.log('PDF tools: installing the packages qpdf and poppler-utils with apt-get');
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		const run = (...args: string[]): boolean =>
			spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
		if (run('update')) run('install', '-y', '--no-install-recommends', 'qpdf', 'poppler-utils');
	}
	const why = canInstall ? 'could not be installed' : 'not found, and only root can install them';
	console.log(`PDF tools: ${hasPdfTools() ? 'qpdf and poppler' : `${why}; the tests with them are skipped`}`);
}

function run(program: Program, args: readonly string[]): string {
	const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
	return stdout;
}

/** The text of a PDF file as somebody who copies or searches gets it, lines as they stand. */
export function pdfText(path: string): string {
	return run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-']);
}

/** What qpdf says of the file's structure; throws where it is broken. */
export function checkPdf(path: string): string {
	return run('qpdf', ['--check', path]);
}

/** Title, page count, whether it is tagged, and so on, by their names. */
export function pdfFacts(path: string): ReadonlyMap<string, string> {
	const lines = run('pdfinfo', [path]).split('\n');
	return new Map(
		lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.split(/:\s*/).slice(1).join(':')])
	);
}
