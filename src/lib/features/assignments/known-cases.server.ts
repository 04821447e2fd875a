import { and, eq } from 'drizzle-orm';
import { unitOf } from '#lib/core/assignment/assign.ts';
import type { Ledger } from '#lib/core/assignment/ledger.ts';
import { isHandoverPartner, isInvolved } from '#lib/core/assignment/rules.ts';
import type { Reviewer } from '#lib/core/assignment/waiting-case.ts';
import { isKnownCaseDue } from '#lib/core/calibration/seed.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { knownCaseManagers } from './knowers.server.ts';
import {
	firstKnownAt,
	givenSince,
	holdersOfKnown,
	usableItems,
	type UsableItem
} from './known-case-queries.server.ts';

/** A known case comes only to whoever is given so many others in the same run: beside a single one it would be half of what is new. */
const LEAST_OTHERS = 3;

/** A case that a reviewer was given in this transaction. */
export type Neighbour = {
	readonly id: string;
	readonly caseId: string;
	readonly reviewerId: string;
	readonly assignedAt: Instant;
	readonly leaseUntil: Instant;
};

type Giving = {
	readonly given: readonly Neighbour[];
	readonly ledger: Ledger;
	/** How many cases each reviewer was given since the run began, these among them. */
	readonly givenInRun: ReadonlyMap<string, number>;
};

/**
 * Puts known cases among the cases that reviewers are given in this very transaction, so that over time they are the policy's share of
 * what each gets, and come neither before nor after the others. Such a case takes its due date, its time and its lease from one of its
 * neighbours: nothing tells it apart. Nobody is given their own read, one they know, one they had before, or two at once. To be called
 * under the lock of the assignment, with its ledger brought up to date. Gives how many were put.
 */
export async function placeKnownCases(
	app: App,
	write: WriteHandle,
	{ given, ledger, givenInRun }: Giving
): Promise<number> {
	const { body } = await currentPolicy(write, 'review');
	if (body.calibrationShare === 0 || given.length === 0) return 0;
	const since = await firstKnownAt(write);
	if (since === null) return 0;
	const counts = await givenSince(write, since);
	const due = ledger.reviewers.filter(({ userId, isAway, capacity }) => {
		const count = counts.get(userId) ?? { known: 0, others: 0 };
		const unit = turnOf(app, `${userId}:${count.known}`);
		const isFree = !isAway && (ledger.load.get(userId) ?? 0) < capacity;
		return isFree && isKnownCaseDue(count, body.calibrationShare, unit);
	});
	const among = Map.groupBy(given, ({ reviewerId }) => reviewerId);
	const here = due.filter(({ userId }) => among.has(userId) && (givenInRun.get(userId) ?? 0) >= LEAST_OTHERS);
	if (here.length === 0) return 0;
	const barred = new Set([...(await knownCaseManagers(write)), ...(await holdersOfKnown(write))]);
	const items = await usableItems(write);
	let placed = 0;
	for (const reviewer of here) {
		const { userId } = reviewer;
		if (barred.has(userId)) continue;
		const fitting = items.filter(
			(item) => isFor(item, reviewer) && !ledger.patients.has(`${userId}:${item.patientKey}`)
		);
		const item = firstBy(fitting, ({ itemId }) => turnOf(app, `${userId}:${itemId}`));
		const neighbour = firstBy(among.get(userId) ?? [], ({ id }) => turnOf(app, id));
		if (item && neighbour && (await placeKnownCase(app, write, item, neighbour))) placed += 1;
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

/** Puts one known case beside a reviewer's case, as that one is. False where it was retired meanwhile. */
export async function placeKnownCase(
	app: App,
	write: WriteHandle,
	{ itemId, readId }: Pick<UsableItem, 'itemId' | 'readId'>,
	{ caseId: besideId, reviewerId, assignedAt, leaseUntil }: Neighbour
): Promise<boolean> {
	if (!(await isStillActive(write, itemId))) return false;
	const { assignments, cases } = write.tables;
	const [beside] = await write
		.select({ dueAt: cases.dueAt, createdAt: cases.createdAt, blindingLevel: cases.blindingLevel })
		.from(cases)
		.where(eq(cases.id, besideId));
	if (!beside) return false;
	const [caseId, assignmentId] = [app.blindIds(), app.blindIds()];
	await write.insert(cases).values({
		...beside,
		id: caseId,
		readId,
		detectionMode: 'calibration',
		state: 'assigned',
		calibrationItemId: itemId
	});
	await write.insert(assignments).values({
		id: assignmentId,
		caseId,
		reviewerId,
		ordinal: 1,
		assignedAt,
		leaseUntil,
		status: 'open'
	});
	const about = { subjectId: caseId, at: app.clock.now(), actor: null };
	const facts = { mode: 'calibration', level: beside.blindingLevel };
	await recordAudit(
		write,
		{ ...about, type: 'case.created', facts },
		{ ...about, type: 'case.assigned', facts: { assignmentId, ordinal: 1 } }
	);
	return true;
}

/** Holds the row of the item, so that whoever retires it at this moment waits. */
async function isStillActive(write: WriteHandle, itemId: string): Promise<boolean> {
	const { calibrationItems } = write.tables;
	const held = await write
		.update(calibrationItems)
		.set({ status: 'active' })
		.where(and(eq(calibrationItems.id, itemId), eq(calibrationItems.status, 'active')))
		.returning({ id: calibrationItems.id });
	return held.length > 0;
}
