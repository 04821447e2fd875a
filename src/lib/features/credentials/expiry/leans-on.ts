import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import type { TrackedTerm } from '#lib/core/credentials/tracked-terms.ts';

/** Whether reading at a facility leans on a term: a licence of its state, a privilege there, cover of the state, MQSA. */
export function leansOn(
	{ row, checked }: Pick<TrackedTerm, 'row' | 'checked'>,
	place: { readonly id: string; readonly jurisdiction: string }
): boolean {
	return isOf(checked ?? row, place);
}

function isOf({ kind, body }: RecordedCredential, place: { id: string; jurisdiction: string }): boolean {
	switch (kind) {
		case 'licence':
			return body.jurisdiction === place.jurisdiction;
		case 'privilege':
			return body.facility === place.id;
		case 'malpractice':
			return body.states.includes('*') || body.states.includes(place.jurisdiction);
		case 'mqsa':
			return true;
		case 'compact-letter':
		case 'board-certificate':
		case 'verification':
		case 'board-order':
		case 'exclusion':
		case 'work-location':
		case 'person-fact':
			return false;
	}
}
