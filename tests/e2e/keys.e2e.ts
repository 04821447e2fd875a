import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { aCase, aRead } from '../support/builders.ts';
import { aVote } from '../support/deciding.ts';
import { choose, follow, pick, press, restsOn, title, unfold, walksInOrder } from '../support/keyboard.ts';
import { enterOn, openLoop, sitDownAs, tabTo, typeInto, writeAddendum } from '../support/loop-desk.ts';
import { anAssignment, reviewAtL3 } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { markers } from '../support/study-files.ts';
import { expect, makePortalTest, type Portal } from './portal.ts';

/**
 * What others do on the portal all day, without a mouse. After each act the focus is on something that is to be seen, and the
 * next thing is near.
 */
const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
const radio = (page: Page, name: string | RegExp) => page.getByRole('radio', { name });
const summary = (page: Page, words: string) => page.locator('summary', { hasText: words });
const row = (page: Page) => page.locator('main a.row-link').first();

/** The days of a date field as they are typed in the United States. */
const typedDay = (at: number): string => toUtcDay(at).replace(/^(\d+)-(\d+)-(\d+)$/, '$2$3$1');

/** Leaves a case drawn that nobody has. */
async function leaveUnassigned({ app }: Portal): Promise<void> {
	const { radiologists, reads } = app.db.read.tables;
	const [read] = await app.db.read
		.select({ facilityId: reads.facilityId, readerId: reads.readerId })
		.from(reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.where(eq(radiologists.familyName, markers.readerFamily));
	if (!read) throw new Error('there is no read');
	await aCase(app, { readId: (await aRead(app, read)).id, state: 'drawn' });
}

/** Has a reviewer score the CT 3b, which asks for a correction and for the committee, and a member vote against it. */
async function findSomething({ app }: Portal): Promise<void> {
	const { reads, users } = app.db.read.tables;
	const [read] = await app.db.read
		.select({ id: reads.id })
		.from(reads)
		.where(eq(reads.accession, markers.accession));
	const actorOf = async (part: string) => {
		const [user] = await app.db.read
			.select()
			.from(users)
			.where(eq(users.email, `${part}@example.org`));
		return getActor(app, user?.id ?? '');
	};
	const reviewer = await actorOf('reviewerone');
	const { id: caseId } = await aCase(app, { readId: read?.id ?? '', state: 'assigned', blindingLevel: 'L3' });
	const assignmentId = await anAssignment(app, { caseId, reviewerId: reviewer.id });
	getValue(await reviewAtL3(app, reviewer, assignmentId, '3b'));
	const against = aVote(caseId, { outcome: 'no-discrepancy', attribution: 'system' });
	getValue(await castVote({ app, actor: await actorOf('memberone') }, against));
}

test('an administrator adds a facility, a radiologist and a person, and brings a file in', async ({
	page,
	portal
}) => {
	await openLoop(portal);
	// Heard from the beginning: a dialog that opens before anybody listens is lost.
	page.on('filechooser', (chooser) => {
		void chooser.setFiles(join(portal.dataFolder, 'incoming', 'report.hl7'));
	});
	await sitDownAs(page, portal, 'administrator', '/admin');

	// Past the navigation in one step, and from link to link each page begins at its title.
	await page.keyboard.press('Tab');
	await restsOn(link(page, 'Skip to content'));
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	await expect(page.locator('main a').first()).toBeFocused();
	await follow(page, page.getByRole('main').getByRole('link', { name: 'Facilities' }), 'Facilities');
	await follow(page, link(page, 'Add a facility'), 'Add a facility');
	expect(await walksInOrder(page)).toBeGreaterThan(5);
	await typeInto(page, page.getByLabel('Code'), 'SITE-2');
	await typeInto(page, page.getByLabel('Name', { exact: true }), 'Second Site');
	await typeInto(page, page.getByLabel('Jurisdiction'), 'TX');
	await typeInto(page, page.getByLabel('Time zone'), 'America/Chicago');
	await press(page, button(page, 'Add'), title(page, 'Facilities'));

	await sitDownAs(page, portal, 'administrator', '/admin/radiologists/new');
	await typeInto(page, page.getByLabel('Code'), 'R77');
	await typeInto(page, page.getByLabel('Given name'), 'Iris');
	await typeInto(page, page.getByLabel('Family name'), 'Keyes');
	await typeInto(page, page.getByLabel('Section'), 'neuro');
	await press(page, button(page, 'Add'), title(page, 'Radiologists'));

	await sitDownAs(page, portal, 'administrator', '/admin/users/new');
	await typeInto(page, page.getByLabel('Name', { exact: true }), 'Iris Keyes');
	await typeInto(page, page.getByLabel('Email'), 'director@example.org');
	// What is wrong gets the focus: that no role is ticked; then the words that somebody has this address.
	const roles = page.getByRole('group', { name: 'Roles' }).getByRole('checkbox');
	await press(page, button(page, 'Add'), roles.first());
	const reviewer = page.getByRole('checkbox', { name: 'Reviewer' });
	await tabTo(page, reviewer);
	await page.keyboard.press('Space');
	await expect(page.getByLabel('Most cases held at once')).toBeVisible();
	await restsOn(reviewer);
	await press(page, button(page, 'Add'), page.getByRole('alert'));
	await tabTo(page, page.getByLabel('Email'));
	await page.keyboard.type('iris@example.org');
	await press(page, button(page, 'Add'), title(page));
	await expect(page.getByText('One-time password for iris@example.org')).toBeVisible();
	await follow(page, link(page, 'Open the account'), 'Iris Keyes');
	await tabTo(page, page.getByRole('checkbox', { name: 'Committee', exact: true }));
	await page.keyboard.press('Space');
	await press(page, button(page, 'Save changes'));
	await expect(page.getByText('Saved.')).toBeVisible();
	await press(page, button(page, 'Disable account'), page.getByRole('heading', { name: 'Access' }));

	await sitDownAs(page, portal, 'administrator', '/ingest');
	const files = page.getByLabel('Choose files');
	await tabTo(page, files);
	await restsOn(files);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/ingest\/[0-9a-f-]{36}$/);
	await restsOn(title(page));
});

test('an administrator gives a machine a token and takes it away', async ({ page, portal }) => {
	await sitDownAs(page, portal, 'administrator', '/admin');
	await follow(page, page.getByRole('main').getByRole('link', { name: 'Tokens' }), 'Tokens');
	await typeInto(page, page.getByLabel('Name', { exact: true }), 'Router');
	// A token that may nothing is none.
	const read = page.getByRole('checkbox', { name: 'read all studies, with patients' });
	await press(page, button(page, 'Make a token'), read);
	await tabTo(page, page.getByRole('checkbox', { name: 'store images' }));
	await page.keyboard.press('Space');
	await choose(page, page.getByLabel('Ends after'), '30 days');
	await press(page, button(page, 'Make a token'), page.getByRole('group', { name: 'Token for Router' }));
	await press(
		page,
		button(page, 'Take away the token Router'),
		page.getByRole('heading', { name: 'Tokens of machines' })
	);
	await expect(page.getByRole('cell', { name: /^no more: taken away/ })).toBeVisible();
	await expect(button(page, 'Take away the token Router')).toHaveCount(0);
});

test('the legend and the list of places open by key, hold the focus and give it back', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'director', '/admin/policies');
	const first = page.locator('main a').first();
	await tabTo(page, first);
	await page.keyboard.press('?');
	const legend = page.getByRole('dialog', { name: 'Keys on this screen' });
	await expect(legend).toBeVisible();
	for (let tabs = 0; tabs < 5; tabs += 1) await page.keyboard.press('Tab');
	expect(await page.evaluate(() => document.activeElement?.closest('main'))).toBeNull();
	await page.keyboard.press('Escape');
	await expect(legend).toBeHidden();
	await restsOn(first);
	await page.keyboard.press('Control+k');
	await page.keyboard.type('turnar');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/turnaround$/);
	await restsOn(title(page));
	await page.keyboard.press('g');
	await page.keyboard.press('q');
	await expect(page).toHaveURL(/\/quality$/);
	await restsOn(title(page));
});

test('a coordinator checks pixels, sends a read to review, and gives a case out', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'coordinator', '/pixels');
	await follow(page, row(page), 'Is there a name in these images?');
	// The images bring stops of their own.
	await expect(page.locator('section.viewer button').first()).toBeVisible();
	expect(await walksInOrder(page)).toBeGreaterThan(6);
	await press(page, button(page, 'Blank the top strip'));
	await expect(page.getByLabel('Regions to blank')).not.toHaveValue('');
	await expect(radio(page, /with the regions blanked/)).toBeChecked();
	await pick(page, radio(page, /^All of it: nothing/));
	await press(page, page.getByRole('button', { name: 'Decide' }), title(page, 'Pixel checks'));

	await sitDownAs(page, portal, 'coordinator', '/referrals');
	await follow(page, link(page, 'Enter a referral'), 'Enter a referral');
	await typeInto(page, page.getByLabel('Accession number'), markers.accession);
	await page.keyboard.press('Enter');
	await follow(page, row(page));
	await pick(page, radio(page, /Complaint/));
	await pick(page, radio(page, 'Clinician'));
	await typeInto(page, page.getByLabel('What do they say?'), 'A bleed was missed.');
	await press(page, button(page, 'Enter the referral'), title(page));
	await press(page, button(page, 'Accept'), title(page));
	await expect(page.getByText('Accepted. The case is under way.')).toBeVisible();

	await assignDrawnCases(portal.app);
	await leaveUnassigned(portal);
	await sitDownAs(page, portal, 'coordinator', '/sampling');
	const waiting = page.getByRole('heading', { name: '1 case has no reviewer' });
	await expect(waiting).toBeVisible();
	await press(
		page,
		button(page, 'Assign now'),
		page.getByRole('heading', { name: 'Every case has a reviewer' })
	);
	await expect(page.getByText('1 case assigned.')).toBeVisible();
});

test('a coordinator tells the facility, links the addendum and closes the correction', async ({
	page,
	portal
}) => {
	await findSomething(portal);
	await sitDownAs(page, portal, 'coordinator', '/corrections');
	await follow(page, row(page));
	expect(await walksInOrder(page)).toBeGreaterThan(8);
	await unfold(page, summary(page, 'Change the words'));
	await typeInto(page, page.getByLabel('Finding'), ' Left frontal.');
	await press(page, button(page, 'Save the words'));
	await expect(page.getByText('Words changed')).toBeVisible();
	const next = (name: string) => page.getByRole('heading', { name });
	await typeInto(page, page.getByLabel('Who was told'), 'Dr. Okafor, emergency physician');
	await pick(page, radio(page, 'By secure message'));
	await press(page, button(page, 'The facility is informed'), next('Next: the receipt'));
	await typeInto(page, page.getByLabel('Who confirmed it'), 'Nurse Adeyemi');
	await page.keyboard.press('Enter');
	await restsOn(next('Next: close'));
	const imported = await portal.cli('import', writeAddendum(portal));
	expect(imported.code, imported.out).toBe(0);
	await page.reload();
	await page.waitForLoadState('networkidle');
	await choose(page, page.getByLabel('Later version of the report'), 'Version 2');
	await press(page, button(page, 'Link this version'), next('Addendum'));
	await expect(page.getByText('The addendum is linked.')).toBeVisible();
	await press(page, button(page, 'Close the correction'), next('This correction is closed'));
});

test('the chair votes between images and words, decides a tie and reads the minutes', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'chair', '/committee');
	await enterOn(page, row(page));
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.waitForLoadState('networkidle');
	expect(await walksInOrder(page)).toBeGreaterThan(8);
	await page.keyboard.press('Escape');
	await restsOn(title(page, 'Committee'));
	await enterOn(page, row(page));
	await expect(page.getByText('A reviewer scored this 3b.')).toBeVisible();
	await unfold(page, summary(page, 'Stand back or send back'));
	// Escape closes what was opened, and not the page.
	await page.keyboard.press('Escape');
	await expect(page.getByLabel('Why you stand back')).toBeHidden();
	await restsOn(summary(page, 'Stand back or send back'));
	for (const key of ['1', 'a', 'c', 'e']) await page.keyboard.press(key);
	await restsOn(page.getByLabel('Words to the reader'));
	await page.keyboard.type('It is there. 2 and s are words here.');
	await expect(radio(page, 'Uphold')).toBeChecked();
	await page.keyboard.press('Control+Enter');
	await restsOn(title(page, 'Committee'));
	await expect(page.getByText('Your vote is cast.')).toBeVisible();

	await enterOn(page, row(page));
	await expect(page.getByText('As chair you decide between them.')).toBeVisible();
	await page.waitForLoadState('networkidle');
	await pick(page, radio(page, 'Uphold'));
	await choose(page, page.getByLabel('Attributed to'), 'The system');
	await choose(page, page.getByLabel('Recommended action'), 'Education');
	await typeInto(page, page.getByLabel('Words to the reader'), 'It was to be seen.');
	await press(page, button(page, 'Decide as chair'), title(page, 'Committee'));
	await expect(page.getByText(/^Decided\./)).toBeVisible();
	await follow(page, link(page, 'Minutes'));
	await expect(page.getByText(/chair’s casting vote/)).toBeVisible();
	await choose(page, page.getByLabel('Month'), toUtcDay(Date.now()).slice(0, 7));
	await press(page, button(page, 'Show'), title(page));
});

test('a director narrows the figures, begins and ends a plan, and publishes an edition', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'director', '/quality');
	await choose(page, page.getByLabel('Period', { exact: true }), 'last 3');
	await press(page, button(page, 'Show'));
	await expect(page).toHaveURL(/months=3/);

	await sitDownAs(page, portal, 'director', '/referrals/focused');
	await follow(page, link(page, 'Begin a plan'), 'Begin a plan');
	await choose(page, page.getByLabel('Radiologist'), markers.readerFamily);
	await pick(page, radio(page, 'New privilege'));
	await typeInto(page, page.getByLabel('Reason'), 'Heads at night are new.');
	await typeInto(page, page.getByLabel('Last day'), typedDay(Date.now() + 30 * DAY_MS));
	await typeInto(page, page.getByLabel('Criteria'), 'No score of 3b.');
	await press(page, button(page, 'Begin the plan'), title(page));
	await expect(page.getByText('The plan has begun.')).toBeVisible();
	await pick(page, radio(page, /^Stopped/));
	await typeInto(page, page.getByLabel('In words'), 'The privilege was withdrawn.');
	await press(page, button(page, 'End the plan'), title(page));

	await sitDownAs(page, portal, 'director', '/admin/policies/taxonomy');
	await tabTo(page, page.getByLabel('Name of the edition'));
	await page.keyboard.press('Control+a');
	await page.keyboard.type('2027.1');
	const factors = page.getByLabel('Contributing factors');
	await tabTo(page, factors);
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Enter');
	await page.keyboard.type('Not a code');
	await press(page, button(page, 'Show what changes'), factors);
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Shift+Home');
	await page.keyboard.type('night-work | Work at night');
	await press(page, button(page, 'Show what changes'));
	await expect(page.getByText(/Work at night \(night-work\)/)).toBeVisible();
	await press(page, button(page, /^Publish version/));
	await expect(page.getByText(/^Version \d+ is in force\.$/)).toBeVisible();

	await sitDownAs(page, portal, 'director', '/admin/policies/hanging');
	const protocols = page.getByLabel('Protocols');
	await tabTo(page, protocols);
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Enter');
	await page.keyboard.type('protocol feet | Feet\nfor DX\nlayout 1x9');
	await press(page, button(page, 'Show what changes'), protocols);
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Shift+Home');
	await page.keyboard.type('layout 1x1\ncell need images 1+');
	await press(page, button(page, 'Show what changes'));
	await expect(page.getByText('Feet (feet)')).toBeVisible();
	await press(page, button(page, /^Publish version/));
	await expect(page.getByText(/^Version \d+ is in force\.$/)).toBeVisible();
});
