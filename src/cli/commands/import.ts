import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { keptOutText, placesOf, refusalText } from '#lib/features/ingest/reasons.ts';
import type { ImportProgress, ImportSummary } from '#lib/features/ingest/types.ts';
import { measureFiles } from '#lib/features/ingest/walk-files.server.ts';
import { formatBytes, formatCount } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';

const text = messages.ingest.command;
const REDRAW_MS = 100;
const LINE_CHARS = 78;

type Options = { readonly json: boolean; readonly onProgress?: (progress: ImportProgress) => void };

/** Imports the files and folders, with a bar on a terminal; see `features/ingest`. */
export async function importCommand(
	app: App,
	paths: readonly string[],
	{ onProgress }: Pick<Options, 'onProgress'> = {}
): Promise<ImportSummary> {
	return importPaths(app, null, paths, { origin: 'command', onProgress });
}

/** `overread import`: prints what was taken and names what was not. 0 when everything was taken, else 1. */
export async function runImport(app: App, paths: readonly string[], { json }: Options): Promise<number> {
	const startedAt = performance.now();
	const bar = process.stderr.isTTY && !json ? await makeBar(paths) : null;
	const summary = await importCommand(app, paths, { onProgress: bar?.draw });
	bar?.clear();
	const seconds = (performance.now() - startedAt) / 1000;
	if (json) console.log(JSON.stringify({ ...summary, seconds: Number(seconds.toFixed(3)) }));
	else console.log(summaryLines(summary, seconds).join('\n'));
	return summary.refused === 0 ? 0 : 1;
}

/** The summary as the person at the terminal reads it: what was not taken stands under its reason. */
export function summaryLines(summary: ImportSummary, seconds: number): string[] {
	const { refusals, keptOut } = summary;
	const lines = [
		text.read(summary.files, formatBytes(summary.bytes), seconds.toFixed(1)),
		`  ${text.taken(summary.reads, summary.images, summary.results, summary.scores)}`,
		`  ${text.unchanged(summary.unchanged)}`,
		`  ${text.refused(summary.refused)}`
	];
	if (keptOut.length > 0) {
		const named = keptOut.map(({ name, reason }) => ({ place: name, text: keptOutText(reason) }));
		lines.push('', text.keptOutTitle, ...byReason(named));
	}
	if (refusals.length > 0) {
		const named = placesOf(refusals).map((refusal) => ({
			place: refusal.place,
			text: refusalText(refusal)
		}));
		lines.push('', text.refusedTitle, ...byReason(named));
	}
	const more = summary.refused - refusals.length;
	if (more > 0) lines.push(`  ${text.more(more)}`);
	return lines.map((line) => line.replace(/[\u00a0\u202f]/g, ' '));
}

function byReason(named: readonly { place: string; text: string }[]): string[] {
	const groups = new Map<string, string[]>();
	for (const { place, text: reason } of named) {
		const group = groups.get(reason) ?? [];
		group.push(place);
		groups.set(reason, group);
	}
	return [...groups].flatMap(([reason, places]) => [
		`  ${reason}`,
		...places.map((place) => `      ${place}`)
	]);
}

async function makeBar(paths: readonly string[]) {
	const total = await measureFiles(paths);
	let drawnAt = 0;
	const put = (line: string) => process.stderr.write(`\r\u001b[2K${line}`);
	return {
		draw({ files, bytes, name }: ImportProgress) {
			const now = performance.now();
			if (now - drawnAt < REDRAW_MS) return;
			drawnAt = now;
			const share = Math.min(100, Math.floor((bytes / Math.max(1, total.bytes)) * 100));
			put(text.progress(formatCount(files), formatCount(total.files), share, name).slice(0, LINE_CHARS));
		},
		clear: () => put('')
	};
}
