import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import { parseKeyObjects } from '#lib/core/dicom/annex/key-objects.ts';
import { parsePresentation } from '#lib/core/dicom/annex/presentation-state.ts';
import { parseReport } from '#lib/core/dicom/annex/report-tree.ts';
import type { Dataset } from '#lib/core/dicom/dataset.ts';
import type { KeptOutReason } from '#lib/core/dicom/image-kind.ts';
import { scrubReport, type KnownFacts } from '#lib/core/text/scrub.ts';
import type { App } from '#lib/server/app.ts';
import { PacsError } from '#lib/server/pacs/failure.ts';
import type { BlindedStudy } from './blinded-study.server.ts';
import { withObject } from './open-objects.server.ts';

/** Objects of one kind that are read for one page; nobody looks through more. */
const mostRead = 40;

/**
 * Kinds that an acquisition leaves beside its images. Whatever a person may have made while reading them, a selection, a marked
 * picture, a report, a segmentation, tells what was thought: before the reveal it is not even said to be there.
 */
const ofAcquisition: ReadonlySet<KeptOutReason> = new Set<KeptOutReason>([
	'waveform',
	'raw-data',
	'video',
	'protocol',
	'spectroscopy',
	'whole-slide',
	'transfer-syntax-not-shown',
	'pixel-format-not-shown',
	'pixel-data-truncated',
	'pixel-data-malformed',
	'size-differs-from-codestream'
]);

/**
 * What a study holds beside the images that are shown, for a blinded eye: selections, presentations and structured reports by the UIDs
 * of the images, their words scrubbed. `known` is null before the report is revealed: then only what the
 * acquisition left is named. Documents in PDF go to nobody, since what is written in one cannot be taken out.
 */
export async function studyAnnexes(
	app: App,
	study: BlindedStudy,
	known: KnownFacts | null
): Promise<StudyAnnexes> {
	const readAll = async <T>(kind: KeptOutReason, read: (dataset: Dataset) => T | null): Promise<T[]> => {
		if (known === null) return [];
		const found: T[] = [];
		for (const { path } of study.beside.filter((each) => each.kind === kind).slice(0, mostRead)) {
			const one = await withObject(app, path, async ({ file }) => read(file.dataset)).catch(silentPacs);
			if (one === undefined) break;
			if (one !== null) found.push(one);
		}
		return found;
	};
	const clean = (text: string): string => (known ? scrubReport(text, known).text : '');
	const keyObjects = await readAll('key-object-selection', (it) =>
		parseKeyObjects(it, study.toBlinded, clean)
	);
	const presentations = await readAll('presentation-state', (it) =>
		parsePresentation(it, study.toBlinded, clean)
	);
	const uids = { shownUid: study.toBlinded, uidFor: study.uidFor };
	const reports = await readAll('structured-report', (it) => parseReport(it, { clean, ...uids }));
	const shown: Partial<Record<KeptOutReason, number>> = {
		'key-object-selection': keyObjects.length,
		'presentation-state': presentations.length,
		'structured-report': reports.length
	};
	const counts = new Map<KeptOutReason, number>();
	for (const { kind } of study.beside) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	const unseen = [...counts]
		.filter(([kind]) => known !== null || ofAcquisition.has(kind))
		.map(([kind, count]) => ({ kind, count: count - (shown[kind] ?? 0) }))
		.filter(({ count }) => count > 0)
		.sort((a, b) => a.kind.localeCompare(b.kind));
	return { keyObjects, presentations, reports, unseen };
}

/** A PACS that does not answer for one object is not asked for the next: the page of a case does not wait for it. */
function silentPacs(error: unknown): undefined {
	if (!(error instanceof PacsError)) throw error;
}
