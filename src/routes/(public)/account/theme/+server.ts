import { redirect } from '@sveltejs/kit';
import { returnPath } from '#lib/features/account/return-path.ts';
import { themeSchema } from '#lib/features/account/schemas.ts';
import { readForm } from '#lib/server/http/form.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';
import { failure } from '#lib/server/http/respond.ts';

const YEAR_S = 365 * 24 * 3600;

export const POST = publicEndpoint(async ({ app, event }) => {
	const parsed = themeSchema.safeParse(await readForm(event.request));
	if (!parsed.success) return failure('unknown-theme');
	event.cookies.set('theme', parsed.data.theme, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: app.config.origin.startsWith('https:'),
		maxAge: YEAR_S
	});
	redirect(303, returnPath(parsed.data.returnTo));
});
