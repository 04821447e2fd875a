import { and, eq, isNull } from 'drizzle-orm';
import { renderCalendar, type CalendarEvent } from '#lib/core/credentials/calendar-file.ts';
import type { TrackedTerm } from '#lib/core/credentials/tracked-terms.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { tokenHash } from '#lib/server/auth/access-tokens.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { scopesFor, type FeedScope } from './feed-commands.server.ts';
import { RateCounter } from './feed-rate.ts';
import { termWords } from './term-words.ts';
import { trackedOf, trackedOfGroup } from './tracked.server.ts';

/** A calendar program asks every few hours; many may stand behind one address. */
const FEED_RATE = { most: 60, perMs: HOUR_MS };
const ADDRESS_RATE = { most: 600, perMs: HOUR_MS };
/** Use is written down at most this often, so that reading does not write. */
const USED_EVERY_MS = HOUR_MS;
const MOST_EVENTS = 2000;
const daysBefore = [30, 7, 1];

/**
 * The calendar of a secret address. One that is unknown, was taken back, or whose owner may not see it any more gets the same answer.
 * @param given.address of whoever asks, to bound how often
 */
export async function openFeed(
	app: App,
	{ token, address }: { token: string; address: string }
): Promise<Result<string, 'not-found' | 'too-many-attempts'>> {
	const now = app.clock.now();
	const rates = sharedState(app, 'calendar-feeds', () => ({
		feeds: new RateCounter(FEED_RATE),
		addresses: new RateCounter(ADDRESS_RATE)
	}));
	if (rates.addresses.isSpent(address, now)) return err('too-many-attempts');
	rates.addresses.count(address, now);
	const { calendarFeeds: t } = app.db.read.tables;
	const [feed] = await app.db.read
		.select()
		.from(t)
		.where(and(eq(t.tokenHash, tokenHash(token)), isNull(t.revokedAt)));
	const owner = feed ? await findActor(app.db.read, feed.userId, now) : null;
	const scope = owner ? scopesFor(owner).find((each) => each === feed?.scope) : undefined;
	if (!feed || !owner || !scope) return err('not-found');
	if (rates.feeds.isSpent(feed.id, now)) return err('too-many-attempts');
	rates.feeds.count(feed.id, now);
	if (feed.lastUsedAt === null || now - feed.lastUsedAt >= USED_EVERY_MS)
		await app.db.transaction((write) => write.update(t).set({ lastUsedAt: now }).where(eq(t.id, feed.id)));
	return ok(await calendarOf(app, scope, owner.radiologistId));
}

/** The calendar of everything open, of oneself or of the group: whoever has the address reads it without signing in, so nobody is named. */
async function calendarOf(app: App, scope: FeedScope, radiologistId: string | null): Promise<string> {
	const { facilities } = app.db.read.tables;
	const places = await app.db.read.select({ id: facilities.id, code: facilities.code }).from(facilities);
	const codes = new Map(places.map(({ id, code }) => [id, code]));
	const { name, event, eventOfGroup } = messages.expirables.feed;
	const pageOf = (path: string): string => new URL(path, app.config.origin).href;
	if (scope === 'own') {
		const { open } = await trackedOf(app, radiologistId ?? '');
		const events = open.map(({ term, renewal }) => {
			const what = termWords(term, codes);
			return toEvent(term, {
				summary: event(what),
				what,
				isRenewed: renewal !== null,
				url: pageOf('/me/credentials')
			});
		});
		return renderCalendar(name.own, events.slice(0, MOST_EVENTS));
	}
	const { tracked } = await trackedOfGroup(app);
	const events = tracked
		.flatMap(({ term, standing }) => {
			if (standing.state !== 'open') return [];
			const what = termWords(term, codes);
			const isRenewed = standing.renewal !== null;
			return [
				toEvent(term, {
					summary: eventOfGroup(what),
					what,
					isRenewed,
					url: pageOf('/credentials/expirables')
				})
			];
		})
		.sort((one, other) => (one.on < other.on ? -1 : 1));
	return renderCalendar(name.group, events.slice(0, MOST_EVENTS));
}

function toEvent(
	term: TrackedTerm,
	{ summary, what, isRenewed, url }: { summary: string; what: string; isRenewed: boolean; url: string }
): CalendarEvent {
	const text = messages.expirables.feed;
	return {
		uid: `${term.rootId}@${new URL(url).hostname}`,
		on: term.expiresOn,
		summary,
		description: text.description(isRenewed),
		url,
		category: messages.expirables.kinds[term.kind],
		changedAt: term.row.recordedAt,
		alarm: { words: text.alarm(what), daysBefore }
	};
}
