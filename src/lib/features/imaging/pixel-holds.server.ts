import { and, eq, exists, inArray, isNotNull, isNull, not, sql } from 'drizzle-orm';
import { deviceMask, holdReason } from '#lib/core/dicom/pixel-policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { parseRegions, withRegion, type Region } from './pixel-regions.server.ts';
import type { PreparedInstance } from './store-instances.server.ts';

export type PixelCheckStatus = 'waiting' | 'cleared' | 'masked' | 'refused';

/** States of a check in which no reviewer gets the study. */
export const holdingStatuses: readonly PixelCheckStatus[] = ['waiting', 'refused'];

/** Whether a study waits for a check of its pixels, or was refused. Its cases are not assigned meanwhile. */
export async function isHeld(read: ReadHandle, studyUid: string): Promise<boolean> {
	const { pixelChecks, studies } = read.tables;
	const rows = await read
		.select({ id: pixelChecks.id })
		.from(pixelChecks)
		.innerJoin(studies, eq(studies.id, pixelChecks.studyId))
		.where(and(eq(studies.studyUid, studyUid), inArray(pixelChecks.status, [...holdingStatuses])));
	return rows.length > 0;
}

/**
 * Decides what becomes of instances that were just stored and are withheld: where the policy knows where their device writes, they
 * are released under its mask; else their study waits for a check. Returns the ids of checks that began to wait, and what the
 * audit log must say last in the transaction.
 */
export async function settlePixelHolds(
	app: Pick<App, 'clock' | 'ids'>,
	write: WriteHandle,
	stored: readonly PreparedInstance[]
): Promise<{ waiting: string[]; entries: AuditEntry[] }> {
	const { body: policy } = await currentPolicy(write, 'pixels');
	const held = stored.filter(
		({ image, description }) => image.kind === 'shown' && holdReason(policy, description) !== null
	);
	const waiting: string[] = [];
	const entries: AuditEntry[] = [];
	for (const studyUid of new Set(held.map((instance) => instance.studyUid))) {
		const released: { sopUid: string; region: Region }[] = [];
		let reason: string | null = null;
		for (const instance of held.filter((one) => one.studyUid === studyUid)) {
			const { description, seriesUid } = instance;
			const rectangles = deviceMask(policy, description);
			const { rows, columns } = description.pixels ?? { rows: 0, columns: 0 };
			if (rectangles === null) reason ??= holdReason(policy, description);
			else
				released.push({
					sopUid: description.sopInstanceUID,
					region: { seriesUid, rows, columns, rectangles: [...rectangles] }
				});
		}
		const settled = await settleStudy(app, write, { studyUid, released, reason });
		if (settled.waits) waiting.push(settled.id);
		entries.push(...settled.entries);
	}
	// Images of a PACS may come anew with other facts, and be held no longer.
	for (const studyUid of await freeOf(write, new Set(stored.map((instance) => instance.studyUid)))) {
		const settled = await settleStudy(app, write, { studyUid, released: [], reason: null, isWhole: true });
		entries.push(...settled.entries);
	}
	return { waiting, entries };
}

/** The studies among these that wait for a check while nothing of them is withheld. */
async function freeOf(write: WriteHandle, studyUids: ReadonlySet<string>): Promise<string[]> {
	const { instances, pixelChecks, series, studies } = write.tables;
	const withheld = write
		.select({ studyId: series.studyId })
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.where(
			and(
				eq(series.studyId, studies.id),
				isNull(instances.keptOutReason),
				isNotNull(instances.withheldReason)
			)
		);
	const rows = await write
		.select({ studyUid: studies.studyUid })
		.from(pixelChecks)
		.innerJoin(studies, eq(studies.id, pixelChecks.studyId))
		.where(
			and(inArray(studies.studyUid, [...studyUids]), eq(pixelChecks.status, 'waiting'), not(exists(withheld)))
		);
	return rows.map(({ studyUid }) => studyUid);
}

/**
 * Locks a study to the end of the transaction: an import and whoever checks its pixels act one after the other, so that no decision
 * is written over and none is made about images that it did not see.
 */
export async function lockStudy(write: WriteHandle, studyId: string): Promise<void> {
	const { studies } = write.tables;
	await write
		.update(studies)
		.set({ receivedAt: sql`${studies.receivedAt}` })
		.where(eq(studies.id, studyId));
}

type Settling = {
	readonly studyUid: string;
	readonly released: readonly { readonly sopUid: string; readonly region: Region }[];
	/** Why the rest is held; null when nothing is left. */
	readonly reason: string | null;
	/** These are all the images that a waiting study withholds, so that it waits no longer when nothing is left. */
	readonly isWhole?: boolean;
};

/** Puts down what becomes of images of one study, under its lock. */
export async function settleStudy(
	app: Pick<App, 'clock' | 'ids'>,
	write: WriteHandle,
	{ studyUid, released, reason, isWhole = false }: Settling
): Promise<{ id: string; waits: boolean; entries: AuditEntry[] }> {
	const { instances, pixelChecks, studies } = write.tables;
	const at = app.clock.now();
	const [study] = await write.select({ id: studies.id }).from(studies).where(eq(studies.studyUid, studyUid));
	if (!study) throw new Error('an instance was stored without its study');
	await lockStudy(write, study.id);
	const [known] = await write
		.select({ id: pixelChecks.id, status: pixelChecks.status, regions: pixelChecks.regions })
		.from(pixelChecks)
		.where(eq(pixelChecks.studyId, study.id));
	// A study that somebody refused stays so, whatever comes later.
	if (known?.status === 'refused') return { id: known.id, waits: false, entries: [] };
	const sopUids = released.map(({ sopUid }) => sopUid);
	if (sopUids.length > 0) {
		await write
			.update(instances)
			.set({ withheldReason: null })
			.where(and(inArray(instances.sopUid, sopUids), isNotNull(instances.withheldReason)));
	}
	const before = known ? parseRegions(known.regions) : [];
	// What was decided for the like before stays blanked, and what is known of the device is blanked too.
	const regions = released.reduce((all, { region }) => withRegion(all, region), [...before]);
	const isMasked = regions.some(({ rectangles }) => rectangles.length > 0);
	const decided = isMasked ? 'masked' : 'cleared';
	const staysWaiting = known?.status === 'waiting' && !isWhole;
	const status = reason !== null || staysWaiting ? 'waiting' : decided;
	const waits = status === 'waiting' && known?.status !== 'waiting';
	const id = known?.id ?? app.ids();
	const values = {
		status,
		regions,
		...(reason === null ? {} : { reason }),
		...(waits ? { createdAt: at, decidedAt: null, decidedBy: null } : {}),
		...(status === 'waiting' ? {} : { decidedAt: at })
	};
	if (known) await write.update(pixelChecks).set(values).where(eq(pixelChecks.id, id));
	else
		await write
			.insert(pixelChecks)
			.values({ id, studyId: study.id, reason: reason ?? 'known-device', createdAt: at, ...values });
	const about = { subjectId: id, at, actor: null };
	const entries: AuditEntry[] = [];
	if (waits) entries.push({ ...about, type: 'pixels.held', facts: { reason: reason ?? 'known-device' } });
	else if (status !== 'waiting' && status !== known?.status) {
		const masked = regions.filter(({ rectangles }) => rectangles.length > 0).length;
		entries.push({ ...about, type: 'pixels.checked', facts: { status, regions: masked } });
	}
	return { id, waits, entries };
}
