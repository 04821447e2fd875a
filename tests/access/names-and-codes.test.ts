import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPermission } from '#lib/core/permissions.ts';
import { keepResults } from '#lib/features/credentials/cme/results.server.ts';
import { aFacility, aRadiologist, aRead, aUser } from '../support/builders.ts';
import { recordLicence, sweepAll } from '../support/gate.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import { addressOf } from './discover.ts';
import { routeAccess } from './routes.ts';

const people = [
	{ familyName: 'Quillfeather', givenName: 'Ottilie', code: 'QX81' },
	{ familyName: 'Brambleworth', givenName: 'Ignace', code: 'QX82' },
	{ familyName: 'Vanterpool', givenName: 'Rosalba', code: 'QX83' }
];
/** Pages of one kind that are opened: the reads, the months and the filters of a group have no end. */
const OF_A_KIND = 4;

/** What kind of page is at an address. */
const kindOf = (path: string): string => (path.split('?')[0] ?? '').replaceAll(/[^/]*\d[^/]*/g, '*');

/** Addresses that a page links to. */
function linksIn(html: string): string[] {
	return [...html.matchAll(/<a\b[^>]*?\shref="(\/[^"/][^"]*)"/g)]
		.map(([, href = '']) => href.replaceAll('&amp;', '&').split('#')[0] ?? '')
		.filter((href) => !href.startsWith('/_app/') && !href.startsWith('/help'));
}

// Pages of quality show codes and pages of credentials names: whoever has both has all that the permission to see names is about.
describe('who may not see whose a code is', () => {
	let server: TestServer;
	let cookie: string;
	let ids: string[];
	/** What was answered, by address. */
	const answers = new Map<string, string>();

	beforeAll(async () => {
		expect(hasPermission(['coordinator'], 'quality.view-names')).toBe(false);
		server = await startTestServer();
		const { app } = server;
		await aSetUpGroup(app);
		const facilityId = (await aFacility(app, { jurisdiction: 'TX' })).id;
		ids = [];
		for (const person of people) ids.push((await aRadiologist(app, person)).id);
		const [readerId = '', other = ''] = ids;
		const coordinator = await aUser(app, 'coordinator');
		const reviewer = await aUser(app, ['radiologist', 'reviewer'], { radiologistId: other });
		const given = { facilityId, reviewerIds: [reviewer.id], fromDaysAgo: 60, everyDays: 1 };
		for (const id of ids)
			await manyReviews(app, { ...given, readerId: id, count: 40, isEvent: (nth) => nth % 3 === 0 });
		await aRead(app, { readerId, facilityId });
		await recordLicence(app, other, { expiresOn: '2026-12-10' });
		await sweepAll(app);
		await app.db.transaction((write) => keepResults(app, write, ids));
		cookie = await signIn(app, coordinator.id);
		await crawl([
			'/',
			...ids.flatMap((id) =>
				['/quality/radiologists', '/credentials', '/credentials/cme'].map((at) => `${at}/${id}`)
			),
			...people.map(({ code }) => `/quality/radiologists/${code}`),
			...Object.entries(routeAccess).flatMap(([id, { page, GET }]) => {
				const guard = page ?? GET;
				const isOpen = guard && guard !== 'public' && hasPermission(['coordinator'], guard);
				return isOpen && !id.includes('[') ? [addressOf(id)] : [];
			})
		]);
	}, 120_000);
	afterAll(() => server.close());

	async function crawl(from: readonly string[]): Promise<void> {
		const waiting = [...from];
		const known = new Set(waiting);
		const opened = new Map<string, number>();
		for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
			const answer = await fetch(server.origin + path, { headers: { cookie, accept: 'text/html' } });
			const body = await answer.text();
			answers.set(path, `${answer.headers.get('content-disposition') ?? ''}\n${body}`);
			if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
			const [bare = '', query] = path.split('?');
			const address = `${bare === '/' ? '' : bare}/__data.json${query ? `?${query}` : ''}`;
			answers.set(address, await (await fetch(server.origin + address, { headers: { cookie } })).text());
			for (const link of linksIn(body)) {
				const nth = (opened.get(kindOf(link)) ?? 0) + 1;
				if (known.has(link) || nth > OF_A_KIND) continue;
				opened.set(kindOf(link), nth);
				waiting.push(link);
				known.add(link);
			}
		}
	}

	const having = (words: readonly string[]) =>
		[...answers].filter(([, text]) => words.some((word) => text.includes(word)));
	const codes = people.map(({ code }) => code);
	const names = people.map(({ familyName }) => familyName);

	it('sees pages with codes, and pages with names', () => {
		expect(having(codes).map(([path]) => path)).toEqual(
			expect.arrayContaining(['/quality', '/quality/radiologists/QX81'])
		);
		const named = having(names).map(([path]) => path);
		expect(named).toEqual(expect.arrayContaining(['/credentials', '/reads', `/credentials/${ids[0] ?? ''}`]));
	});

	it('finds no page with a name and a code', () => {
		const both = having(codes).filter(([, text]) => names.some((name) => text.includes(name)));
		expect(both.map(([path]) => path)).toEqual([]);
	});

	it('finds beside no code an id that stands beside a name, nor opens a page of codes by it', () => {
		const told = having(codes).flatMap(([path, text]) =>
			ids.filter((id) => text.includes(id)).map(() => path)
		);
		expect(told).toEqual([]);
		for (const id of ids) expect(answers.get(`/quality/radiologists/${id}`)).not.toMatch(/QX8\d/);
	});
});
