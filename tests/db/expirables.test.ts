import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { getValue } from '#lib/core/result.ts';
import { acknowledge } from '#lib/features/credentials/expiry/acknowledge.server.ts';
import { expirablesFile } from '#lib/features/credentials/expiry/expirables-file.server.ts';
import { expirablesView } from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { parseExpirableFilter } from '#lib/features/credentials/expiry/filter.ts';
import { remindOfExpirables } from '#lib/features/credentials/expiry/reminders.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** The day of `testStart`. */
const today = '2026-11-16';

describe.each(engines)('the list of what runs out on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		radiologistId = (await aRadiologist(app, { familyName: '=Formula' })).id;
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const record = async (credential: Credential, holder = radiologistId): Promise<string> =>
		getValue(
			await recordCredential(app, coordinator, { ...credential, radiologistId: holder, source: 'hand' })
		).id;
	const licence = (days: number, jurisdiction = 'TX', holder = radiologistId) =>
		record(
			{
				kind: 'licence',
				body: {
					jurisdiction,
					pathway: 'full',
					status: 'active',
					issuedOn: '2024-01-01',
					expiresOn: addDays(today, days)
				}
			},
			holder
		);
	const filterOf = (query: string) => parseExpirableFilter(new URL(`http://x/?${query}`));
	const view = (query = '', after: string | null = null, size = 100) =>
		expirablesView(app, filterOf(query), { after, size });
	const days = async (query = '') => (await view(query)).lines.map(({ daysLeft }) => daysLeft);

	it('has what is not renewed, the soonest first, and follows its filters', async () => {
		const other = (await aRadiologist(app)).id;
		const facility = await aFacility(app, { jurisdiction: 'OK' });
		await licence(100);
		await licence(-3, 'OK', other);
		await licence(200, 'KS');
		await record({
			kind: 'privilege',
			body: { facility: facility.id, from: '2024-01-01', to: addDays(today, 20) }
		});
		expect(await days()).toEqual([-3, 20, 100]);
		expect(await days('window=30')).toEqual([-3, 20]);
		expect(await days('window=366')).toEqual([-3, 20, 100, 200]);
		expect(await days('state=overdue')).toEqual([-3]);
		expect(await days('kind=privilege')).toEqual([20]);
		expect(await days(`person=${other}`)).toEqual([-3]);
		expect(await days(`facility=${facility.id}`)).toEqual([-3, 20]);
		expect(await days('kind=nonsense&window=7&state=x')).toEqual([-3, 20, 100]);
		expect(await view()).toMatchObject({ n: 3, overdue: 1, within30: 1 });
	});

	it('comes in pages that leave nothing out and say nothing twice, also on one day', async () => {
		for (const state of ['TX', 'OK', 'KS', 'AR', 'LA']) await licence(10, state);
		const seen: string[] = [];
		let after: string | null = null;
		do {
			const page = await view('', after, 2);
			seen.push(...page.lines.map(({ what }) => what));
			after = page.next;
		} while (after !== null);
		expect(seen.toSorted()).toEqual(['AR licence', 'KS licence', 'LA licence', 'OK licence', 'TX licence']);
	});

	it('leaves out people who are not active, and shows what a checked renewal closed', async () => {
		await licence(10, 'TX', (await aRadiologist(app, { active: false })).id);
		await licence(10);
		const renewal = await licence(700);
		expect((await view()).lines).toEqual([
			expect.objectContaining({ newer: { expiresOn: addDays(today, 700), verifiedOn: null } })
		]);
		await record({
			kind: 'verification',
			body: {
				of: renewal,
				verifiedOn: today,
				result: 'confirmed',
				sourceName: 'Texas Medical Board',
				sourceType: 'primary',
				method: 'web'
			}
		});
		expect((await view()).lines).toEqual([]);
		expect((await view('state=closed')).lines).toEqual([
			expect.objectContaining({
				isClosed: true,
				newer: { expiresOn: addDays(today, 700), verifiedOn: today }
			})
		]);
	});

	it('notes once who has seen a reminder, and closes nothing by it', async () => {
		const term = await licence(10);
		expect(await acknowledge(app, coordinator, { term })).toEqual({ ok: false, error: 'reminder-not-found' });
		await remindOfExpirables(app);
		getValue(await acknowledge(app, coordinator, { term }));
		expect(await acknowledge(app, coordinator, { term })).toEqual({
			ok: false,
			error: 'already-acknowledged'
		});
		expect((await view()).lines).toEqual([
			expect.objectContaining({
				isClosed: false,
				sent: expect.objectContaining({
					rungs: [14],
					escalatedTo: ['group-admin'],
					acknowledgedAt: app.clock.now(),
					acknowledgedBy: coordinator.name
				})
			})
		]);
		expect(await auditTypes(app, radiologistId)).toEqual([
			'credential.recorded',
			'reminder.sent',
			'reminder.acknowledged'
		]);
	});

	it('is a CSV whose texts no spreadsheet runs, and that it was taken is audited', async () => {
		await licence(10);
		const csv = await expirablesFile(app, coordinator, filterOf(''));
		expect(csv.split('\r\n')[1]).toMatch(/^"'=Formula, Given\d+",licence,TX licence,2026-11-26,10,,,,open,/);
		expect(await auditTypes(app, coordinator.id)).toContain('credential.exported');
	});
});
