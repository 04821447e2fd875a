import type { Page } from '@playwright/test';

/** The kind of page behind an address: what stands for an id in it, a page of the help, or which report it is, does not make another one. */
export function kindOf(path: string): string {
	const [bare = path] = path.split(/[?#]/);
	return bare
		.replace(/\/(?:[0-9a-f-]{20,}|20\d\d)(?=\/|$)/g, '/*')
		.replace(/^\/help\/.*/, '/help/*')
		.replace(/^\/reports\/(?!register|runs|schedules|file|survey-pack)[a-z-]+$/, '/reports/*');
}

/** Addresses of pages that the page links to. */
export async function linksOf(page: Page): Promise<string[]> {
	const links = await page
		.locator('a[href^="/"]:not([download])')
		.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
	// A document that is shown in a tab of its own is no page.
	return links.filter((link) => !/\.(csv|pdf|zip|json)\b|\/export|\?show$/.test(link));
}
