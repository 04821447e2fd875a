import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { licenceStanding } from '#lib/core/credentials/licence-status.ts';
import type { BoardOrder, CredentialRecords, LicenceTerm } from './records.ts';

type Standing = (typeof licenceStanding)[keyof typeof licenceStanding];

/** How somebody stands with a licence on a day, the orders of its board included. */
export type StandingOnDay = {
	readonly standing: Standing;
	/** Every restriction in force has been read and allowed by somebody. True where there is none. */
	readonly isReviewed: boolean;
};

const severity: Readonly<Record<Standing, number>> = { reads: 0, 'reads-if-reviewed': 1, none: 2, barred: 3 };

function isInForce(order: BoardOrder, day: CalendarDay): boolean {
	if (order.isStayed) return false;
	return order.effectiveOn <= day && (order.endsOn === null || day <= order.endsOn);
}

/** The standing of a term on a day: the gravest of its own status and of the orders in force. */
export function standingOn(
	term: LicenceTerm,
	orders: readonly BoardOrder[],
	day: CalendarDay
): StandingOnDay {
	let standing: Standing = licenceStanding[term.status];
	let isReviewed = standing !== 'reads-if-reviewed' || term.restrictionReviewed === true;
	for (const order of orders) {
		if (order.jurisdiction !== term.jurisdiction || !isInForce(order, day)) continue;
		if (order.number !== undefined && order.number !== term.number) continue;
		const imposed = licenceStanding[order.imposes];
		if (severity[imposed] > severity[standing]) standing = imposed;
		if (imposed === 'reads-if-reviewed' && order.restrictionReviewed !== true) isReviewed = false;
	}
	return { standing, isReviewed };
}

/** The last day on which a term is valid; null: it has no end. */
export function lastValidDay(term: LicenceTerm): CalendarDay | null {
	if (term.expiresOn === null) return null;
	return term.graceUntil && term.graceUntil > term.expiresOn ? term.graceUntil : term.expiresOn;
}

/** Whether a day lies in a term of a licence, grace included. */
export function isInTerm(term: LicenceTerm, day: CalendarDay): boolean {
	if (day < term.issuedOn) return false;
	const last = lastValidDay(term);
	return last === null || day <= last;
}

/**
 * Whether a board of the jurisdiction keeps somebody from practice on a day: by a term that is suspended, revoked or surrendered,
 * or by an order in force. It stands beside any other licence there.
 * @param jurisdiction null: of any jurisdiction
 */
export function isBarred(records: CredentialRecords, jurisdiction: string | null, day: CalendarDay): boolean {
	const isHere = (row: { jurisdiction: string }): boolean =>
		jurisdiction === null || row.jurisdiction === jurisdiction;
	return (
		(records.licences ?? []).some(
			(term) => isHere(term) && licenceStanding[term.status] === 'barred' && isInTerm(term, day)
		) ||
		(records.boardOrders ?? []).some(
			(order) => isHere(order) && licenceStanding[order.imposes] === 'barred' && isInForce(order, day)
		)
	);
}

/** Whether a board of the jurisdiction has taken action that is in force on a day, be it only probation. */
export function isDisciplined(records: CredentialRecords, jurisdiction: string, day: CalendarDay): boolean {
	if (isBarred(records, jurisdiction, day)) return true;
	const orders = records.boardOrders ?? [];
	return (
		orders.some((order) => order.jurisdiction === jurisdiction && isInForce(order, day)) ||
		(records.licences ?? []).some(
			(term) =>
				term.jurisdiction === jurisdiction &&
				isInTerm(term, day) &&
				licenceStanding[term.status] === 'reads-if-reviewed'
		)
	);
}
