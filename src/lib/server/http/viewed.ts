import type { Actor } from '#lib/core/actor.ts';
import { fromUtcDay, MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { isReportKind } from '#lib/core/reports/catalogue.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';

/** The same address again within this is one view: a page that asks for its own progress does so every second. */
const ONE_VIEW_MS = MINUTE_MS;
const MOST = 4096;

const views = new WeakMap<App, Map<string, Instant>>();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What of an address is written down beside the page, where it has just this form: never what somebody typed. */
const noted: Readonly<Record<string, { readonly name: string; has(value: string): boolean }>> = {
	report: { name: 'kind', has: isReportKind },
	facility: { name: 'facility', has: (value) => uuid.test(value) },
	from: { name: 'from', has: (value) => fromUtcDay(value) !== null },
	through: { name: 'through', has: (value) => fromUtcDay(value) !== null }
};

type Viewed = {
	readonly app: App;
	readonly actor: Actor;
	/** The route, as Kit names it. */
	readonly routeId: string | null;
	readonly params: Readonly<Record<string, string>>;
	readonly url: URL;
};

/**
 * Writes down that somebody whose view is limited to a scope, an auditor, was given a page or a file: which kind of page, of which subject,
 * and for which report, facility and days. It is written before the answer leaves, so that nothing is seen that is not on record. Views of
 * everybody else are not recorded here.
 */
export async function recordView({ app, actor, routeId, params, url }: Viewed): Promise<void> {
	if (actor.scope === null || routeId === null) return;
	const page = routeId.replace(/\/\([a-z]+\)/g, '') || '/';
	const subjectId = Object.values(params).find((value) => uuid.test(value)) ?? null;
	const facts: Record<string, string> = { page };
	for (const [fact, { name, has }] of Object.entries(noted)) {
		const value = params[name] ?? url.searchParams.get(name) ?? '';
		if (has(value)) facts[fact] = value;
	}
	const at = app.clock.now();
	const seen = views.get(app) ?? new Map<string, Instant>();
	views.set(app, seen);
	// By the whole address: another page of a list, or what is asked for of another radiologist, is another view.
	const key = JSON.stringify([actor.id, url.pathname, url.search, page]);
	const last = seen.get(key);
	if (last !== undefined && at >= last && at - last < ONE_VIEW_MS) return;
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'page.viewed', subjectId, facts: { ...facts, page }, at, actor })
	);
	seen.delete(key);
	seen.set(key, at);
	for (const oldest of seen.keys()) if (seen.size > MOST) seen.delete(oldest);
}
