import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { err, getValue, ok } from '#lib/core/result.ts';
import { withRadiologistId } from '#lib/features/reports/radiologist-code.server.ts';
import { reportPage } from '#lib/features/reports/report-page.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

// Pages of credentials give names with ids: beside a code an id would tell whose it is.
describe.each(engines)('the page of a report on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let reader: { id: string; code: string };
	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		await aFacility(app);
		reader = { id: (await aRadiologist(app, { code: 'QX81' })).id, code: 'QX81' };
	});
	afterEach(() => app.close());

	const ask = async (radiologist: string) => {
		const asked = new URLSearchParams({ from: '2026-01-01', through: '2026-10-31', radiologist });
		return getValue(await reportPage(app, coordinator, { kind: 'fppe-plans', asked }));
	};

	it('is asked for by code, and gives no id beside it', async () => {
		const page = await ask(reader.code);
		expect(page.reportError).toBeNull();
		expect(page.radiologists).toContainEqual({ value: 'QX81', label: 'QX81' });
		expect(page.request.radiologist).toBe('QX81');
		expect(JSON.stringify(page)).not.toContain(reader.id);
	});

	it('makes nothing for an id', async () => {
		const page = await ask(reader.id);
		expect([page.reportError, page.preview]).toEqual(['radiologist-not-found', null]);
	});

	it('is taken by code, and by nothing else', async () => {
		const { read } = app.db;
		const kind = 'oppe-packet';
		const by = (radiologist: string) => withRadiologistId(read, { kind, radiologist });
		expect(await by('QX81')).toEqual(ok({ kind, radiologist: reader.id }));
		expect(await withRadiologistId(read, { kind })).toEqual(ok({ kind }));
		for (const radiologist of [reader.id, 'QX8', 'qx81 '])
			expect(await by(radiologist)).toEqual(err('radiologist-not-found'));
	});
});
