import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { acknowledgeNote, closeNote, tellOfSiteNotes } from '#lib/features/site-notes/commands.server.ts';
import { countOpenNotes, findSiteNote, siteNotePage } from '#lib/features/site-notes/queries.server.ts';
import { raiseSiteNote, type RaiseSiteNote } from '#lib/features/site-notes/raise-site-note.server.ts';
import { siteSummary, siteSummaryCsv } from '#lib/features/site-notes/summary.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignedCase, auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('notes to sites on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	type Made = Awaited<ReturnType<typeof anAssignedCase>>;

	async function aReview(made: Made): Promise<string> {
		const id = app.ids();
		await app.db.transaction((write) =>
			write.insert(write.tables.reviews).values({
				id,
				caseId: made.caseId,
				assignmentId: made.assignmentId,
				reviewerId: made.reviewer.id,
				ordinal: 1,
				score: '1',
				factors: [],
				activeMs: 0,
				taxonomyVersion: '1',
				submittedAt: app.clock.now()
			})
		);
		return id;
	}

	async function raised(given: Partial<RaiseSiteNote> = {}) {
		const made = await anAssignedCase(app);
		const reviewId = await aReview(made);
		const note = {
			reviewId,
			readId: made.read.id,
			imageQuality: 'limited',
			issues: ['motion'],
			comment: null,
			now: app.clock.now(),
			...given
		};
		await app.db.transaction((write) => raiseSiteNote(write, app, note));
		return { ...made, reviewId, note };
	}

	async function stored() {
		return app.db.read.select().from(app.db.read.tables.siteNotes);
	}

	const all = { facilityId: null, status: null };
	const page = (actor = coordinator, filter: Parameters<typeof siteNotePage>[1]['filter'] = all) =>
		siteNotePage(app.db.read, { actor, filter, after: null, now: app.clock.now() });

	it.each([
		[{ imageQuality: null, issues: [], comment: null }, 0],
		[{ imageQuality: 'adequate', issues: [], comment: ' \n' }, 0],
		[{ imageQuality: 'adequate', issues: ['motion'], comment: null }, 1],
		[{ imageQuality: 'inadequate', issues: [], comment: null }, 1],
		[{ imageQuality: null, issues: [], comment: 'Include the apices.' }, 1]
	])('are raised by what a review says of images: %o makes %i', async (given, n) => {
		await raised(given);
		expect(await stored()).toHaveLength(n);
	});

	it('are raised once by a review, on a day without its hour', async () => {
		app.clock.advance(3 * HOUR_MS + 1);
		const { note } = await raised();
		await app.db.transaction((write) => raiseSiteNote(write, app, note));
		const rows = await stored();
		expect(rows).toMatchObject([
			{ status: 'open', raisedAt: startOfUtcDay(app.clock.now()), modality: 'CT' }
		]);
		expect(rows[0]?.id).toMatch(/^[0-9a-f]{32}$/);
	});

	it('never say who reviewed or read, whom the images show, or at what hour it was said', async () => {
		const made = await anAssignedCase(app);
		const { radiologists, users } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			await write.update(users).set({ name: 'Petronella Skarsgaardh' }).where(eq(users.id, made.reviewer.id));
			await write
				.update(radiologists)
				.set({ familyName: 'Vandermeulen', givenName: 'Ottoline' })
				.where(eq(radiologists.id, made.read.readerId));
		});
		const [reviewer] = await app.db.read.select().from(users).where(eq(users.id, made.reviewer.id));
		const [reader] = await app.db.read
			.select()
			.from(radiologists)
			.where(eq(radiologists.id, made.read.readerId));
		if (!reviewer || !reader) throw new Error('somebody is gone');
		const reviewId = await aReview(made);
		const comment = `Motion in ${made.read.accession}. ${reviewer.name} (${reviewer.reviewerCode}), ${reviewer.email}; signed Dr. ${reader.familyName}, ${reader.givenName}.`;
		await app.db.transaction((write) =>
			raiseSiteNote(write, app, {
				reviewId,
				readId: made.read.id,
				imageQuality: 'limited',
				issues: ['motion'],
				comment,
				now: app.clock.now()
			})
		);
		const { rows } = await page();
		const view = await findSiteNote(app.db.read, coordinator, rows[0]?.id ?? '', app.clock.now());
		const bytes = JSON.stringify([rows, view, await siteSummary(app.db.read, app.clock.now(), null)]);
		expect(view?.comment).toContain('Motion in ▮▮▮');
		const secrets = [
			reviewer.id,
			reviewer.email,
			'Skarsgaardh',
			'Petronella',
			reviewer.reviewerCode,
			reviewId
		];
		for (const secret of [
			...secrets,
			reader.familyName,
			reader.givenName,
			reader.code,
			made.read.accession,
			made.caseId,
			made.assignmentId,
			String(app.clock.now())
		])
			expect(bytes).not.toContain(secret);
	});

	it('are taken up and closed with an answer, once, and written down', async () => {
		await raised();
		const [note] = (await page()).rows;
		const id = note?.id ?? '';
		const context = { app, actor: coordinator };
		const both = await Promise.all([acknowledgeNote(context, { id }), acknowledgeNote(context, { id })]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await countOpenNotes(app.db.read, coordinator, app.clock.now())).toBe(0);
		expect(await closeNote(context, { id, answer: 'Protocol changed.' })).toMatchObject({ ok: true });
		expect(await closeNote(context, { id, answer: 'Again.' })).toEqual({
			ok: false,
			error: 'already-recorded'
		});
		expect(await findSiteNote(app.db.read, coordinator, id, app.clock.now())).toMatchObject({
			status: 'closed',
			answer: 'Protocol changed.',
			answeredBy: coordinator.name
		});
		expect(await auditTypes(app, id)).toEqual(['site-note.answered', 'site-note.answered']);
		expect(await closeNote(context, { id: 'nothing', answer: 'x' })).toEqual({
			ok: false,
			error: 'site-note-not-found'
		});
	});

	it('are listed by facility and status, the latest day first', async () => {
		const first = await raised();
		app.clock.advance(DAY_MS);
		const second = await raised({ issues: ['coverage'], comment: 'Include the apices.' });
		expect((await page()).rows).toMatchObject([
			{ issues: ['coverage'], hasComment: true },
			{ issues: ['motion'], hasComment: false }
		]);
		const ofFirst = await page(coordinator, { facilityId: first.read.facilityId, status: 'open' });
		expect(ofFirst.rows.map(({ issues }) => issues)).toEqual([['motion']]);
		expect((await page(coordinator, { facilityId: second.read.facilityId, status: 'closed' })).rows).toEqual(
			[]
		);
		const [last] = (await page()).rows;
		const after = `${last?.raisedOn}.${last?.id}`;
		const rest = await siteNotePage(app.db.read, {
			actor: coordinator,
			filter: all,
			after,
			now: app.clock.now()
		});
		expect(rest.rows.map(({ issues }) => issues)).toEqual([['motion']]);
	});

	it('are closed to the reader before they are told, and to who reviewed', async () => {
		const made = await raised();
		await app.db.transaction(async (write) => {
			for (const { id } of [made.reader, made.reviewer])
				await write.insert(write.tables.userRoles).values({ userId: id, role: 'coordinator' });
		});
		const [note] = (await page()).rows;
		for (const { id } of [made.reader, made.reviewer]) {
			const actor = await getActor(app, id);
			expect((await page(actor)).rows).toEqual([]);
			expect(await findSiteNote(app.db.read, actor, note?.id ?? '', app.clock.now())).toBeNull();
			expect(await acknowledgeNote({ app, actor }, { id: note?.id ?? '' })).toEqual({
				ok: false,
				error: 'site-note-not-found'
			});
		}
	});

	it('are summed up by facility and issue out of all reviews, as a table to send', async () => {
		const { read } = await raised({ issues: ['motion', 'coverage'] });
		await raised({ imageQuality: 'adequate', issues: [], comment: null });
		const now = app.clock.now();
		const summary = await siteSummary(app.db.read, now, null);
		expect(summary.sites).toMatchObject([
			{
				facilityId: read.facilityId,
				reviews: 1,
				notes: 1,
				issues: [
					{ issue: 'coverage', notes: 1 },
					{ issue: 'motion', notes: 1 }
				],
				months: [{ month: '2026-11', notes: 1, reviews: 1 }]
			}
		]);
		expect((await siteSummary(app.db.read, now, 'elsewhere')).sites).toEqual([]);
		const csv = await siteSummaryCsv(app.db.read, now, read.facilityId);
		const lines = csv.trimEnd().split('\r\n');
		expect(lines[0]).toBe('facility,from,through,counted_by,value,notes,reviews_n');
		expect(lines).toHaveLength(5);
		expect(lines.at(-1)).toMatch(/,month,2026-11,1,1$/);
	});

	it('are told of once, when the day is over, with their number', async () => {
		await raised();
		await raised();
		expect(await tellOfSiteNotes(app)).toBe(0);
		app.clock.advance(DAY_MS);
		expect(await tellOfSiteNotes(app)).toBe(2);
		expect(await tellOfSiteNotes(app)).toBe(2);
		const rows = await app.db.read.select().from(app.db.read.tables.notices);
		expect(rows).toMatchObject([
			{ userId: coordinator.id, kind: 'site-note.raised', facts: { n: 2 }, path: '/site-notes' }
		]);
	});
});
