import { z } from 'zod';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import type { PolicyLineProblem } from './policy-text.ts';

const MOST_READERS = 500;

/** What a group says of one place: a facility by its code, or all facilities of a jurisdiction. */
export const placeNeedSchema = z.strictObject({
	place: z.string().trim().min(1).max(40),
	/** How many must be able to read there at the least; null: as many as everywhere. */
	leastReaders: z.int().min(1).max(MOST_READERS).nullable(),
	/** Modalities for which the ACR has accredited the place: who reads them there is held to its rules. */
	acrModalities: z.array(z.enum(modalities)).max(modalities.length)
});
export type PlaceNeed = z.output<typeof placeNeedSchema>;

/** With fewer who may read than this, too few are warned of where a group says nothing else. */
export const LEAST_READERS = 2;

export const leastReadersSchema = z.int().min(1).max(MOST_READERS);

type Needs = { readonly leastReaders: number; readonly placeNeeds: readonly PlaceNeed[] };
type Place = { readonly code: string; readonly jurisdiction: string };

/** What is said of a facility, then of its jurisdiction. */
function linesFor({ placeNeeds }: Pick<Needs, 'placeNeeds'>, { code, jurisdiction }: Place): PlaceNeed[] {
	return [code, jurisdiction].flatMap((name) => placeNeeds.find(({ place }) => place === name) ?? []);
}

/** How many must be able to read at a facility: by its own line, else by that of its jurisdiction, else by the group's. */
export function leastReadersAt(needs: Needs, place: Place): number {
	const said = linesFor(needs, place).find(({ leastReaders }) => leastReaders !== null);
	return said?.leastReaders ?? needs.leastReaders;
}

/** The modalities for which the ACR has accredited a facility, as the group says. */
export function acrModalitiesAt(needs: Pick<Needs, 'placeNeeds'>, place: Place): readonly string[] {
	return linesFor(needs, place).find(({ acrModalities }) => acrModalities.length > 0)?.acrModalities ?? [];
}

/** Reads what is said of places, one a line: `LGH | 3 | CT, MR`; either may be empty. Lines count from 1. */
export function parsePlaceNeeds(text: string): {
	readonly value: PlaceNeed[];
	readonly problems: readonly PolicyLineProblem[];
} {
	const value: PlaceNeed[] = [];
	const problems: PolicyLineProblem[] = [];
	for (const [at, written] of text.split('\n').entries()) {
		const parts = written.split('|').map((part) => part.trim());
		if (parts.every((part) => part === '')) continue;
		const line = at + 1;
		const [place = '', readers = '', named = ''] = parts;
		const asked = named
			.toUpperCase()
			.split(/[\s,;]+/u)
			.filter((word) => word !== '');
		const parsed = placeNeedSchema.safeParse({
			place,
			leastReaders: readers === '' ? null : Number(readers),
			acrModalities: [...new Set(asked)]
		});
		const path = parsed.success ? null : parsed.error.issues[0]?.path[0];
		if (path === 'acrModalities') problems.push({ line, code: 'place-modality-unknown' });
		else if (!parsed.success || parts.length > 3) problems.push({ line, code: 'place-line-unreadable' });
		else if (value.some((one) => one.place === place)) problems.push({ line, code: 'place-twice' });
		else value.push(parsed.data);
	}
	return { value, problems };
}

/** Writes what {@link parsePlaceNeeds} reads. */
export function makePlaceNeeds(needs: readonly PlaceNeed[]): string {
	return needs
		.map(({ place, leastReaders, acrModalities }) => [place, leastReaders ?? '', acrModalities.join(', ')])
		.map((parts) => parts.join(' | ').trimEnd())
		.join('\n');
}
