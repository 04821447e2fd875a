import type { EscalationTo, ExpirableKind } from '#lib/core/credentials/expirables.ts';
import type { GateReason } from '#lib/core/credentials/gate/reasons.ts';
import type { Pathway } from '#lib/core/credentials/pathway.ts';
import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;
const days = (n: number): string => (n === 1 ? '1 day' : `${formatCount(n)} days`);
const radiologists = (n: number): string => counted(n, 'radiologist', 'radiologists');

const registrations: Readonly<Partial<Record<Pathway, string>>> = {
	'teleradiology-status': 'teleradiology status',
	temporary: 'temporary licence',
	telemedicine: 'telemedicine licence',
	'special-purpose': 'special-purpose licence',
	'telehealth-registration': 'telehealth registration',
	limited: 'limited licence',
	training: 'training licence',
	'federal-exempt': 'federal exemption'
};

/** What runs out, who may read where, and the calendar of it. */
export const expirables = {
	title: (overdue: number, within30: number): string => {
		if (overdue + within30 === 0) return 'Nothing runs out within 30 days';
		const parts = [
			overdue > 0 ? `${counted(overdue, 'term has', 'terms have')} run out` : '',
			within30 > 0 ? `${counted(within30, 'runs', 'run')} out within 30 days` : ''
		];
		return parts.filter((part) => part !== '').join(', ');
	},
	closedTitle: (n: number) => `${counted(n, 'term is', 'terms are')} closed by a newer one that was checked`,
	lead: 'Everything that runs out, by its day. A reminder is closed only by a newer term that was checked at its source.',
	basis: (n: number, day: string) => `${counted(n, 'term', 'terms')}, ${day}`,
	caption: 'What runs out',
	csv: 'Download CSV',
	calendar: 'Put it in a calendar',
	none: 'Nothing here runs out in this time.',
	noneHow: 'Terms with an end come from the records of radiologists. Other filters may show more.',
	what: {
		licence: (jurisdiction: string, pathway: Pathway) =>
			`${jurisdiction} ${registrations[pathway] ?? (pathway === 'imlc-expedited-full' ? 'licence by the compact' : 'licence')}`,
		compactLetter: (state: string) => `Compact letter of qualification, ${state}`,
		certificate: (certificate: string) => `Board certificate, ${certificate}`,
		privilege: (facility: string, modalities: readonly string[]) =>
			`Privilege at ${facility}${modalities.length > 0 ? ` for ${modalities.join(', ')}` : ''}`,
		agreement: (distantSite: string, facility: string) =>
			`Proxy agreement with ${distantSite} for the privilege at ${facility}`,
		malpractice: (states: readonly string[]) =>
			`Malpractice cover, ${states.includes('*') ? 'all states' : states.join(', ')}`,
		mqsa: 'MQSA qualification',
		check: (what: string) => `Check at the source: ${what}`
	},
	kinds: {
		licence: 'Licence',
		'compact-letter': 'Compact letter',
		'board-certificate': 'Board certificate',
		privilege: 'Privilege',
		'proxy-agreement': 'Proxy agreement',
		malpractice: 'Malpractice cover',
		mqsa: 'MQSA',
		verification: 'Check at the source',
		document: 'Document'
	} satisfies Record<ExpirableKind, string>,
	columns: {
		name: 'Radiologist',
		what: 'What',
		expiresOn: 'Ends on',
		left: 'Days left',
		renewal: 'Renewal',
		sent: 'Reminders',
		act: 'Seen'
	},
	left: (n: number): string => {
		if (n < 0) return `ended ${days(-n)} ago`;
		return n === 0 ? 'ends today' : `${days(n)} left`;
	},
	renewal: {
		none: 'none recorded',
		unchecked: (day: string) => `to ${day}, not checked yet`,
		closed: (end: string, checked: string) => `to ${end}, checked ${checked}`
	},
	sent: {
		none: 'none yet',
		last: (n: number, day: string) => `${counted(n, 'reminder', 'reminders')}, last ${day}`,
		escalated: (to: string) => `Also told: ${to}`,
		to: {
			'group-admin': 'administrators',
			'qa-director': 'directors',
			scheduling: 'the schedule'
		} satisfies Record<EscalationTo, string>
	},
	seen: {
		act: 'I have seen it',
		actOf: (what: string, name: string) => `I have seen it: ${what}, ${name}`,
		by: (name: string, day: string) => `Seen by ${name}, ${day}`,
		done: 'Noted. The reminders go on until a newer term is recorded and checked.'
	},
	filters: {
		state: 'Standing',
		states: { open: 'not renewed', overdue: 'run out', closed: 'renewed' },
		window: 'Time',
		windows: {
			'30': 'within 30 days',
			'60': 'within 60 days',
			'90': 'within 90 days',
			'120': 'within 120 days',
			'366': 'within a year'
		},
		kind: 'Kind',
		allKinds: 'all kinds',
		facility: 'Facility',
		allFacilities: 'all facilities',
		person: 'Radiologist',
		everybody: 'everybody'
	},
	coverage: {
		title: 'Who may read where',
		lead: 'Who may read today by what is recorded, and from which day that changes.',
		overviewTitle: (gaps: number, today: number): string => {
			if (gaps + today === 0) return 'Every facility is covered for the next 120 days';
			const parts = [
				today > 0 ? `${counted(today, 'facility has', 'facilities have')} too few who may read today` : '',
				gaps > 0 ? `${counted(gaps, 'will have', 'will have')} too few within 120 days` : ''
			];
			return parts.filter((part) => part !== '').join(', ');
		},
		basis: (what: string, day: string) => `${what}, ${day}`,
		overviewCaption: 'Facilities by who may read',
		caption: (facility: string) => `Who may read for ${facility}`,
		none: 'No facility is in use.',
		nobody: 'No radiologist is recorded yet.',
		csv: 'Download CSV',
		columns: {
			facility: 'Facility',
			jurisdiction: 'Place',
			may: 'May read today',
			fallsOn: 'Falls next',
			least: 'At least',
			gapOn: 'Too few',
			name: 'Radiologist',
			today: 'Today',
			change: 'Next change',
			why: 'Why',
			strip: 'Next 120 days'
		},
		may: 'may read',
		warns: 'may read, with a warning',
		mayNot: 'may not read',
		unknown: 'cannot be told',
		of: (may: number, all: number) => `${formatCount(may)} of ${formatCount(all)}`,
		fallsTo: (day: string, n: number) => `${day}: ${formatCount(n)}`,
		neverFalls: 'no day recorded',
		gapToday: 'today',
		noGap: 'no',
		finding: (may: number, name: string) => `${radiologists(may)} may read for ${name} today`,
		gap: (n: number, day: string, least: number) =>
			`From ${day} ${n === 0 ? 'nobody' : n === 1 ? 'only 1' : `only ${formatCount(n)}`} may read here; at least ${formatCount(least)} should.`,
		gapNow: (n: number, least: number) =>
			`Today ${n === 0 ? 'nobody' : n === 1 ? 'only 1' : `only ${formatCount(n)}`} may read here; at least ${formatCount(least)} should.`,
		gapThrough: (day: string) => `Through ${day}.`,
		loses: (day: string) => `not from ${day}`,
		gains: (day: string) => `from ${day}`,
		stays: 'none recorded',
		stretch: (from: string, through: string | null, words: string) =>
			through === null ? `from ${from}: ${words}` : `${from} to ${through}: ${words}`,
		all: 'All facilities',
		openTerms: 'What runs out here',
		filters: {
			facility: 'Facility',
			modality: 'Modality',
			payer: 'Payer',
			payers: { other: 'any payer but Medicare', medicare: 'Medicare' },
			kind: 'Report',
			kinds: { final: 'final reports', preliminary: 'preliminary reports' },
			any: 'any modality but MG'
		},
		legend: (least: number, isAll: boolean) =>
			`Too few: fewer than ${formatCount(least)}${isAll ? ', or than the policy says for the place' : ''}. The answers are those of the check of every read, for a reader who sits where they attested to.`
	},
	reasons: {
		'licence-suspended': 'a board keeps them from practice',
		'licence-restricted-unreviewed': 'a restriction that nobody has reviewed',
		'registration-does-not-cover-interpretation': 'the registration does not cover reading',
		'licence-expired': 'the licence has run out',
		'no-active-licence': 'no active licence',
		'outside-us-medicare': 'sits outside the United States, which Medicare does not pay',
		'no-privilege': 'no privilege here',
		'mqsa-not-current': 'MQSA is not current',
		excluded: 'on an exclusion list',
		'malpractice-missing': 'no malpractice cover',
		'service-state-unknown': 'the state is not known',
		'facility-time-zone-unknown': 'the facility’s time zone is not known',
		'reader-location-unknown': 'it is not recorded where they sit',
		'licence-restricted': 'restricted, and reviewed',
		'licence-in-grace': 'in the days of grace',
		'verification-stale': 'the check at the source is old',
		'reader-state-licence-missing': 'no licence where they sit',
		'compact-membership-uncertain': 'the state’s place in the compact is uncertain',
		'compact-home-licence-disciplined': 'the licence at home is under discipline',
		'rule-unverified': 'leans on a rule that nobody has verified'
	} satisfies Record<GateReason, string>,
	feed: {
		title: 'Calendar of what runs out',
		lead: 'An address for your calendar program. Whoever has it can read it, so treat it like a password; it ends when you take it back.',
		scopes: {
			own: 'What of mine runs out',
			group: 'What runs out in the group, nobody named'
		},
		make: 'Make an address',
		makeOf: (scope: string) => `Make an address: ${scope}`,
		madeTitle: 'The address, shown this once',
		madeLead:
			'Subscribe to it in your calendar program. It refreshes by itself, and reminds 30, 7 and 1 days before.',
		none: 'No address is in use.',
		caption: 'Calendar addresses in use',
		columns: { scope: 'Calendar', made: 'Made', used: 'Last used', revoke: 'End' },
		never: 'never',
		revoke: 'Take back',
		revokeOf: (scope: string) => `Take back: ${scope}`,
		revoked: 'The address does not work any more.',
		name: { own: 'My credentials', group: 'Credentials of the group' },
		event: (what: string) => `Runs out: ${what}`,
		eventOfGroup: (what: string) => `Runs out: ${what} of a radiologist`,
		description: (renewal: boolean) =>
			renewal
				? 'A renewal is recorded and not checked at its source yet.'
				: 'No renewal is recorded yet. The last day on which it holds is this one.',
		alarm: (what: string) => `Runs out soon: ${what}`
	},
	home: {
		ownTitle: (n: number): string =>
			n === 0
				? 'Nothing of yours runs out within 120 days'
				: `${counted(n, 'credential', 'credentials')} of yours ${n === 1 ? 'runs' : 'run'} out`,
		ownBasis: 'What of mine expires',
		ownMore: (n: string) => `and ${n} more`,
		ownRenewed: 'the renewal is being checked',
		ownOpen: 'Send in a renewal',
		ownCalendar: 'Put it in a calendar',
		group: (overdue: number, within30: number): string => {
			const parts = [
				overdue > 0 ? `${counted(overdue, 'credential has', 'credentials have')} run out` : '',
				within30 > 0 ? `${formatCount(within30)} ${within30 === 1 ? 'runs' : 'run'} out within 30 days` : ''
			];
			return parts.filter((part) => part !== '').join(', ');
		},
		administrator: (n: number) =>
			`${counted(n, 'credential', 'credentials')} of radiologists ${n === 1 ? 'has' : 'have'} run out or ${n === 1 ? 'does' : 'do'} within 30 days. A coordinator sees which.`,
		open: 'See what runs out',
		coverage: 'See who may read where'
	}
} as const;
