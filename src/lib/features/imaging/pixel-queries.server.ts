import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, not, or } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isOfJudgedPatient } from './judged-patients.server.ts';
import { openStudy, type BlindedStudy } from './blinded-study.server.ts';

const PAGE = 50;

/** One line of the queue: names no patient. */
export type PixelCheckItem = {
	readonly id: string;
	readonly status: string;
	readonly reason: string;
	readonly institution: string | null;
	readonly modality: string | null;
	readonly held: number;
	/** Cases that wait for this check. */
	readonly cases: number;
	readonly createdAt: Instant;
	readonly decidedAt: Instant | null;
	readonly decidedBy: string | null;
};

/** Whoever reviews a study, or decides about it in the committee, must not learn here what its pixels say, nor those of its priors. */
function notTheirs(read: ReadHandle, actor: Actor) {
	const { assignments, cases } = read.tables;
	const reviewed = read
		.select({ id: assignments.caseId })
		.from(assignments)
		.where(eq(assignments.reviewerId, actor.id));
	const judged = may(actor, 'committee.decide')
		? or(inArray(cases.id, reviewed), inArray(cases.state, ['in-committee', 'returned', 'rebutted']))
		: inArray(cases.id, reviewed);
	const hidden = isOfJudgedPatient(read, judged);
	return hidden && not(hidden);
}

/** A page of checks: those that wait, the oldest first, or those decided, the latest first. */
export async function pixelQueue(
	read: ReadHandle,
	{ actor, show, after }: { actor: Actor; show: 'waiting' | 'decided'; after: string | null }
): Promise<{ rows: PixelCheckItem[]; next: string | null }> {
	const { cases, instances, pixelChecks, reads, series, studies, users } = read.tables;
	const isWaiting = show === 'waiting';
	const { id } = pixelChecks;
	const found = await read
		.select({
			id,
			studyId: pixelChecks.studyId,
			status: pixelChecks.status,
			reason: pixelChecks.reason,
			institution: studies.institution,
			createdAt: pixelChecks.createdAt,
			decidedAt: pixelChecks.decidedAt,
			decidedBy: users.name
		})
		.from(pixelChecks)
		.innerJoin(studies, eq(studies.id, pixelChecks.studyId))
		.leftJoin(users, eq(users.id, pixelChecks.decidedBy))
		.where(
			and(
				isWaiting ? eq(pixelChecks.status, 'waiting') : not(eq(pixelChecks.status, 'waiting')),
				notTheirs(read, actor),
				// Ids begin with the time at which the check was made.
				after === null ? undefined : isWaiting ? gt(id, after) : lt(id, after)
			)
		)
		.orderBy(isWaiting ? asc(id) : desc(id))
		.limit(PAGE + 1);
	const shown = found.slice(0, PAGE);
	if (shown.length === 0) return { rows: [], next: null };
	const studyIds = shown.map(({ studyId }) => studyId);
	const images = await read
		.select({ studyId: series.studyId, modality: series.modality, n: count() })
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(and(inArray(series.studyId, studyIds), isNotNull(instances.withheldReason)))
		.groupBy(series.studyId, series.modality);
	const waiting = await read
		.select({ studyId: studies.id, n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
		.where(and(inArray(studies.id, studyIds), eq(cases.state, 'drawn')))
		.groupBy(studies.id);
	const rows = shown.map(({ studyId, ...row }): PixelCheckItem => {
		const own = images.filter((one) => one.studyId === studyId);
		return {
			...row,
			modality: own[0]?.modality ?? null,
			held: own.reduce((sum, { n }) => sum + n, 0),
			cases: waiting.find((one) => one.studyId === studyId)?.n ?? 0
		};
	});
	return { rows, next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** How many checks wait. */
export async function countWaitingChecks(read: ReadHandle): Promise<number> {
	const { pixelChecks } = read.tables;
	const [row] = await read.select({ n: count() }).from(pixelChecks).where(eq(pixelChecks.status, 'waiting'));
	return row?.n ?? 0;
}

/** A check that this person may look at, or null. */
export async function findCheck(read: ReadHandle, actor: Actor, id: string) {
	const { pixelChecks, studies, users } = read.tables;
	const [row] = await read
		.select({
			id: pixelChecks.id,
			studyId: pixelChecks.studyId,
			studyUid: studies.studyUid,
			status: pixelChecks.status,
			reason: pixelChecks.reason,
			regions: pixelChecks.regions,
			institution: studies.institution,
			createdAt: pixelChecks.createdAt,
			decidedAt: pixelChecks.decidedAt,
			decidedBy: users.name
		})
		.from(pixelChecks)
		.innerJoin(studies, eq(studies.id, pixelChecks.studyId))
		.leftJoin(users, eq(users.id, pixelChecks.decidedBy))
		.where(and(eq(pixelChecks.id, id), notTheirs(read, actor)));
	return row ?? null;
}

/** Images of one size in one series, which a device writes into at the same places. */
export type Like = {
	readonly seriesUid: string;
	readonly modality: string;
	readonly description: string | null;
	readonly rows: number;
	readonly columns: number;
	readonly images: readonly {
		readonly id: string;
		readonly path: string;
		readonly frames: number;
		readonly withheldReason: string | null;
	}[];
};

/** The images of a study that are held or that were decided upon, by their likes, in an order that stays. */
export async function likesOf(
	read: ReadHandle,
	studyId: string,
	decided: readonly { readonly seriesUid: string }[]
): Promise<Like[]> {
	const { instances, series } = read.tables;
	const known = decided.map(({ seriesUid }) => seriesUid);
	const rows = await read
		.select({
			seriesUid: series.seriesUid,
			modality: series.modality,
			description: series.description,
			rows: instances.rows,
			columns: instances.cols,
			id: instances.id,
			path: instances.path,
			frames: instances.frames,
			withheldReason: instances.withheldReason
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(
			and(
				eq(series.studyId, studyId),
				isNull(instances.keptOutReason),
				known.length > 0
					? or(isNotNull(instances.withheldReason), inArray(series.seriesUid, known))
					: isNotNull(instances.withheldReason)
			)
		)
		.orderBy(asc(series.number), asc(series.id), asc(instances.number), asc(instances.id));
	const likes = new Map<string, Like & { images: Like['images'][number][] }>();
	for (const { id, path, frames, withheldReason, rows: height, columns, ...of } of rows) {
		const size = { rows: height ?? 0, columns: columns ?? 0 };
		const key = `${of.seriesUid} ${size.rows} ${size.columns}`;
		const like = likes.get(key) ?? { ...of, ...size, images: [] };
		like.images.push({ id, path, frames, withheldReason });
		likes.set(key, like);
	}
	return [...likes.values()];
}

/** The study behind a check with its pixels as they are, for whoever checks them. Headers and UIDs are blinded as for a reviewer. */
export async function checkedStudy(app: App, actor: Actor, id: string): Promise<BlindedStudy | null> {
	const check = await findCheck(app.db.read, actor, id);
	if (!check) return null;
	return openStudy(app, { ...check, scope: `pixels:${id}`, releaseOf: () => ({ kind: 'checked' }) });
}
