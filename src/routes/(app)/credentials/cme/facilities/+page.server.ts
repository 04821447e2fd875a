import { may } from '#lib/core/actor.ts';
import { acrPlaces } from '#lib/features/credentials/cme/facilities.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url: { searchParams } }) => {
	const { asOf, places } = await acrPlaces(app);
	const [facility, modality] = [searchParams.get('facility'), searchParams.get('modality')];
	const place = places.find((one) => one.id === facility && one.modality === modality) ?? null;
	return { asOf, places, place, mayChange: may(actor, 'policy.manage') };
});
