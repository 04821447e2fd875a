import type { TrackedTerm } from '#lib/core/credentials/tracked-terms.ts';
import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import { messages } from '#lib/i18n/messages.ts';

/** Codes of facilities by their ids. */
export type FacilityCodes = ReadonlyMap<string, string>;

/** What runs out, in words without a person's name: `TX licence`, `Privilege at HGH`. */
export function termWords({ kind, row, checked }: TrackedTerm, facilities: FacilityCodes): string {
	const text = messages.expirables.what;
	if (kind === 'verification') return text.check(checked ? rowWords(checked, facilities) : '');
	if (kind === 'proxy-agreement' && row.kind === 'privilege')
		return text.agreement(row.body.byProxy?.distantSite ?? '', facilities.get(row.body.facility) ?? '');
	return rowWords(row, facilities);
}

function rowWords({ kind, body }: RecordedCredential, facilities: FacilityCodes): string {
	const text = messages.expirables.what;
	switch (kind) {
		case 'licence':
			return text.licence(body.jurisdiction, body.pathway);
		case 'compact-letter':
			return text.compactLetter(body.splState);
		case 'board-certificate':
			return text.certificate(body.certificate);
		case 'privilege':
			return text.privilege(facilities.get(body.facility) ?? '', body.modalities ?? []);
		case 'malpractice':
			return text.malpractice(body.states);
		case 'mqsa':
			return text.mqsa;
		case 'verification':
		case 'board-order':
		case 'exclusion':
		case 'work-location':
		case 'person-fact':
			return '';
	}
}
