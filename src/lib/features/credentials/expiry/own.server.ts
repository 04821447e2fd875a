import { daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { App } from '#lib/server/app.ts';
import { termWords } from './term-words.ts';
import { trackedOf } from './tracked.server.ts';

const AHEAD_DAYS = 120;
const SHOWN = 5;

/** What of somebody's own runs out within 120 days or has, the soonest first. */
export type OwnExpiring = {
	readonly n: number;
	readonly lines: readonly {
		readonly id: string;
		readonly what: string;
		readonly expiresOn: CalendarDay;
		/** Below zero: so many days after the end. */
		readonly daysLeft: number;
		/** A renewal is recorded, and nobody has checked it. */
		readonly isRenewed: boolean;
	}[];
};

/** What of mine expires? Null for somebody who is no radiologist. */
export async function ownExpiring(app: App, radiologistId: string | null): Promise<OwnExpiring | null> {
	if (radiologistId === null) return null;
	const { today, open } = await trackedOf(app, radiologistId);
	const { facilities } = app.db.read.tables;
	const soon = open
		.map((one) => ({ ...one, daysLeft: daysBetween(today, one.term.expiresOn) }))
		.filter(({ daysLeft }) => daysLeft <= AHEAD_DAYS);
	if (soon.length === 0) return { n: 0, lines: [] };
	const places = await app.db.read.select({ id: facilities.id, code: facilities.code }).from(facilities);
	const codes = new Map(places.map(({ id, code }) => [id, code]));
	return {
		n: soon.length,
		lines: soon.slice(0, SHOWN).map(({ term, renewal, daysLeft }) => ({
			id: term.id,
			what: termWords(term, codes),
			expiresOn: term.expiresOn,
			daysLeft,
			isRenewed: renewal !== null
		}))
	};
}
