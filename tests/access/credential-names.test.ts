import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepResults } from '#lib/features/credentials/cme/results.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { recordLicence, sweepAll, texas } from '../support/gate.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import { routeAccess } from './routes.ts';

/** All that can be asked for of credentials but the bytes of a document. */
const routes = Object.entries(routeAccess).filter(
	([id, { page, GET }]) =>
		id.startsWith('/(app)/credentials') && (page ?? GET) && !id.includes('/documents/[id]')
);
const codes = ['QX71', 'QX72'];

/** Who is named: both people of one name, whom the NPI tells apart. */
const named: Readonly<Record<string, RegExp>> = {
	'/(app)/credentials': /Lee, Ana \(NPI 1234567893\).*Lee, Ana \(no NPI\)/,
	'/(app)/credentials/matrix.csv': /"Lee, Ana \(NPI 1234567893\)"/,
	'/(app)/credentials/[id]': /Ana Lee/,
	'/(app)/credentials/[id]/record': /Ana Lee \(NPI 1234567893\)/,
	'/(app)/credentials/[id]/documents': /Ana Lee \(NPI 1234567893\)/,
	'/(app)/credentials/[id]/fhir': /lee-ana-npi-1234567893/,
	'/(app)/credentials/cme': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/cme/[id]': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/cme/cme.csv': /"Lee, Ana \(no NPI\)"/,
	'/(app)/credentials/compliance': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/compliance.csv': /"Lee, Ana \(NPI 1234567893\)"/,
	'/(app)/credentials/compliance/[id]': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/coverage': /Lee, Ana \(no NPI\)/,
	'/(app)/credentials/coverage/coverage.csv': /"Lee, Ana \(no NPI\)"/,
	'/(app)/credentials/expirables': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/expirables/expirables.csv': /"Lee, Ana \(NPI 1234567893\)"/,
	'/(app)/credentials/inbox': /Lee, Ana \(NPI 1234567893\)/,
	'/(app)/credentials/inbox/[id]': /Lee, Ana \(NPI 1234567893\)/
};

// Pages of quality show codes: a page that has both undoes them, and the reason that a name is asked for with there.
describe('what is shown of credentials', () => {
	let server: TestServer;
	let ids: { facility: string; person: string; read: string; proposal: string };
	let cookie: string;

	beforeAll(async () => {
		server = await startTestServer();
		const { app } = server;
		await publishInitialPolicies(app);
		const name = { familyName: 'Lee', givenName: 'Ana' };
		const { id: person } = await aRadiologist(app, { ...name, code: 'QX71', npi: '1234567893' });
		const { id: other } = await aRadiologist(app, { ...name, code: 'QX72' });
		const { id: facility } = await aFacility(app, { jurisdiction: 'TX' });
		const user = await aUser(app, ['coordinator', 'director']);
		await recordLicence(app, person, { expiresOn: '2026-11-20' });
		await recordLicence(app, person, { jurisdiction: 'OK', status: 'suspended' });
		const elsewhere = await aFacility(app, { jurisdiction: 'OK' });
		const { id: read } = await aRead(app, { readerId: person, facilityId: elsewhere.id });
		await sweepAll(app);
		const proposal = app.ids();
		await app.db.transaction(async (write) => {
			await write.insert(write.tables.credentialProposals).values({
				id: proposal,
				radiologistId: person,
				kind: 'licence',
				body: { ...texas, jurisdiction: 'KS' },
				status: 'waiting',
				proposedAt: app.clock.now(),
				proposedBy: user.id
			});
			await keepResults(app, write, [person, other]);
		});
		ids = { facility, person, read, proposal };
		cookie = await signIn(app, user.id);
	});
	afterAll(() => server.close());

	function pathOf(route: string): string {
		const of = route.includes('/compliance/')
			? ids.read
			: route.includes('/inbox/')
				? ids.proposal
				: ids.person;
		return route.replace('/(app)', '').replace('[id]', of);
	}

	it.each(routes)('is a name and no code: %s', async (route, { page }) => {
		const asked = async (path: string): Promise<string> => {
			const query = `?facility=${route.includes('/coverage') ? ids.facility : ''}&kind=${route.includes('/record') ? 'licence' : ''}`;
			const answer = await fetch(`${server.origin}${path}${query}`, { headers: { cookie } });
			expect(answer.status).toBe(200);
			return `${answer.headers.get('content-disposition') ?? ''}\n${await answer.text()}`;
		};
		const path = pathOf(route);
		const shown = [await asked(path), ...(page ? [await asked(`${path}/__data.json`)] : [])];
		for (const text of shown) for (const code of codes) expect(text).not.toContain(code);
		const [first = ''] = shown;
		expect(first.replaceAll('\n', ' ')).toMatch(named[route] ?? /./);
	});
});
