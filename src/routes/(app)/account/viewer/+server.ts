import { keepViewerSettings } from '#lib/features/imaging/viewer-settings.server.ts';
import { viewerSettingsSchema } from '#lib/features/imaging/viewer-settings.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { failure } from '#lib/server/http/respond.ts';

/** Keeps how the person likes the image viewer. */
export const PUT = endpoint('account.manage', async ({ app, actor, event }) => {
	const parsed = viewerSettingsSchema.safeParse(await event.request.json().catch(() => null));
	if (!parsed.success) return failure('viewer-settings-unreadable');
	await keepViewerSettings(app, actor, parsed.data);
	return new Response(null, { status: 204 });
});
