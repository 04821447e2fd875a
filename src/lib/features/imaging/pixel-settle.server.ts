import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { deviceMask, holdReason, type PixelPolicy } from '#lib/core/dicom/pixel-policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { describeKept } from '#lib/features/imaging/pacs/open-kept.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { forgetBlindedStudies } from './blinded-study.server.ts';
import { lockStudy, settleStudy } from './pixel-holds.server.ts';
import type { Region } from './pixel-regions.server.ts';

/** Waiting studies looked at in one query. */
const PAGE = 50;

type Withheld = {
	readonly sopUid: string;
	readonly seriesUid: string;
	readonly path: string;
	readonly rows: number | null;
	readonly columns: number | null;
};

/**
 * Looks at the studies that wait for a check once more, after the pixel policy changed: those of which it now knows every image wait
 * no longer. `atMost` bounds how many it looks at, oldest first. Returns how many wait no longer. May run twice, or beside a check by
 * hand, without harm.
 */
export async function settleWaitingChecks(app: App, atMost = Infinity): Promise<number> {
	const { body: policy } = await currentPolicy(app.db.read, 'pixels');
	let settled = 0;
	let left = atMost;
	for (let after = ''; left > 0; left -= PAGE) {
		const waiting = await waitingStudies(app.db.read, after, Math.min(PAGE, left));
		for (const study of waiting) if (await settleWaiting(app, policy, study)) settled += 1;
		const last = waiting.at(-1);
		if (!last || waiting.length < PAGE) break;
		after = last.checkId;
	}
	if (settled > 0) forgetBlindedStudies(app);
	return settled;
}

type WaitingStudy = { readonly checkId: string; readonly studyId: string; readonly studyUid: string };

async function waitingStudies(read: ReadHandle, after: string, limit: number): Promise<WaitingStudy[]> {
	const { pixelChecks, studies } = read.tables;
	return read
		.select({ checkId: pixelChecks.id, studyId: studies.id, studyUid: studies.studyUid })
		.from(pixelChecks)
		.innerJoin(studies, eq(studies.id, pixelChecks.studyId))
		.where(and(eq(pixelChecks.status, 'waiting'), gt(pixelChecks.id, after)))
		.orderBy(asc(pixelChecks.id))
		.limit(limit);
}

async function withheldOf(read: ReadHandle, studyId: string): Promise<Withheld[]> {
	const { instances, series } = read.tables;
	return read
		.select({
			sopUid: instances.sopUid,
			seriesUid: series.seriesUid,
			path: instances.path,
			rows: instances.rows,
			columns: instances.cols
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(
			and(eq(series.studyId, studyId), isNull(instances.keptOutReason), isNotNull(instances.withheldReason))
		)
		.orderBy(asc(instances.id));
}

async function settleWaiting(app: App, policy: PixelPolicy, study: WaitingStudy): Promise<boolean> {
	const withheld = await withheldOf(app.db.read, study.studyId);
	const released: { sopUid: string; region: Region }[] = [];
	for (const image of withheld) {
		const rectangles = await knownRectangles(app, policy, image);
		// One image that nobody has looked at holds its whole study.
		if (rectangles === null) return false;
		const { seriesUid, rows, columns } = image;
		released.push({
			sopUid: image.sopUid,
			region: { seriesUid, rows: rows ?? 0, columns: columns ?? 0, rectangles: [...rectangles] }
		});
	}
	return app.db.transaction(async (write) => {
		await lockStudy(write, study.studyId);
		const now = await withheldOf(write, study.studyId);
		// An import may have brought more, or somebody may have decided meanwhile.
		if (now.map(({ sopUid }) => sopUid).join(' ') !== withheld.map(({ sopUid }) => sopUid).join(' '))
			return false;
		const { pixelChecks } = write.tables;
		const [check] = await write
			.select({ status: pixelChecks.status })
			.from(pixelChecks)
			.where(eq(pixelChecks.id, study.checkId));
		if (check?.status !== 'waiting') return false;
		const { entries } = await settleStudy(app, write, {
			studyUid: study.studyUid,
			released,
			reason: null,
			isWhole: true
		});
		await recordAudit(write, ...entries);
		return true;
	});
}

/** What the policy would do with an image that comes now: nothing to blank where it holds no more, null where somebody must look. */
async function knownRectangles(app: App, policy: PixelPolicy, { path }: Withheld) {
	const description = await describeKept(app, path);
	if (description === null) return null;
	return holdReason(policy, description) === null ? [] : deviceMask(policy, description);
}
