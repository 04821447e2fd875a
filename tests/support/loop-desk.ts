import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { and, desc, eq, gt, isNotNull } from 'drizzle-orm';
import type { DetectionMode } from '#lib/core/case/detection.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { signIn, type Portal } from '../e2e/portal.ts';
import { aRadiologist, aUser, publishInitialPolicies, testPassword } from './builders.ts';
import { getActor } from './sign-in.ts';
import { ctReportMessage, markers, writeCtStudy } from './study-files.ts';

/** Everybody of a loop: who signs in, and the roles and names they have. */
const cast = {
	administrator: { roles: ['administrator'], name: 'Ada Adminson' },
	director: { roles: ['director'], name: 'Desideria Directson' },
	coordinator: { roles: ['coordinator'], name: 'Wilhelmina Mountbattenby' },
	reviewerOne: { roles: ['radiologist', 'reviewer'], name: 'Petronella Skarsgaardh' },
	reviewerTwo: { roles: ['radiologist', 'reviewer'], name: 'Thaddeus Brackenbury' },
	reviewerThree: { roles: ['radiologist', 'reviewer'], name: 'Ottilie Fennimore' },
	memberOne: { roles: ['committee'], name: 'Bartholomea Okonkworthy' },
	memberTwo: { roles: ['committee'], name: 'Leopold Winterbourne' },
	chair: { roles: ['chair'], name: 'Clementine Ashgrove' },
	radiologist: { roles: ['radiologist'], name: `${markers.readerGiven} ${markers.readerFamily}` },
	auditor: { roles: ['auditor'], name: 'Austin Auditson' }
} as const satisfies Readonly<Record<string, { roles: readonly Role[]; name: string }>>;

export type Part = keyof typeof cast;
const parts = Object.keys(cast) as Part[]; // the keys of a constant

const emailOf = (part: Part): string => `${part.toLowerCase()}@example.org`;

/** The family names of those who judge: what neither the reader nor an auditor may see. */
export const judges = (
	['reviewerOne', 'reviewerTwo', 'reviewerThree', 'memberOne', 'memberTwo'] as const
).map((part) => cast[part].name.split(' ').at(-1) ?? '');

/** Brings in a CT that declares text in its pixels and its report, and makes the people of a loop. */
export async function openLoop({ app, dataFolder }: Portal): Promise<void> {
	await publishInitialPolicies(app);
	const value = { name: 'Kestrel Imaging', timeZone: 'America/Chicago' };
	await app.db.transaction((write) =>
		write.insert(write.tables.settings).values({ key: GROUP_SETTING, value, updatedAt: Date.now() })
	);
	const incoming = join(dataFolder, 'incoming');
	writeCtStudy(join(incoming, 'ct'), { BurnedInAnnotation: 'YES' });
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	const { refusals } = await importPaths(app, null, [incoming]);
	if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
	const { auditorScopes, facilities, radiologists } = app.db.read.tables;
	const [reader] = await app.db.read
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(eq(radiologists.familyName, markers.readerFamily));
	const [facility] = await app.db.read.select({ id: facilities.id }).from(facilities);
	if (!reader || !facility) throw new Error('the import made no reader or facility');
	for (const part of parts) {
		const { name, roles } = cast[part];
		const isReviewer = part.startsWith('reviewer');
		const own = part === 'radiologist' ? reader : isReviewer ? await aRadiologist(app) : null;
		const { id } = await aUser(app, roles, {
			email: emailOf(part),
			name,
			radiologistId: own?.id ?? null,
			...(part === 'auditor' ? { expiresAt: Date.now() + 30 * DAY_MS } : {})
		});
		if (part === 'director') await reviewOnce(app, id);
		if (part !== 'auditor') continue;
		const scope = { periodFrom: Date.UTC(2026, 0, 1), periodTo: Date.UTC(2030, 0, 1) };
		await app.db.transaction((write) =>
			write.insert(auditorScopes).values({ userId: id, facilityId: facility.id, ...scope })
		);
	}
}

/** Has the director publish that no case goes to a second reviewer: by chance one would, and the loop would wait for them. */
async function reviewOnce(app: Portal['app'], directorId: string): Promise<void> {
	const { body, version } = await currentPolicy(app.db.read, 'review');
	const published = await publishPolicy(app, await getActor(app, directorId), {
		kind: 'review',
		body: { ...body, secondReviewerShare: 0 },
		basedOn: version
	});
	if (!published.ok) throw new Error(published.error);
}

/** Lets the day be over for notices that are held until the next one. */
export async function endTheDay({ app }: Portal): Promise<void> {
	const { cases, notices } = app.db.read.tables;
	const createdAt = Date.now();
	await app.db.transaction((write) =>
		write.update(notices).set({ createdAt }).where(gt(notices.createdAt, createdAt))
	);
	// What waits for the end of the day counts from the committee's answer.
	await app.db.transaction((write) =>
		write
			.update(cases)
			.set({ closedAt: createdAt - DAY_MS })
			.where(isNotNull(cases.closedAt))
	);
}

/** Writes the next version of the report, with the finding in it, signed now. Gives its path. */
export function writeAddendum({ dataFolder }: Portal): string {
	const signed = `${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
	const message = ctReportMessage()
		.replace('20261110092030||ORU', `${signed}||ORU`)
		.replace('MSG-0001', 'MSG-0002')
		.replace('20261110092000||CT|F', `${signed}||CT|C`)
		.replace(
			'IMPRESSION: No acute',
			'ADDENDUM: Dense rounded focus, left frontal. IMPRESSION: No other acute'
		);
	const path = join(dataFolder, 'addendum.hl7');
	writeFileSync(path, message);
	return path;
}

/** Signs somebody in, in place of whoever was before, and opens a page. */
export async function sitDownAs(page: Page, portal: Portal, part: Part, path: string): Promise<void> {
	await page.context().clearCookies();
	await signIn(page, portal, emailOf(part), testPassword);
	await page.goto(`${portal.origin}${path}`);
	await page.waitForLoadState('networkidle');
}

/** Who has the case of a detection mode on the desk once the hourly assignment has run. */
export async function holderOf({ app }: Portal, mode: DetectionMode): Promise<Part> {
	await assignDrawnCases(app);
	const { assignments, cases, users } = app.db.read.tables;
	const [row] = await app.db.read
		.select({ email: users.email })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(users, eq(users.id, assignments.reviewerId))
		.where(and(eq(cases.detectionMode, mode), eq(assignments.status, 'open')))
		.orderBy(desc(assignments.assignedAt));
	const part = parts.find((one) => emailOf(one) === row?.email);
	if (!part) throw new Error(`nobody has the case of ${mode}`);
	return part;
}

const MOST_TABS = 80;

/** Goes on with the Tab key until the control has the focus; a control that no key reaches fails. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
	await control.waitFor();
	for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
		if (await control.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`no key reaches ${String(control)}`);
}

/** Goes to the control by key and presses Enter there. */
export async function enterOn(page: Page, control: Locator): Promise<void> {
	await tabTo(page, control);
	await page.keyboard.press('Enter');
}

/** Goes to the field by key and types. */
export async function typeInto(page: Page, field: Locator, words: string): Promise<void> {
	await tabTo(page, field);
	await page.keyboard.type(words);
}
