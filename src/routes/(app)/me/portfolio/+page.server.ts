import { ownFiles } from '#lib/features/credentials/portfolio/files.server.ts';
import { portfolioView } from '#lib/features/credentials/portfolio/portfolio-view.server.ts';
import {
	takeLetter,
	takeLetterSchema,
	takePortfolio,
	takePortfolioSchema
} from '#lib/features/credentials/portfolio/take.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.own', async ({ app, actor, url }) => ({
	view: await portfolioView(app, actor),
	files: await ownFiles(app, actor),
	newId: url.searchParams.get('new')
}));

const redirectTo = ({ id }: { readonly id: string }): string => `/me/portfolio?new=${id}`;

export const actions = {
	portfolio: action('credential.own', takePortfolioSchema, ({ app, actor }) => takePortfolio(app, actor), {
		redirectTo
	}),
	letter: action(
		'credential.own',
		takeLetterSchema,
		({ app, actor }, input) => takeLetter(app, actor, input),
		{ redirectTo }
	)
};
