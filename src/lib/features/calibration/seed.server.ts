import { and, eq, inArray } from 'drizzle-orm';
import { unitOf } from '#lib/core/assignment/assign.ts';
import { isHandoverPartner, isInvolved } from '#lib/core/assignment/rules.ts';
import type { Reviewer } from '#lib/core/assignment/waiting-case.ts';
import { isKnownCaseDue } from '#lib/core/calibration/seed.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { knownCaseManagers } from '#lib/features/assignments/knowers.server.ts';
import { heldPatients, reviewers } from '#lib/features/assignments/state.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import {
	freshAssignments,
	givenSince,
	usableItems,
	type Neighbour,
	type UsableItem
} from './seed-queries.server.ts';

/**
 * Puts known cases among the cases that reviewers were given a moment ago, so that over time they are the policy's share of what each
 * gets. Such a case takes its due date, its time and its lease from one of its neighbours: nothing tells it apart. Nobody is given their own read, one they know, one they had before, or two at once. Gives how many were put; running it
 * twice, or on two workers, puts none twice.
 */
export async function seedCalibration(app: App): Promise<number> {
	const { read } = app.db;
	const now = app.clock.now();
	const { body } = await currentPolicy(read, 'review');
	if (body.calibrationShare === 0) return 0;
	const neighbours = await freshAssignments(read, now);
	if (neighbours.size === 0) return 0;
	const { items, since } = await usableItems(read);
	if (items.length === 0) return 0;
	const managers = new Set(await knownCaseManagers(read));
	const given = await givenSince(read, since);
	const held = await heldPatients(read);
	let placed = 0;
	for (const reviewer of await reviewers(read, now)) {
		const { userId } = reviewer;
		const among = neighbours.get(userId) ?? [];
		if (among.length === 0 || managers.has(userId) || reviewer.isAway || reviewer.load >= reviewer.capacity) {
			continue;
		}
		if (held.some((one) => one.userId === userId && one.mode === 'calibration')) continue;
		const counts = given.get(userId) ?? { known: 0, others: 0 };
		const unit = turnOf(app, `${userId}:${counts.known}`);
		if (!isKnownCaseDue(counts, body.calibrationShare, unit)) continue;
		const patients = new Set(held.filter((one) => one.userId === userId).map((one) => one.patientKey));
		const fitting = items.filter((item) => isFor(item, reviewer) && !patients.has(item.patientKey));
		const item = firstBy(fitting, ({ itemId }) => turnOf(app, `${userId}:${itemId}`));
		const neighbour = firstBy(among, ({ assignmentId }) => turnOf(app, assignmentId));
		if (item && neighbour && (await placeKnownCase(app, { reviewerId: userId, item, neighbour })))
			placed += 1;
	}
	return placed;
}

/** A number in [0,1) that follows from the text and that nobody without the server's secret can foresee. */
const turnOf = (app: App, text: string): number =>
	unitOf(app.secrets.pseudonym('calibration', text).toString('hex'));

function firstBy<T>(list: readonly T[], turn: (one: T) => number): T | undefined {
	return [...list].sort((a, b) => turn(a) - turn(b))[0];
}

/** A known case judges no reader, so who reviews whom does not matter; whoever had a part in it does. */
function isFor(item: UsableItem, reviewer: Reviewer): boolean {
	if (!reviewer.modalities.includes(item.modality)) return false;
	return !isInvolved(item, reviewer) && !isHandoverPartner(item, reviewer);
}

type Placing = {
	readonly reviewerId: string;
	readonly item: Pick<UsableItem, 'itemId' | 'readId'>;
	readonly neighbour: Neighbour;
};

/** Puts one known case beside a reviewer's case. False where the reviewer had it, holds another one, or it was retired. */
export async function placeKnownCase(app: App, { reviewerId, item, neighbour }: Placing): Promise<boolean> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		if (!(await isStillFree(write, reviewerId, item.itemId))) return false;
		const { assignments, cases } = write.tables;
		const [caseId, assignmentId] = [app.blindIds(), app.blindIds()];
		await write.insert(cases).values({
			id: caseId,
			readId: item.readId,
			detectionMode: 'calibration',
			blindingLevel: neighbour.blindingLevel,
			state: 'assigned',
			calibrationItemId: item.itemId,
			dueAt: neighbour.dueAt,
			createdAt: neighbour.createdAt
		});
		await write.insert(assignments).values({
			id: assignmentId,
			caseId,
			reviewerId,
			ordinal: 1,
			assignedAt: neighbour.assignedAt,
			leaseUntil: neighbour.leaseUntil,
			status: 'open'
		});
		const about = { subjectId: caseId, at: now, actor: null };
		const level = neighbour.blindingLevel;
		await recordAudit(
			write,
			{ ...about, type: 'case.created', facts: { mode: 'calibration', level } },
			{ ...about, type: 'case.assigned', facts: { assignmentId, ordinal: 1 } }
		);
		return true;
	});
}

/** Holds the row of the item, so that of two workers the second sees what the first did. */
async function isStillFree(write: WriteHandle, reviewerId: string, itemId: string): Promise<boolean> {
	const { assignments, calibrationItems, cases } = write.tables;
	const held = await write
		.update(calibrationItems)
		.set({ status: 'active' })
		.where(and(eq(calibrationItems.id, itemId), eq(calibrationItems.status, 'active')))
		.returning({ id: calibrationItems.id });
	if (held.length === 0) return false;
	const before = await write
		.select({ itemId: cases.calibrationItemId, status: assignments.status })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(and(eq(assignments.reviewerId, reviewerId), inArray(cases.detectionMode, ['calibration'])));
	return !before.some((one) => one.itemId === itemId || one.status === 'open');
}
