import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { HeldCredential } from './oppe-facts.ts';

const words = messages.qualityReports.oppe.credentials;

/**
 * What of somebody's credentials an evaluation at a facility looks at: privileges there, licences where it is, board certificates and
 * cover. Numbers of licences and policies stay where they are kept.
 * @param rows those that stand
 */
export function heldCredentials(
	rows: readonly RecordedCredential[],
	{ facility, on }: { facility: { readonly id: string; readonly jurisdiction: string }; on: CalendarDay }
): HeldCredential[] {
	return rows
		.flatMap((row): HeldCredential[] => {
			switch (row.kind) {
				case 'privilege': {
					if (row.body.facility !== facility.id) return [];
					const { category, modalities, from, to } = row.body;
					const detail = [category, modalities?.join(', ') ?? words.allModalities].filter(Boolean).join(': ');
					return [{ kind: row.kind, detail, status: null, ...term(from, to, on) }];
				}
				case 'licence': {
					if (row.body.jurisdiction !== facility.jurisdiction) return [];
					const { jurisdiction, pathway, status, issuedOn, expiresOn } = row.body;
					const held = term(issuedOn, expiresOn, on);
					return [
						{
							kind: row.kind,
							detail: messages.expirables.what.licence(jurisdiction, pathway),
							status,
							...held,
							isCurrent: held.isCurrent && status === 'active'
						}
					];
				}
				case 'board-certificate': {
					const { board, certificate, status, effectiveOn, expiresOn } = row.body;
					const held = term(effectiveOn, expiresOn, on);
					return [
						{
							kind: row.kind,
							detail: `${board}: ${certificate}`,
							status,
							...held,
							isCurrent: held.isCurrent && status === 'active'
						}
					];
				}
				case 'malpractice':
					return [
						{
							kind: row.kind,
							detail: row.body.carrier,
							status: null,
							...term(row.body.from, row.body.to, on)
						}
					];
				default:
					return [];
			}
		})
		.sort((a, b) => order(a) - order(b) || (a.detail < b.detail ? -1 : a.detail > b.detail ? 1 : 0));
}

const kinds = ['privilege', 'licence', 'board-certificate', 'malpractice'];
const order = ({ kind }: HeldCredential): number => kinds.indexOf(kind);

function term(from: CalendarDay, until: CalendarDay | null, on: CalendarDay) {
	return { fromOn: from, untilOn: until, isCurrent: from <= on && (until === null || until >= on) };
}
