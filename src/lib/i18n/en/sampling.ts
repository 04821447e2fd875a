import { formatCount } from '#lib/i18n/formats.ts';
import { unassignedReasons } from './assignments.ts';

const cases = (n: number): string => (n === 1 ? '1 case' : `${formatCount(n)} cases`);

export const sampling = {
	title: 'Sampling',
	lead: 'Which finished reads are reviewed is decided by a lottery that anybody can repeat: the seed is committed to before, and revealed after.',
	policyTitle: (version: number) => `Policy version ${version}`,
	policyRates: (rates: string, other: string) =>
		rates === '' ? `Rate: ${other} of every modality.` : `Rates: ${rates}; other modalities ${other}.`,
	policyJuniors: (rate: string) => `Junior radiologists: ${rate} more.`,
	policyMinimum: (minimum: number, days: number) =>
		[
			`Reads up to ${formatCount(days)} days old`,
			minimum === 0
				? 'no minimum for a reader.'
				: `at least ${formatCount(minimum)} of each reader in a draw.`
		].join('; '),
	policyExclusions: (list: string) => `Not drawn: ${list}.`,
	changePolicy: 'Change the policy',
	policyVersions: 'Versions of the policy',
	policyForm: {
		title: 'Sampling policy',
		lead: 'How many finished reads of each radiologist and modality are drawn. Draws already committed to keep their version.',
		rates: 'Rates by modality, in percent',
		ratesHint: 'A modality left empty takes the rate for other modalities.',
		defaultRate: 'Other modalities, in percent',
		juniorRate: 'Added for junior radiologists, in percent',
		juniorRateHint: 'Empty adds nothing.',
		minimumPerReader: 'At least of each radiologist in a draw',
		lookBackDays: 'Oldest read, in days before the end of the period',
		exclusions: 'Not drawn',
		notPermitted: 'Only the director publishes policies.'
	},
	newDraw: 'Commit to a draw',
	newDrawLead:
		'Committing makes a secret seed and publishes its fingerprint. The cases are drawn after the last day of the period.',
	label: 'Name',
	labelHint: 'For instance 2026-W46.',
	from: 'First day',
	through: 'Last day',
	commit: 'Commit',
	waiting: (n: number) => {
		if (n === 0) return 'Every case has a reviewer';
		return n === 1 ? '1 case has no reviewer' : `${formatCount(n)} cases have no reviewer`;
	},
	waitingLead: 'Drawn, but nobody could take them, or somebody gave them back.',
	assign: 'Assign now',
	draws: 'Draws',
	empty: 'No draw has been committed to yet.',
	notPermitted: 'Only the QA coordinator draws.',
	columns: {
		label: 'Draw',
		period: 'Period',
		policy: 'Policy',
		frame: 'Frame',
		sampled: 'Drawn',
		state: 'State'
	},
	committed: 'committed',
	revealed: 'revealed',
	draw: {
		reveal: 'Draw and reveal',
		revealLead: 'Freezes the list of eligible reads, draws, reveals the seed and assigns the cases.',
		notOver: (day: string) => `The period is not over before ${day}.`,
		done: (sampled: number, assigned: number) =>
			`${cases(sampled)} drawn, ${formatCount(assigned)} assigned.`,
		assigned: (assigned: number) => `${cases(assigned)} assigned.`,
		left: (n: number) => `${formatCount(n)} could not be assigned:`,
		leftReason: unassignedReasons,
		freeFrom: (day: string) => `The first may be free from ${day} on.`,
		facts: {
			period: 'Period',
			policy: 'Policy version',
			commitment: 'Commitment (SHA-256 of seed and draw id)',
			committedAt: 'Committed',
			frozenAt: 'Frame frozen',
			frameHash: 'Frame hash (SHA-256)',
			frameCount: 'Eligible reads',
			sampled: 'Cases drawn',
			exclusions: 'Excluded',
			revealedAt: 'Revealed',
			id: 'Draw id'
		},
		byModality: 'Drawn by modality',
		columns: { modality: 'Modality', size: 'Eligible', sampled: 'Drawn', share: 'Share' },
		certificate: 'Certificate (JSON)',
		frame: 'Frame (CSV, no PHI)',
		howToCheck: 'How to check this draw'
	},
	exclusions: {
		preliminary: 'preliminary reads',
		'no-images': 'reads without images here',
		'already-drawn': 'reads drawn before',
		'reader-inactive': 'readers no longer active',
		'test-patient': 'test patients'
	} as Readonly<Record<string, string>>
} as const;
