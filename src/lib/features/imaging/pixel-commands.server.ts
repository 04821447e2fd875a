import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { isCaseState, nextState } from '#lib/core/case/life.ts';
import type { DeviceMask, Rectangle } from '#lib/core/dicom/pixel-policy.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { forgetBlindedStudies } from './blinded-study.server.ts';
import { factsOfLike, ruleFor } from './pixel-facts.server.ts';
import type { PixelCheckInput } from './pixel-check-schemas.ts';
import { settleWaitingChecks } from './pixel-settle.server.ts';
import { lockStudy, type PixelCheckStatus } from './pixel-holds.server.ts';
import { findCheck, likesOf, type Like } from './pixel-queries.server.ts';
import { parseRegions, type Region } from './pixel-regions.server.ts';

export type PixelCheckError = 'pixel-check-not-found' | 'stale-check' | 'mask-required' | 'rectangle-outside';

export type PixelCheckOutcome = { readonly status: PixelCheckStatus };

const statusOf = { clear: 'cleared', mask: 'masked', refuse: 'refused' } as const;

/** Waiting studies that are looked at once more when a device was remembered: those that come next in the queue. */
const SETTLED_AT_ONCE = 20;

/** Objects named in one statement. */
const CHUNK = 500;

/**
 * Decides what reviewers get of a study that was held: all of it, all of it with rectangles blanked, or nothing. What cannot be
 * blanked stays withheld. A refused study takes its cases out of review. Nothing is decided about images that came since the form was made.
 */
export async function checkPixels(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	input: PixelCheckInput
): Promise<Result<PixelCheckOutcome, PixelCheckError>> {
	const before = await findCheck(app.db.read, actor, input.id);
	if (!before) return err('pixel-check-not-found');
	const likes = await likesOf(app.db.read, before.studyId, parseRegions(before.regions));
	const decided = decide(likes, input);
	if (!decided.ok) return decided;
	const { body: policy } = await currentPolicy(app.db.read, 'pixels');
	const facts = await Promise.all(likes.map((like) => factsOfLike(app, policy, like)));
	const unmaskable = likes.filter((_, at) => {
		const isMasked = (decided.value[at]?.rectangles.length ?? 0) > 0;
		return isMasked && facts[at]?.canMask !== true;
	});
	const now = app.clock.now();
	const status = statusOf[input.decision];
	const outcome = await app.db.transaction(
		async (write): Promise<Result<PixelCheckOutcome, PixelCheckError>> => {
			await lockStudy(write, before.studyId);
			const check = await findCheck(write, actor, input.id);
			if (!check) return err('pixel-check-not-found');
			// The likes are read again: an import may have brought more images meanwhile.
			const current = await likesOf(write, check.studyId, parseRegions(check.regions));
			if (heldIn(current) !== input.held || !isSameStudy(current, likes)) return err('stale-check');
			const { pixelChecks } = write.tables;
			await write
				.update(pixelChecks)
				.set({ status, regions: decided.value, decidedBy: actor.id, decidedAt: now })
				.where(eq(pixelChecks.id, check.id));
			await withhold(write, current, status === 'refused' ? 'refused' : null);
			await withhold(write, unmaskable, 'mask-not-possible');
			const withdrawn = status === 'refused' ? await withdrawCases(write, check.studyUid, now) : [];
			const masked = decided.value.filter(({ rectangles }) => rectangles.length > 0).length;
			const entries: AuditEntry[] = [
				...withdrawn.map((caseId): AuditEntry => ({
					type: 'case.withdrawn',
					subjectId: caseId,
					facts: { reason: 'pixels-refused' },
					at: now,
					actor
				})),
				{ type: 'pixels.checked', subjectId: check.id, facts: { status, regions: masked }, at: now, actor }
			];
			await recordAudit(write, ...entries);
			return ok({ status });
		}
	);
	forgetBlindedStudies(app);
	if (outcome.ok && input.decision !== 'refuse') {
		const devices = facts.flatMap((fact, at) => {
			const rectangles = decided.value[at]?.rectangles ?? [];
			return input.remember.has(at) && fact.device ? [ruleFor(fact.device, rectangles)] : [];
		});
		if (devices.length > 0) {
			await rememberDevices({ app, actor }, devices);
			// What is looked at while somebody waits is bounded; the rest follows by itself (`settlePixelChecks`).
			await settleWaitingChecks(app, SETTLED_AT_ONCE);
		}
	}
	return outcome;
}

/** The regions that a form decides; fails where a mask would hide nothing. */
function decide(
	likes: readonly Like[],
	{ decision, rectangles }: PixelCheckInput
): Result<Region[], 'mask-required' | 'rectangle-outside'> {
	const chosen = (at: number): Rectangle[] => (decision === 'mask' ? (rectangles.get(at) ?? []) : []);
	const regions = likes.map(({ seriesUid, rows, columns }, at) => ({
		seriesUid,
		rows,
		columns,
		rectangles: chosen(at)
	}));
	const isOutside = regions.some((region) =>
		region.rectangles.some(({ x, y }) => x >= region.columns || y >= region.rows)
	);
	if (isOutside) return err('rectangle-outside');
	const isEmpty = regions.every((region) => region.rectangles.length === 0);
	return decision === 'mask' && isEmpty ? err('mask-required') : ok(regions);
}

/** How many images of these are withheld. */
export function heldIn(likes: readonly Like[]): number {
	return likes.flatMap(({ images }) => images).filter(({ withheldReason }) => withheldReason !== null).length;
}

function isSameStudy(one: readonly Like[], other: readonly Like[]): boolean {
	const keyOf = (likes: readonly Like[]): string =>
		likes.flatMap(({ images }) => images.map(({ id }) => id)).join(' ');
	return keyOf(one) === keyOf(other);
}

async function withhold(write: WriteHandle, likes: readonly Like[], reason: string | null): Promise<void> {
	const { instances } = write.tables;
	const ids = likes.flatMap(({ images }) => images.map(({ id }) => id));
	for (let at = 0; at < ids.length; at += CHUNK) {
		await write
			.update(instances)
			.set({ withheldReason: reason })
			.where(inArray(instances.id, ids.slice(at, at + CHUNK)));
	}
}

/** Takes every case of a study out of review that has no score yet. Returns their ids. */
async function withdrawCases(write: WriteHandle, studyUid: string, now: Instant): Promise<string[]> {
	const { assignments, cases, reads } = write.tables;
	const rows = await write
		.select({ id: cases.id, state: cases.state })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(reads.studyUid, studyUid), isNotNull(reads.studyUid)));
	const withdrawn: string[] = [];
	for (const { id, state } of rows) {
		const next = isCaseState(state) ? nextState(state, 'withdraw') : null;
		if (next === null) continue;
		const moved = await write
			.update(cases)
			.set({ state: next })
			.where(and(eq(cases.id, id), eq(cases.state, state)))
			.returning({ id: cases.id });
		if (moved.length === 0) continue;
		withdrawn.push(id);
		await write
			.update(assignments)
			.set({ status: 'withdrawn', endedAt: now })
			.where(and(eq(assignments.caseId, id), eq(assignments.status, 'open')));
	}
	return withdrawn;
}

/** Publishes the next pixel policy with what was learned of devices; an earlier rule for the same device and size gives way. */
async function rememberDevices(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	devices: readonly DeviceMask[]
): Promise<void> {
	// Another version published at the same moment makes this one stale: it is then based on that one.
	for (let attempt = 0; attempt < 3; attempt++) {
		const { body, version } = await currentPolicy(app.db.read, 'pixels');
		const others = body.devices.filter((known) => !devices.some((device) => isSameDevice(known, device)));
		const next = { ...body, devices: [...others, ...devices].slice(-500) };
		const published = await publishPolicy(app, actor, { kind: 'pixels', body: next, basedOn: version });
		if (published.ok) return;
	}
}

function isSameDevice(one: DeviceMask, other: DeviceMask): boolean {
	const keyOf = (device: DeviceMask): string =>
		JSON.stringify([
			device.manufacturer,
			device.model,
			device.rows,
			device.columns,
			device.seriesDescription,
			device.imageType
		]).toUpperCase();
	return keyOf(one) === keyOf(other);
}
