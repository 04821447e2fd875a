import { findHangings, type Hanging } from '#lib/core/hanging/hang.ts';
import type { LayoutChoice } from '#lib/viewer/tools/settings.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { picturesOf } from './pictures.ts';
import type { HangingGiven } from './types.ts';

/** The layouts that fit studies, the best first; `studyUids` gives their order, the current one first. Without protocols none does. */
export async function findFitting(
	given: HangingGiven | undefined,
	displaySets: readonly DisplaySet[],
	studyUids: readonly string[]
): Promise<readonly Hanging[]> {
	// A page whose protocols do not arrive still shows its images.
	const protocols = given ? await given.protocols.catch(() => []) : [];
	const words = (given?.words ?? '').toUpperCase().split(/[^A-Z0-9.]+/);
	return findHangings(protocols, picturesOf(displaySets, studyUids), words);
}

/** The layout to open with: what stands in the place of the best, if it is a protocol that fits, else the best. */
export function wantedOf(fitting: readonly Hanging[], own: LayoutChoice | null): Hanging | undefined {
	const [best] = fitting;
	const wanted = own && 'protocol' in own ? own.protocol : best?.protocol.id;
	return fitting.find(({ protocol }) => protocol.id === wanted) ?? best;
}
