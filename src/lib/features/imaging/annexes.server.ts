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
/** Objects read at a time, and how long the page of a case waits for those that an archive has to give first. */
const AT_ONCE = 6;
const WAIT_MS = 1500;

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
	known: KnownFacts | null,
	{ waitMs = WAIT_MS } = {}
): Promise<StudyAnnexes> {
	const lanes = makeLanes(app);
	const readAll = <T>(kind: KeptOutReason, read: (dataset: Dataset) => T | null): (() => Reading<T>) => {
		const some = known === null ? [] : study.beside.filter((each) => each.kind === kind).slice(0, mostRead);
		const got = some.map(({ path }) => lanes.add(path, read));
		return () => ({
			found: got.flatMap(({ value }) => value ?? []),
			unread: got.filter(({ value }) => value === undefined).length
		});
	};
	const clean = (text: string): string => (known ? scrubReport(text, known).text : '');
	const keyObjectsNow = readAll('key-object-selection', (it) => parseKeyObjects(it, study.toBlinded, clean));
	const presentationsNow = readAll('presentation-state', (it) =>
		parsePresentation(it, study.toBlinded, clean)
	);
	const uids = { shownUid: study.toBlinded, uidFor: study.uidFor };
	const reportsNow = readAll('structured-report', (it) => parseReport(it, { clean, ...uids }));
	await lanes.run(waitMs);
	const [keyObjects, presentations, reports] = [keyObjectsNow(), presentationsNow(), reportsNow()];
	const seen = (reading: Reading<unknown>): number => reading.found.length + reading.unread;
	const shown: Partial<Record<KeptOutReason, number>> = {
		'key-object-selection': seen(keyObjects),
		'presentation-state': seen(presentations),
		'structured-report': seen(reports)
	};
	const counts = new Map<KeptOutReason, number>();
	for (const { kind } of study.beside) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	const unseen = [...counts]
		.filter(([kind]) => known !== null || ofAcquisition.has(kind))
		.map(([kind, count]) => ({ kind, count: count - (shown[kind] ?? 0) }))
		.filter(({ count }) => count > 0)
		.sort((a, b) => a.kind.localeCompare(b.kind));
	return {
		keyObjects: keyObjects.found,
		presentations: presentations.found,
		reports: reports.found,
		unseen,
		unread: keyObjects.unread + presentations.unread + reports.unread
	};
}

/** What was read so far of the objects of one kind, and how many were not. */
type Reading<T> = { readonly found: readonly T[]; readonly unread: number };

/** Reads objects, several at a time. What is not there in time is read on, so that the next who asks finds it. */
function makeLanes(app: App) {
	const waiting: (() => Promise<void>)[] = [];
	let isGivenUp = false;
	const lane = async (): Promise<void> => {
		for (let next = waiting.shift(); next && !isGivenUp; next = waiting.shift()) await next();
	};
	return {
		/** Its value stands in what this gives as soon as it is read; null where there is nothing to show. */
		add<T>(path: string, read: (dataset: Dataset) => T | null): { readonly value: T | null | undefined } {
			const got: { value: T | null | undefined } = { value: undefined };
			waiting.push(async () => {
				try {
					got.value = await withObject(app, path, async ({ file }) => read(file.dataset));
				} catch (error) {
					// A PACS that does not answer for one object is not asked for the next.
					if (!(error instanceof PacsError)) throw error;
					isGivenUp = true;
				}
			});
			return got;
		},
		async run(waitMs: number): Promise<void> {
			let timer: NodeJS.Timeout | undefined;
			const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
			const all = Promise.all(Array.from({ length: AT_ONCE }, lane));
			try {
				await Promise.race([all, late]);
			} finally {
				clearTimeout(timer);
				// What fails later has nobody to tell; who asks the next time is told.
				all.catch(() => undefined);
			}
		}
	};
}
