import type { App } from '#lib/server/app.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { priorsOf } from '#lib/features/imaging/priors.server.ts';
import type { Walk } from './walk.ts';

/** More pages than any role of a small group has. */
const MOST_PAGES = 400;

/** Addresses that pages link to, without those of scripts, styles and other sites. */
function linksIn(html: string): string[] {
	return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)]
		.map(([, href = '']) => href.replaceAll('&amp;', '&').split('#')[0] ?? '')
		.filter((href) => href.startsWith('/') && !href.startsWith('//') && !href.startsWith('/_app/'));
}

/**
 * Follows every link from the start page on, as pages and as their data alone. Pages of help are opened once for each `seen`:
 * they are the same at every time. Returns the addresses that were opened.
 */
export async function crawl(walk: Walk, seen: Set<string>): Promise<string[]> {
	const waiting = ['/'];
	const opened: string[] = [];
	const known = new Set(waiting);
	for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
		if (opened.length >= MOST_PAGES) throw new Error('the links do not end');
		const [bare = '', query] = path.split('?');
		if (bare.startsWith('/help') && seen.has(path)) continue;
		seen.add(path);
		opened.push(path);
		const page = await walk.ask(path, { headers: { accept: 'text/html' }, isFollowed: true });
		if (!(page.headers['content-type'] ?? '').startsWith('text/html')) continue;
		await walk.ask(`${bare === '/' ? '' : bare}/__data.json${query ? `?${query}` : ''}`, {
			isFollowed: true
		});
		for (const link of linksIn(page.body.toString())) {
			if (!known.has(link)) waiting.push(link);
			known.add(link);
		}
	}
	return opened;
}

/** Takes metadata and first frames of the images behind a door, of the priors too; says how many answers were images. */
export async function takeImages(
	walk: Walk,
	app: App,
	door: { readonly root: string; readonly scope: string; readonly readId?: string }
): Promise<number> {
	const study = await blindedStudy(app, door.scope, door.readId ?? null);
	if (!study) throw new Error('no images behind that door');
	const priors = (await priorsOf(app, door.scope)).shown.map((prior) => prior.study);
	const answers = [];
	for (const { studyUid, objects } of [study, ...priors]) {
		const base = `${door.root}/studies/${studyUid}`;
		answers.push(await walk.ask(`${base}/metadata`, { isFollowed: true }));
		for (const { blindedSeriesUid, blindedSopUid } of objects.slice(0, 3)) {
			const frame = `${base}/series/${blindedSeriesUid}/instances/${blindedSopUid}/frames/1`;
			answers.push(await walk.ask(frame, { isFollowed: true }));
		}
	}
	return answers.filter(({ status }) => status === 200).length;
}
