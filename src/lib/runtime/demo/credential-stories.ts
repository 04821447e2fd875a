import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { Credential, CredentialBody } from '#lib/core/credentials/kinds.ts';

/** What is other than usual about one person of the demo group. */
export type DemoStories = {
	/** Last days of licences that run out, by state. */
	readonly ends: ReadonlyMap<string, CalendarDay>;
	readonly marks: ReadonlyMap<string, Partial<CredentialBody<'licence'>>>;
	/** The state of a licence that nobody has checked. */
	readonly unverified?: string;
	/** The state in which there is no licence at all. */
	readonly lacks?: string;
	readonly coverDays?: number;
	readonly rows: readonly { readonly credential: Credential; readonly daysAgo: number }[];
};

const usual: DemoStories = { ends: new Map(), marks: new Map(), rows: [] };

/** The stories of the demo group, by the place of the person in it. */
export function storiesOf(index: number, today: CalendarDay): DemoStories {
	switch (index) {
		case 2:
			return { ...usual, ends: new Map([['OH', addDays(today, 41)]]) };
		case 7:
			return { ...usual, ends: new Map([['IA', addDays(today, -9)]]) };
		case 9:
			return { ...usual, ends: new Map([['MN', addDays(today, 6)]]), coverDays: 27 };
		case 11:
			return {
				...usual,
				marks: new Map([
					[
						'MT',
						{
							status: 'probation',
							statusRaw: 'Active - Probation',
							restrictions: 'No fluoroscopy-guided procedures.',
							restrictionReviewed: true
						}
					]
				])
			};
		case 13:
			return { ...usual, unverified: 'OH' };
		case 16:
			return { ...usual, rows: [boardOrder(today)] };
		case 19:
			return { ...usual, ends: new Map([['MT', addDays(today, 24)]]) };
		case 22:
			return { ...usual, lacks: 'MT' };
		case 25:
			return { ...usual, rows: [exclusion(today)] };
		default:
			return usual;
	}
}

function boardOrder(today: CalendarDay): DemoStories['rows'][number] {
	return {
		daysAgo: 4,
		credential: {
			kind: 'board-order',
			body: {
				jurisdiction: 'OH',
				imposes: 'suspended',
				description: 'Suspended until fees are paid (invented).',
				effectiveOn: addDays(today, 12),
				endsOn: null
			}
		}
	};
}

function exclusion(today: CalendarDay): DemoStories['rows'][number] {
	return {
		daysAgo: 2,
		credential: {
			kind: 'exclusion',
			body: {
				list: 'LEIE',
				from: addDays(today, -20),
				to: null,
				type: '1128b4',
				note: 'Same name, no NPI on the list: a possible match, to be cleared.'
			}
		}
	};
}
