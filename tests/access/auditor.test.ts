import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { hasPermission } from '#lib/core/permissions.ts';
import { mayMake, reportKinds, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { reportForms } from '#lib/core/reports/forms.ts';
import { getValue } from '#lib/core/result.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { makeLeakFinder, type LeakFinder } from '../support/leaks.ts';
import { aDay, aPerson, aText, type Secret } from '../support/secrets.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { getActor, signIn } from '../support/sign-in.ts';
import { addressOf } from './discover.ts';
import { routeAccess } from './routes.ts';

/** Every page and file behind the sign-in that an auditor is let in to. */
const reached = Object.entries(routeAccess).filter(
	([id, { page, GET }]) =>
		id.startsWith('/(app)') &&
		[page, GET].some((guard) => guard && guard !== 'public' && hasPermission(['auditor'], guard))
);
const people = [
	['Quillfeather', 'Ottilie'],
	['Brambleworth', 'Ignace'],
	['Vanterpool', 'Rosalba']
] as const;

describe('an auditor', () => {
	let server: TestServer;
	let cookie: string;
	let ids: { draw: string; facility: string; files: string[] };
	let findLeaks: LeakFinder;
	/** What was asked for, and what came: every byte, redirected nowhere. */
	const answers = new Map<string, { status: number; bytes: Uint8Array }>();

	const ask = async (
		path: string,
		init: RequestInit = {}
	): Promise<{ status: number; bytes: Uint8Array }> => {
		const answer = await fetch(server.origin + path, {
			...init,
			redirect: 'manual',
			headers: { cookie, accept: 'text/html', origin: server.origin, ...init.headers }
		});
		const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
		const body = new Uint8Array(await answer.arrayBuffer());
		return { status: answer.status, bytes: Buffer.concat([Buffer.from(head), body]) };
	};

	beforeAll(async () => {
		server = await startTestServer();
		const { app } = server;
		await publishInitialPolicies(app, 'UTC');
		const facility = await aFacility(app);
		const elsewhere = await aFacility(app, { name: 'Foxglove Infirmary' });
		const readers = [];
		for (const [familyName, givenName] of people) {
			readers.push(await aRadiologist(app, { familyName, givenName }));
		}
		const secrets: Secret[] = [
			...people.map((names, nth) => aPerson(`the name of reader ${nth}`, ...names)),
			aPerson('the patient', 'Thistlewaite', 'Evangeline'),
			aText('the number of the patient', 'MRN-QX-55021'),
			aDay('the birth of the patient', '1951-04-23'),
			aText('the place elsewhere', 'Foxglove')
		];
		const { patients } = app.db.read.tables;
		const patientId = app.ids();
		await app.db.transaction((write) =>
			write.insert(patients).values({
				id: patientId,
				issuer: 'QX',
				mrn: 'MRN-QX-55021',
				name: 'Thistlewaite^Evangeline',
				birthOn: '1951-04-23'
			})
		);
		for (let nth = 0; nth < 24; nth++) {
			const accession = `ACQX-${7000 + nth}`;
			secrets.push(aText(`accession ${nth}`, accession));
			await aRead(app, {
				accession,
				patientId,
				facilityId: (nth % 6 === 5 ? elsewhere : facility).id,
				readerId: readers[nth % 3]?.id ?? '',
				modality: nth % 2 ? 'CT' : 'XR',
				examCompletedAt: app.clock.now() - (2 + (nth % 5)) * DAY_MS,
				finalAt: app.clock.now() - (1 + (nth % 5)) * DAY_MS
			});
		}
		const coordinator = await getActor(
			app,
			(await aUser(app, 'coordinator', { name: 'Cordula Windermere' })).id
		);
		secrets.push(aPerson('the coordinator', 'Windermere'));
		const reviewing = await aRadiologist(app, { familyName: 'Reddington', givenName: 'Perpetua' });
		await aUser(app, 'reviewer', { radiologistId: reviewing.id, name: 'Perpetua Reddington' });
		secrets.push(aPerson('the reviewer', 'Reddington', 'Perpetua'));
		const period = { label: 'November', from: '2026-11-01', through: '2026-11-15' };
		const draw = getValue(await commitDraw(app, coordinator, period)).id;
		getValue(await revealDraw(app, coordinator, draw));

		const auditor = await aUser(app, 'auditor', { expiresAt: app.clock.now() + DAY_MS });
		const { auditorScopes } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.insert(auditorScopes).values({
				userId: auditor.id,
				facilityId: facility.id,
				periodFrom: Date.UTC(2026, 10, 1),
				periodTo: Date.UTC(2026, 10, 16)
			})
		);
		const actor = await getActor(app, auditor.id);
		const files: string[] = [];
		for (const kind of reportKinds.filter((one) => mayMake(actor, one))) {
			for (const format of reportForms) {
				const request = { ...requestOf(kind), facility: facility.id };
				const made = await exportReport(app, actor, { ...request, format });
				if (made.ok) files.push(made.value.id);
			}
		}
		ids = { draw, facility: facility.id, files };
		findLeaks = makeLeakFinder(secrets);
		cookie = await signIn(app, auditor.id);
		for (const [, path] of places()) answers.set(path, await ask(path));
	}, 120_000);
	afterAll(() => server.close());

	const requestOf = (kind: ReportKind) => ({
		kind,
		from: '2026-11-01',
		through: '2026-11-15',
		purpose: 'survey',
		recipient: 'ACR'
	});

	/** Routes that an auditor reaches and their addresses, with what is in the scope in the place of parameters. */
	const places = (): (readonly [id: string, path: string])[] =>
		reached.flatMap(([id]) => {
			const filled = (value: string): readonly [string, string] => [
				id,
				addressOf(id).replace('00000000-0000-7000-8000-000000000000', value)
			];
			if (id.includes('[kind]')) {
				return reportKinds.map((kind) => [id, addressOf(id).replace(/[^/]+$/, kind)] as const);
			}
			if (id.includes('/sampling/')) return [filled(ids.draw)];
			return /\/(file|register)\/\[id\]/.test(id) ? ids.files.map(filled) : [[id, addressOf(id)] as const];
		});

	it('reaches pages and files, and takes reports in every form', () => {
		expect(ids.files.length).toBeGreaterThanOrEqual(reportForms.length);
		const opened = [...answers].filter(([, { status }]) => status === 200).map(([path]) => path);
		expect(opened).toEqual(expect.arrayContaining(['/', '/reports', '/audit', '/sampling', '/account']));
		expect(opened).toContain(`/sampling/${ids.draw}/frame`);
		expect(opened.filter((path) => path.includes('/file/'))).toHaveLength(ids.files.length);
		expect([...answers.values()].filter(({ status }) => status >= 500)).toEqual([]);
	});

	it('is given nothing of a patient, no name behind a code, and nothing of elsewhere, in any byte', () => {
		const found = [...answers].flatMap(([path, { bytes }]) =>
			findLeaks(bytes).map(({ secret, form, around }) => `${path}: ${secret} (${form}) in “${around}”`)
		);
		expect(found).toEqual([]);
	});

	it('is given none of that by the data of pages either, nor by what forms answer', async () => {
		const found: string[] = [];
		for (const path of answers.keys()) {
			const { bytes } = await ask(`${path === '/' ? '' : path}/__data.json`);
			found.push(...findLeaks(bytes).map(({ secret }) => `data of ${path}: ${secret}`));
		}
		for (const [id, { actions = {} }] of reached) {
			for (const [name, guard] of Object.entries(actions)) {
				if (guard === 'public' || !hasPermission(['auditor'], guard)) continue;
				const path = `${addressOf(id)}${name === 'default' ? '' : `?/${name}`}`;
				const { bytes } = await ask(path, {
					method: 'POST',
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body: 'from=2026-11-01&through=2026-11-15'
				});
				found.push(...findLeaks(bytes).map(({ secret }) => `${path}: ${secret}`));
			}
		}
		expect(found).toEqual([]);
	});

	it('is on record with every page and file that came', async () => {
		const { auditEvents } = server.app.db.read.tables;
		const rows = await server.app.db.read.select().from(auditEvents);
		const viewed = new Set(
			rows
				.filter(({ type }) => type === 'page.viewed')
				.map(({ facts }) => (JSON.parse(facts) as { page: string }).page) // as it was written
		);
		const missing = places()
			.filter(([, path]) => answers.get(path)?.status === 200)
			.filter(([id]) => !viewed.has(id.replace(/\/\([a-z]+\)/g, '') || '/'));
		expect(missing).toEqual([]);
		expect(viewed.has('/sampling/[id]/frame')).toBe(true);
	});

	it('opens nothing that another role has', async () => {
		const closed = Object.entries(routeAccess).filter(
			([id, { page }]) =>
				id.startsWith('/(app)') && page && page !== 'public' && !hasPermission(['auditor'], page)
		);
		expect(closed.length).toBeGreaterThan(50);
		for (const [id] of closed) expect([id, (await ask(addressOf(id))).status]).toEqual([id, 403]);
	});
});
