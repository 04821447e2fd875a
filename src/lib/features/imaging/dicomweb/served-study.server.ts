import { and, asc, eq, type SQL } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import type { PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import type { BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';

/** One object as a client of one root may have it. */
export type ServedObject = {
	/** UIDs as this root knows them. */
	readonly sopUid: string;
	readonly seriesUid: string;
	/** Below the images folder. */
	readonly path: string;
	/** Frames that can be shown; none where the object is no image or is kept out. */
	readonly frames: number;
	readonly storedSyntaxUid: string;
	/** What is done about text in its pixels; null where the object goes out as it was stored. */
	readonly release: PixelRelease | null;
	/** Names what is served of it for good, and tells nothing of the file. */
	readonly etag: string;
};

/** A study as a client of one root may have it: a blinded one behind a door, or the original. */
export type ServedStudy = {
	/** The database's id of an original; null for a blinded one. */
	readonly id: string | null;
	readonly studyUid: string;
	/** URL of the root under which it is served, for links within it; empty where none are made. */
	readonly root: string;
	/** Names the study and what is shown of it; part of every cache's key. */
	readonly version: string;
	readonly objects: readonly ServedObject[];
	/** New UIDs for original ones; null where nothing is blinded. */
	readonly uidFor: ((original: string) => string) | null;
	find(sopUid: string): ServedObject | null;
};

function makeServed(
	app: App,
	{
		scope,
		objects,
		...study
	}: Omit<ServedStudy, 'find' | 'objects'> & { scope: string; objects: readonly Omit<ServedObject, 'etag'>[] }
): ServedStudy {
	const bySopUid = new Map(
		objects.map((object) => {
			let etag: string | null = null;
			const makeEtag = (): string => {
				const what = `${scope}:${object.path}:${JSON.stringify(object.release)}`;
				return app.secrets.pseudonym('etag', what).toString('base64url').slice(0, 22);
			};
			// Most objects of a large study are never asked for: their tags are made when they are.
			const served: ServedObject = {
				...object,
				get etag() {
					return (etag ??= makeEtag());
				}
			};
			return [object.sopUid, served];
		})
	);
	return { ...study, objects: [...bySopUid.values()], find: (uid) => bySopUid.get(uid) ?? null };
}

const blinded = new WeakMap<BlindedStudy, ServedStudy>();

/** A case's images under their replaced UIDs. */
export function servedBlinded(app: App, study: BlindedStudy): ServedStudy {
	const known = blinded.get(study);
	if (known) return known;
	const served = makeServed(app, {
		scope: study.caseId,
		id: null,
		studyUid: study.studyUid,
		root: '',
		version: `${study.caseId}:${study.version}`,
		uidFor: study.uidFor,
		objects: study.objects.map((object) => ({
			sopUid: object.blindedSopUid,
			seriesUid: object.blindedSeriesUid,
			path: object.path,
			frames: object.frames,
			storedSyntaxUid: object.storedSyntaxUid,
			release: object.pixels
		}))
	});
	blinded.set(study, served);
	return served;
}

/** A stored study as it came, with everything in it. */
export async function originalStudy(
	app: App,
	{ studyUid, root, visible }: { studyUid: string; root: string; visible: SQL | undefined }
): Promise<ServedStudy | null> {
	const { studies, series, instances } = app.db.read.tables;
	const rows = await app.db.read
		.select({
			studyId: studies.id,
			sopUid: instances.sopUid,
			seriesUid: series.seriesUid,
			path: instances.path,
			frames: instances.frames,
			storedSyntaxUid: instances.transferSyntaxUid
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.innerJoin(studies, eq(studies.id, series.studyId))
		.where(and(eq(studies.studyUid, studyUid), visible))
		.orderBy(asc(series.number), asc(series.id), asc(instances.number), asc(instances.id));
	const [first] = rows;
	if (!first) return null;
	const version = app.secrets.pseudonym('etag', rows.map(({ path }) => path).join()).toString('base64url');
	return makeServed(app, {
		scope: 'original',
		id: first.studyId,
		studyUid,
		root,
		version: `original:${studyUid}:${version}`,
		uidFor: null,
		objects: rows.map(({ studyId: _, ...row }) => ({ ...row, release: null }))
	});
}
