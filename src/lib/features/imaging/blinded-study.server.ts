import { createHash } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import type { KeptOutReason } from '#lib/core/dicom/image-kind.ts';
import type { Rectangle } from '#lib/core/dicom/pixel-policy.ts';
import { makeUidMapper } from '#lib/core/dicom/uid.ts';
import type { App } from '#lib/server/app.ts';
import type { PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import { makeCache } from './cache.ts';
import { findRegions, rectanglesFor } from './pixel-regions.server.ts';

/** One object of a case that may be shown. */
export type BlindedObject = {
	readonly originalSopUid: string;
	readonly blindedSopUid: string;
	readonly blindedSeriesUid: string;
	/** Below the images folder. */
	readonly path: string;
	readonly frames: number;
	readonly storedSyntaxUid: string;
	/** What is done about text in its pixels. */
	readonly pixels: PixelRelease;
};

/** The images of a case as a blinded viewer knows them. */
export type BlindedStudy = {
	readonly caseId: string;
	/** Another one after a mask was changed. */
	readonly studyUid: string;
	readonly objects: readonly BlindedObject[];
	readonly instanceCount: number;
	/** Objects withheld from blinded eyes, and objects that no viewer shows. */
	readonly withheld: number;
	readonly keptOut: number;
	/** The objects that no viewer shows, for what can be read of them otherwise. */
	readonly beside: readonly { readonly kind: KeptOutReason; readonly path: string }[];
	/** Changes with what is shown and how: part of every cache's key. */
	readonly version: string;
	readonly uidFor: (original: string) => string;
	toBlinded(originalSopUid: string): string | null;
	toOriginal(blindedSopUid: string): string | null;
	find(blindedSopUid: string): BlindedObject | null;
};

const CACHED_CASES = 64;
const CACHED_MS = 30_000;

const caches = new WeakMap<App, ReturnType<typeof makeCache<BlindedStudy | null>>>();

/**
 * The images of a case under replaced UIDs, or null when it has none that can be shown. With a read, `caseId` names something
 * else that shows the read's images, for instance a learning case, and the UIDs follow from that name.
 */
export async function blindedStudy(
	app: App,
	caseId: string,
	readId: string | null = null
): Promise<BlindedStudy | null> {
	let cache = caches.get(app);
	if (!cache)
		caches.set(app, (cache = makeCache({ entries: CACHED_CASES, forMs: CACHED_MS, clock: app.clock })));
	const found = await studyBehind(app, caseId, readId);
	if (!found) return null;
	// What another process decided about the pixels holds here at once.
	const { studyId, studyUid, status, decidedAt } = found;
	const key = [caseId, studyId, status, decidedAt].join(' ');
	return cache.get(key, () => openForCase(app, { studyId, studyUid }, caseId));
}

async function studyBehind(app: App, caseId: string, readId: string | null) {
	const { read } = app.db;
	const { cases, pixelChecks, reads, studies } = read.tables;
	const columns = {
		studyId: studies.id,
		studyUid: studies.studyUid,
		status: pixelChecks.status,
		decidedAt: pixelChecks.decidedAt
	};
	const [found] =
		readId === null
			? await read
					.select(columns)
					.from(cases)
					.innerJoin(reads, eq(reads.id, cases.readId))
					.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
					.leftJoin(pixelChecks, eq(pixelChecks.studyId, studies.id))
					.where(eq(cases.id, caseId))
			: await read
					.select(columns)
					.from(reads)
					.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
					.leftJoin(pixelChecks, eq(pixelChecks.studyId, studies.id))
					.where(eq(reads.id, readId));
	return found;
}

/** A stored study as one case shows it: under the case's UIDs, with what was decided about text in its pixels. */
export async function openForCase(
	app: App,
	study: { readonly studyId: string; readonly studyUid: string },
	scope: string
): Promise<BlindedStudy | null> {
	const regions = await findRegions(app.db.read, study.studyId);
	return openStudy(app, {
		...study,
		scope,
		releaseOf: (row) => (row.withheldReason === null ? releaseOf(rectanglesFor(regions, row)) : null)
	});
}

/** The stored facts of an object that decide about it. */
export type StoredObject = {
	readonly seriesUid: string;
	readonly rows: number | null;
	readonly cols: number | null;
	readonly withheldReason: string | null;
};

/**
 * A stored study under UIDs that belong to one scope: a case, or whatever else has a door of its own. `releaseOf` says what is
 * done about text in an object's pixels, null where it is withheld. Null when nothing is left to show.
 */
export async function openStudy(
	app: App,
	{
		studyId,
		studyUid,
		scope,
		releaseOf
	}: {
		studyId: string;
		studyUid: string;
		scope: string;
		releaseOf: (row: StoredObject) => PixelRelease | null;
	}
): Promise<BlindedStudy | null> {
	const { series, instances } = app.db.read.tables;
	const rows = await app.db.read
		.select({
			sopUid: instances.sopUid,
			seriesUid: series.seriesUid,
			path: instances.path,
			frames: instances.frames,
			storedSyntaxUid: instances.transferSyntaxUid,
			rows: instances.rows,
			cols: instances.cols,
			keptOutReason: instances.keptOutReason,
			withheldReason: instances.withheldReason
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(eq(series.studyId, studyId))
		.orderBy(asc(series.number), asc(series.id), asc(instances.number), asc(instances.id));
	const mapUid = makeUidMapper((original) => app.secrets.pseudonym('uid', `${scope}:${original}`));
	const shown = rows.filter(({ keptOutReason }) => keptOutReason === null);
	const seriesUids = new Map<string, string>();
	const objects = shown.flatMap((row): BlindedObject[] => {
		const pixels = releaseOf(row);
		if (pixels === null) return [];
		const blindedSopUid = mapUid(row.sopUid);
		const blindedSeriesUid = seriesUids.get(row.seriesUid) ?? mapUid(row.seriesUid);
		seriesUids.set(row.seriesUid, blindedSeriesUid);
		const { path, frames, storedSyntaxUid } = row;
		return [
			{ originalSopUid: row.sopUid, blindedSopUid, blindedSeriesUid, path, frames, storedSyntaxUid, pixels }
		];
	});
	if (objects.length === 0) return null;
	const blindedStudyUid = mapUid(`${studyUid}${maskTag(objects)}`);
	const byOriginal = new Map(objects.map((object) => [object.originalSopUid, object]));
	const byBlinded = new Map(objects.map((object) => [object.blindedSopUid, object]));
	return {
		caseId: scope,
		studyUid: blindedStudyUid,
		objects,
		instanceCount: objects.length,
		withheld: shown.length - objects.length,
		keptOut: rows.length - shown.length,
		beside: rows.flatMap(({ keptOutReason, path }) =>
			// Written by `storeInstance`, from the same union.
			keptOutReason === null ? [] : [{ kind: keptOutReason as KeptOutReason, path }]
		),
		version: versionOf(objects),
		uidFor: (original) => (original.trim() === studyUid ? blindedStudyUid : mapUid(original)),
		toBlinded: (original) => byOriginal.get(original)?.blindedSopUid ?? null,
		toOriginal: (blinded) => byBlinded.get(blinded)?.originalSopUid ?? null,
		find: (blinded) => byBlinded.get(blinded) ?? null
	};
}

function releaseOf(rectangles: readonly Rectangle[] | null): PixelRelease {
	if (rectangles === null) return { kind: 'unchecked' };
	return rectangles.length > 0 ? { kind: 'masked', rectangles } : { kind: 'checked' };
}

/**
 * Stands for what is blanked in a study; empty where nothing is. Browsers keep frames under their URLs without asking, so a mask that
 * changes gives the study another UID, and what was shown before is found nowhere any more.
 */
function maskTag(objects: readonly BlindedObject[]): string {
	const masked = objects.flatMap(({ originalSopUid, pixels }) =>
		pixels.kind === 'masked' ? [[originalSopUid, pixels.rectangles]] : []
	);
	if (masked.length === 0) return '';
	return `:${createHash('sha256').update(JSON.stringify(masked)).digest('base64url')}`;
}

function versionOf(objects: readonly BlindedObject[]): string {
	const shown = objects.map(({ originalSopUid, pixels }) => [originalSopUid, pixels]);
	return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

/** Has the images of all cases looked up anew, after it changed what may be shown of some of them. */
export function forgetBlindedStudies(app: App): void {
	caches.delete(app);
	rounds.set(app, blindingRound(app) + 1);
}

const rounds = new WeakMap<App, number>();

/** Counts how often {@link forgetBlindedStudies} was called: part of the keys of what is derived from cases' images. */
export function blindingRound(app: App): number {
	return rounds.get(app) ?? 0;
}
