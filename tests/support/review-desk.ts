import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aCase, aRadiologist, aUser, publishInitialPolicies, testPassword } from './builders.ts';
import { anAssignedCase, anAssignment } from './reviewing.ts';
import { getActor } from './sign-in.ts';
import { ctReportMessage, writeCtStudy } from './study-files.ts';
import { writeFileSync } from 'node:fs';
import { signIn, type Portal } from '../e2e/portal.ts';

/** Somebody who signs in, with the address they sign in with. */
export type Person = { readonly actor: Actor; readonly email: string };

/** The people around a review, and the read whose images came in. */
export type Desk = {
	readonly reader: Person;
	readonly committee: Person;
	readonly readId: string;
};

/** Brings a CT with its report in, and makes its reader and a member of the committee. */
export async function openDesk(portal: Portal): Promise<Desk> {
	const { app } = portal;
	await publishInitialPolicies(app);
	const incoming = join(portal.dataFolder, 'incoming');
	writeCtStudy(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	await importAll(portal, incoming);
	const { reads } = app.db.read.tables;
	const [read] = await app.db.read.select({ id: reads.id, readerId: reads.readerId }).from(reads);
	if (!read) throw new Error('the import made no read');
	const reader = await aUser(app, 'radiologist', { radiologistId: read.readerId });
	const committee = await aUser(app, 'committee');
	return {
		reader: { actor: await getActor(app, reader.id), email: reader.email },
		committee: { actor: await getActor(app, committee.id), email: committee.email },
		readId: read.id
	};
}

/** What a test brings in is taken, all of it. */
async function importAll({ app }: Portal, folder: string): Promise<void> {
	const { refusals } = await importPaths(app, null, [folder]);
	if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
}

/** A reviewer of their own: no test finds the cases of another one in the queue. */
export async function newReviewer({ app }: Portal): Promise<Person> {
	const radiologist = await aRadiologist(app);
	const user = await aUser(app, ['radiologist', 'reviewer'], { radiologistId: radiologist.id });
	return { actor: await getActor(app, user.id), email: user.email };
}

/** A case without images on the reviewer's desk; gives its assignment. */
export async function giveCase(portal: Portal, reviewer: Person, level: 'L2' | 'L3' = 'L2'): Promise<string> {
	// Behind the cases with images: the order of those due on one day is left to chance.
	const dueAt = portal.app.clock.now() + 16 * DAY_MS;
	const { assignmentId } = await anAssignedCase(portal.app, { level, reviewer: reviewer.actor, dueAt });
	return assignmentId;
}

/** The case with images on the reviewer's desk; a read has one case of each detection mode. */
export async function giveImages(
	{ app }: Portal,
	desk: Pick<Desk, 'readId'>,
	given: {
		reviewer: Person;
		mode: 'random' | 'complaint' | 'second-opinion' | 'self-nominated';
		level: 'L2' | 'L3';
	}
): Promise<{ caseId: string; assignmentId: string }> {
	const { id: caseId } = await aCase(app, {
		readId: desk.readId,
		state: 'assigned',
		blindingLevel: given.level,
		detectionMode: given.mode
	});
	const assignmentId = await anAssignment(app, { caseId, reviewerId: given.reviewer.actor.id });
	return { caseId, assignmentId };
}

/**
 * Brings a study in and lays it, at L3, on the desk of a reviewer of its own. Policies are published before this.
 * `write` puts its files into the folder that it is given. Gives the address of the case.
 */
export async function layStudy(
	portal: Portal,
	write: (folder: string) => void | Promise<void>
): Promise<{ reviewer: Person; caseUrl: string }> {
	const incoming = join(portal.dataFolder, 'incoming');
	await write(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	await importAll(portal, incoming);
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	if (!read) throw new Error('the import made no read');
	const reviewer = await newReviewer(portal);
	const given = { reviewer, mode: 'random', level: 'L3' } as const;
	const { assignmentId } = await giveImages(portal, { readId: read.id }, given);
	return { reviewer, caseUrl: `${portal.origin}/reviews/${assignmentId}` };
}

/** Signs in and stands before the queue. */
export async function sitDown(page: Page, portal: Portal, person: Person): Promise<void> {
	await page.context().clearCookies();
	await signIn(page, portal, person.email, testPassword);
	await page.goto(`${portal.origin}/reviews`);
	await page.waitForLoadState('networkidle');
}

/** The reviews of an assignment, as they are stored. */
export async function storedReviews({ app }: Portal, assignmentId: string) {
	const { reviews } = app.db.read.tables;
	return app.db.read.select().from(reviews).where(eq(reviews.assignmentId, assignmentId));
}

/** The comment of the draft that the server has. */
export async function storedComment({ app }: Portal, assignmentId: string): Promise<string | null> {
	const { drafts } = app.db.read.tables;
	const [draft] = await app.db.read.select().from(drafts).where(eq(drafts.assignmentId, assignmentId));
	const body = draft?.body;
	return typeof body === 'object' && body !== null && 'comment' in body ? String(body.comment) : null;
}

/** Ends an assignment as the clock does when its time has run out. */
export async function takeAway({ app }: Portal, assignmentId: string): Promise<void> {
	const { assignments } = app.db.read.tables;
	await app.db.transaction((write) =>
		write
			.update(assignments)
			.set({ status: 'expired', endedAt: app.clock.now() })
			.where(eq(assignments.id, assignmentId))
	);
}
