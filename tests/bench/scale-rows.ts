import { DAY_MS } from '#lib/core/instant.ts';
import { makeRandom } from '#lib/core/demo/random.ts';

export const scale = { facilities: 40, readers: 200, reviewers: 60, days: 1825, facilitiesOfReader: 8 };

/** A read, and its case and review where it was drawn: one in twenty. */
export type ScaleRow = {
	readonly id: string;
	readonly facility: number;
	readonly reader: number;
	readonly modality: string;
	readonly region: string;
	readonly shift: string;
	readonly finalAt: number;
	readonly review: { readonly reviewer: number; readonly score: string } | null;
};

const modalities = ['XR', 'XR', 'XR', 'CT', 'CT', 'MR', 'US', 'MG'];
const regions = ['head', 'chest', 'abdomen'];
const shifts = ['day', 'day', 'day', 'early-night', 'late-night'];
const DRAWN = 20;

/** So many reads of five years that end at `endAt`, in the order of time; the same numbers always give the same reads. */
export function* scaleRows(count: number, endAt: number): Generator<ScaleRow> {
	const random = makeRandom(11, count);
	const span = scale.days * DAY_MS;
	for (let at = 0; at < count; at++) {
		const reader = Math.floor(random.next() * scale.readers);
		// A reader reads two modalities for some facilities.
		const place = Math.floor(random.next() * scale.facilitiesOfReader);
		const kind = (reader * 3 + Math.floor(random.next() * 2)) % modalities.length;
		const event = random.next();
		yield {
			id: `r${at}`,
			facility: (reader * 7 + place * 5) % scale.facilities,
			reader,
			modality: modalities[kind] ?? 'XR',
			region: regions[(kind + Math.floor(random.next() * 2)) % regions.length] ?? 'head',
			shift: shifts[Math.floor(random.next() * shifts.length)] ?? 'day',
			finalAt: Math.floor(endAt - span + (span * at) / count),
			review:
				at % DRAWN === 0
					? {
							reviewer: Math.floor(random.next() * scale.reviewers),
							score: event < 0.02 ? '2a' : event < 0.03 ? '2b' : event < 0.035 ? '3a' : '1'
						}
					: null
		};
	}
}
