import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signInAs } from '../support/sign-in.ts';

const typed = 'The nodule stood <b>beside</b> the rib, and nobody looked there.';

describe('a form that is sent without scripts after the session has ended', () => {
	let server: TestServer;
	let cookie: string;
	beforeAll(async () => {
		server = await startTestServer();
		cookie = await signInAs(server.app, 'auditor');
	});
	afterAll(() => server.close());

	const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
		fetch(server.origin + path, {
			method: 'POST',
			redirect: 'manual',
			headers: { accept: 'text/html', origin: server.origin, ...headers },
			body: new URLSearchParams(fields)
		});

	it('comes back with what was typed, to be sent again, and is kept by no cache', async () => {
		const answer = await send('/learning/new', {
			story: typed,
			kind: 'great-catch',
			password: 'five quiet lanterns'
		});
		const page = await answer.text();
		expect(answer.status).toBe(401);
		expect(answer.headers.get('cache-control')).toContain('no-store');
		expect(page).toMatch(/<form[^>]* action="\/learning\/new"/);
		expect(page).toMatch(/<textarea[^>]* name="story"[^>]*>The nodule stood &lt;b>beside/);
		expect(page).toMatch(/<input[^>]* name="kind" value="great-catch"/);
		expect(page).not.toContain('<b>beside');
		expect(page).not.toContain('five quiet lanterns');
	});

	it('gives nothing back to a page of another site, to scripts, or to who is signed in', async () => {
		const fields = { story: typed };
		const answers = [
			await send('/learning/new', fields, { origin: 'https://elsewhere.example' }),
			await send('/learning/new', fields, { accept: 'application/json' }),
			await send('/learning/new', fields, { cookie })
		];
		expect(answers.map(({ status }) => status)).toEqual([403, 401, 403]);
		for (const answer of answers) expect(await answer.text()).not.toContain('The nodule stood');
	});
});
