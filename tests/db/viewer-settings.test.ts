import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { keepViewerSettings, viewerSettingsOf } from '#lib/features/imaging/viewer-settings.server.ts';
import { defaultSettings } from '#lib/viewer/tools/settings.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('settings of the viewer on %s', (engine) => {
	let app: TestApp;
	let own: Actor;
	let other: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		own = await getActor(app, (await aUser(app, 'reviewer')).id);
		other = await getActor(app, (await aUser(app, 'reviewer')).id);
	});
	afterEach(() => app.close());

	it('are those of the person, and the last ones count', async () => {
		expect(await viewerSettingsOf(app.db.read, own.id)).toBeNull();
		await keepViewerSettings(app, own, { ...defaultSettings, wheel: 'zoom' });
		await keepViewerSettings(app, own, { ...defaultSettings, hasNotes: false });
		expect(await viewerSettingsOf(app.db.read, own.id)).toEqual({ ...defaultSettings, hasNotes: false });
		expect(await viewerSettingsOf(app.db.read, other.id)).toBeNull();
	});

	it('that are no longer understood are as if nothing had been kept', async () => {
		await keepViewerSettings(app, own, defaultSettings);
		await app.db.transaction(async (write) => {
			const { viewerSettings } = write.tables;
			await write
				.update(viewerSettings)
				.set({ settings: { buttons: 'all of them' } })
				.where(eq(viewerSettings.userId, own.id));
		});
		expect(await viewerSettingsOf(app.db.read, own.id)).toBeNull();
	});
});
