import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#lib/core/permissions.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { hasTooMany } from '#lib/i18n/en/errors.ts';
import { aRead, publishInitialPolicies } from '../support/builders.ts';
import { aForm, anAssignedCase, aScore } from '../support/reviewing.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signInAs } from '../support/sign-in.ts';

/** Rows that the forms are about. */
type Rows = { read: string; note: string; correction: string };
type Form = {
	role: Role;
	page: (rows: Rows) => string;
	/** What the form adds to the page's address. */
	act: string;
	field: string;
	most: number;
	others?: (rows: Rows) => Record<string, string>;
};

/** One form of each capability; they are sent as a browser without scripts sends them. */
const forms: Form[] = [
	{
		role: 'coordinator',
		page: ({ read }) => `/referrals/new?read=${read}`,
		act: '&/submit',
		field: 'words',
		most: 4000,
		others: ({ read }) => ({ readId: read, mode: 'complaint', source: 'clinician' })
	},
	{ role: 'director', page: () => '/referrals/focused/new', act: '', field: 'reason', most: 1000 },
	{
		role: 'director',
		page: ({ read }) => `/calibration/new?read=${read}`,
		act: '&/add',
		field: 'explanation',
		most: 2000,
		others: ({ read }) => ({ readId: read, basis: 'proven', answer: '1' })
	},
	{
		role: 'coordinator',
		page: ({ correction }) => `/corrections/${correction}`,
		act: '?/inform',
		field: 'whom',
		most: 200,
		others: () => ({ how: 'telephone' })
	},
	{
		role: 'coordinator',
		page: ({ note }) => `/site-notes/${note}`,
		act: '?/close',
		field: 'answer',
		most: 2000
	},
	{ role: 'radiologist', page: () => '/learning/new', act: '', field: 'story', most: 8000 },
	{ role: 'administrator', page: () => '/admin/facilities/new', act: '', field: 'name', most: 120 }
];

describe('words that are too long', () => {
	let server: TestServer;
	let rows: Rows;

	beforeAll(async () => {
		server = await startTestServer();
		const { app } = server;
		await publishInitialPolicies(app);
		// A review that informs a facility and says something of its images.
		const { reviewer, assignmentId } = await anAssignedCase(app);
		const body = { ...aScore('3b'), imageQuality: 'limited' } as const;
		await openCase({ app, actor: reviewer }, { id: assignmentId });
		await lockImpression({ app, actor: reviewer }, aForm(assignmentId, 0));
		await revealReport({ app, actor: reviewer }, aForm(assignmentId, 1));
		const sent = await submitReview({ app, actor: reviewer }, aForm(assignmentId, 2, body));
		if (!sent.ok) throw new Error(sent.error);
		const { corrections, siteNotes } = app.db.read.tables;
		const [correction] = await app.db.read.select({ id: corrections.id }).from(corrections);
		const [note] = await app.db.read.select({ id: siteNotes.id }).from(siteNotes);
		const read = await aRead(app, { studyUid: '1.2.3' });
		rows = { read: read.id, correction: correction?.id ?? '', note: note?.id ?? '' };
	});
	afterAll(() => server.close());

	it.each(forms)('are refused in words and stay in the field $field of the $role', async (form) => {
		const path = form.page(rows);
		const cookie = await signInAs(server.app, form.role);
		const headers = { accept: 'text/html', origin: server.origin, cookie };
		const before = await (await fetch(server.origin + path, { headers })).text();
		expect(before.includes(`name="${form.field}"`)).toBe(true);
		expect(before.includes('maxlength')).toBe(false);

		const words = 'Density on image 31. '.repeat(form.most / 20).trim();
		const body = new URLSearchParams({ ...form.others?.(rows), [form.field]: words });
		const answer = await fetch(server.origin + path + form.act, { method: 'POST', headers, body });
		const after = await answer.text();
		expect(answer.status).toBe(400);
		expect(after.includes(words)).toBe(true);
		expect(after).toContain(hasTooMany(words.length, form.most));
	});
});
