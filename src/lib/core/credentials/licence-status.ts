/** What a status lets its holder do, gravest last but one: `none` is no licence to read, without being a finding of the board. */
export const licenceStanding = {
	active: 'reads',
	'active-grace': 'reads',
	probation: 'reads-if-reviewed',
	restricted: 'reads-if-reviewed',
	inactive: 'none',
	retired: 'none',
	expired: 'none',
	lapsed: 'none',
	denied: 'none',
	pending: 'none',
	unknown: 'none',
	suspended: 'barred',
	revoked: 'barred',
	surrendered: 'barred'
} as const satisfies Record<string, 'reads' | 'reads-if-reviewed' | 'none' | 'barred'>;

/** The status of a licence in the product's words (section 1.5 of the reference). */
export type LicenceStatus = keyof typeof licenceStanding;

export const licenceStatuses = Object.keys(licenceStanding) as [LicenceStatus, ...LicenceStatus[]];

/**
 * The words of boards and of the services that repeat them, in small letters. A word that is not here is `unknown`, which
 * may not read: the group adds its board's words instead of the product guessing. Sources: FSMB and AMA API examples (Active,
 * Inactive, Denied, Unknown), words of board actions, NCSBN-like look-ups; the grouping is the product's own.
 */
const boardWords: Readonly<Record<Exclude<LicenceStatus, 'unknown'>, readonly string[]>> = {
	active: [
		'active',
		'current',
		'clear',
		'clear/active',
		'active clear',
		'active - clear',
		'active unrestricted',
		'active/unrestricted',
		'active - unrestricted',
		'license current',
		'current active',
		'current/active',
		'active/current',
		'registered',
		'renewed & current',
		'unlimited',
		'in good standing',
		'active in good standing',
		'active in renewal'
	],
	'active-grace': [
		'active (renewal pending)',
		'active - renewal pending',
		'active renewal pending',
		'active-grace',
		'active_grace',
		'active grace',
		'active - grace period',
		'grace period',
		'active - late renewal'
	],
	probation: [
		'probation',
		'probationary',
		'on probation',
		'active on probation',
		'active - probation',
		'active probation',
		'active - on probation',
		'current on probation',
		'suspension stayed probation',
		'suspension stayed, probation'
	],
	restricted: [
		'restricted',
		'limited',
		'conditions',
		'conditional',
		'active with conditions',
		'active - with conditions',
		'active with restrictions',
		'active - restricted',
		'active restricted',
		'active - limited',
		'encumbered',
		'under board order',
		'active - board order',
		'stipulated'
	],
	inactive: [
		'inactive',
		'not active',
		'non-active',
		'on hold',
		'dormant',
		'inactive - not renewed',
		'deceased'
	],
	retired: ['retired', 'emeritus', 'retired status', 'active retired', 'retired - active', 'honorary'],
	expired: [
		'expired',
		'expired - not renewed',
		'not renewed',
		'non-renewed',
		'null and void',
		'delinquent - expired'
	],
	lapsed: [
		'lapsed',
		'delinquent',
		'delinquent - not renewed',
		'forfeited',
		'cancelled',
		'canceled',
		'closed',
		'terminated'
	],
	denied: ['denied', 'application denied', 'refused', 'withdrawn', 'application withdrawn'],
	pending: ['pending', 'in process', 'application pending', 'applied', 'under review', 'pending issuance'],
	suspended: [
		'suspended',
		'suspension',
		'summary suspension',
		'summarily suspended',
		'emergency suspension',
		'temporarily suspended',
		'temporary suspension',
		'interim suspension',
		'indefinite suspension',
		'immediate suspension',
		'active suspension',
		'precautionary suspension'
	],
	revoked: ['revoked', 'revocation', 'summarily revoked', 'cancelled by board order', 'license revoked'],
	surrendered: [
		'surrendered',
		'surrender',
		'voluntary surrender',
		'voluntarily surrendered',
		'surrendered in lieu of discipline',
		'relinquished',
		'voluntarily relinquished',
		'surrender while under investigation'
	]
};

const statusOfWord = new Map(
	licenceStatuses.flatMap((status) =>
		status === 'unknown' ? [] : boardWords[status].map((word) => [word, status] as const)
	)
);

/** A status with the words from which it was read. `isRecognised` is false where nobody knows them: a task for the coordinator. */
export type ReadStatus = {
	readonly status: LicenceStatus;
	readonly raw: string;
	readonly isRecognised: boolean;
};

/** Small letters, one space between words, no dot at the end, every dash alike. */
function plainWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[‐-―−]/gu, '-')
		.replaceAll(/\s+/gu, ' ')
		.trim()
		.replace(/[.,;]+$/u, '')
		.replaceAll(/\s*-\s+|\s+-\s*/gu, ' - ')
		.replaceAll(/\bactive licen[cs]e\b/gu, 'active')
		.trim();
}

/**
 * The product's status for a board's own words; they are kept. What no table knows is `unknown`: never a guess from a part of the
 * text, for "not active" holds the word active.
 * @param own words that the group has added, in any case
 */
export function readLicenceStatus(
	raw: string,
	own: Readonly<Record<string, LicenceStatus>> = {}
): ReadStatus {
	const words = plainWords(raw);
	const ownWord = Object.entries(own).find(([word]) => plainWords(word) === words);
	const status = ownWord?.[1] ?? statusOfWord.get(words);
	return { status: status ?? 'unknown', raw, isRecognised: status !== undefined };
}
