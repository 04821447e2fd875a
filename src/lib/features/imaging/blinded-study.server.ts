import { asc, eq } from 'drizzle-orm';
import { makeUidMapper } from '#lib/core/dicom/uid.ts';
import type { App } from '#lib/server/app.ts';
import { makeCache } from './cache.ts';

/** One object of a case that may be shown. */
export type BlindedObject = {
	readonly originalSopUid: string;
	readonly blindedSopUid: string;
	readonly blindedSeriesUid: string;
	/** Below the images folder. */
	readonly path: string;
	readonly frames: number;
};

/** The images of a case as a blinded viewer knows them. */
export type BlindedStudy = {
	readonly caseId: string;
	readonly studyUid: string;
	readonly objects: readonly BlindedObject[];
	readonly instanceCount: number;
	/** Objects withheld from blinded eyes, and objects that no viewer shows. */
	readonly withheld: number;
	readonly keptOut: number;
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
	return cache.get(caseId, () => buildBlindedStudy(app, caseId, readId));
}

async function buildBlindedStudy(
	app: App,
	caseId: string,
	readId: string | null
): Promise<BlindedStudy | null> {
	const { cases, reads, studies, series, instances } = app.db.read.tables;
	const columns = { studyId: studies.id, studyUid: studies.studyUid };
	const [found] =
		readId === null
			? await app.db.read
					.select(columns)
					.from(cases)
					.innerJoin(reads, eq(reads.id, cases.readId))
					.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
					.where(eq(cases.id, caseId))
			: await app.db.read
					.select(columns)
					.from(reads)
					.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
					.where(eq(reads.id, readId));
	if (!found) return null;
	const rows = await app.db.read
		.select({
			sopUid: instances.sopUid,
			seriesUid: series.seriesUid,
			path: instances.path,
			frames: instances.frames,
			keptOutReason: instances.keptOutReason,
			withheldReason: instances.withheldReason
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(eq(series.studyId, found.studyId))
		.orderBy(asc(series.number), asc(series.id), asc(instances.number), asc(instances.id));
	const uidFor = makeUidMapper((original) => app.secrets.pseudonym('uid', `${caseId}:${original}`));
	const objects = rows
		.filter(({ keptOutReason, withheldReason }) => keptOutReason === null && withheldReason === null)
		.map((row) => ({
			originalSopUid: row.sopUid,
			blindedSopUid: uidFor(row.sopUid),
			blindedSeriesUid: uidFor(row.seriesUid),
			path: row.path,
			frames: row.frames
		}));
	if (objects.length === 0) return null;
	const byOriginal = new Map(objects.map((object) => [object.originalSopUid, object]));
	const byBlinded = new Map(objects.map((object) => [object.blindedSopUid, object]));
	return {
		caseId,
		studyUid: uidFor(found.studyUid),
		objects,
		instanceCount: objects.length,
		withheld: rows.filter(({ withheldReason }) => withheldReason !== null).length,
		keptOut: rows.filter(({ keptOutReason }) => keptOutReason !== null).length,
		uidFor,
		toBlinded: (original) => byOriginal.get(original)?.blindedSopUid ?? null,
		toOriginal: (blinded) => byBlinded.get(blinded)?.originalSopUid ?? null,
		find: (blinded) => byBlinded.get(blinded) ?? null
	};
}
