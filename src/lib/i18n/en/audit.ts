import { auditProof } from './audit-proof.ts';

export const audit = {
	title: 'Audit log',
	lead: 'Every act that matters, in order, each entry sealed with the hash of the one before. The database refuses to change or remove an entry.',
	verifyChain: 'Verify the whole chain',
	intact: (links: number | null) =>
		links === null ? 'The chain is whole.' : `The chain is whole: ${links} entries.`,
	head: 'Hash of the last entry',
	broken: (seq: number | null) => (seq === null ? 'The chain breaks.' : `The chain breaks at entry ${seq}.`),
	breakReason: {
		gap: 'An entry is missing before it.',
		'broken-link': 'It does not follow from the entry before it.',
		altered: 'Its content was altered.'
	},
	withheld: (fact: string) => `${fact} withheld`,
	headWithheld:
		'The whole chain was walked. Its length, the hash of its last entry and where it would break are shown to those who have no reads of their own, and by overread audit verify.',
	ofReader:
		'You have reads of your own. So entries about how reviews ended are left out here, of all cases alike, and how many is not said, as are entries about the review of your own reads; neither numbers nor hashes are shown, by which they could be counted or guessed. The whole log is seen and verified by whoever has no reads of their own, such as an auditor, or with overread audit verify.',
	columns: {
		seq: 'No.',
		at: 'When',
		type: 'What',
		actor: 'Who',
		subject: 'About',
		facts: 'Facts',
		hash: 'Hash'
	},
	system: 'system',
	all: 'all kinds',
	kind: 'Kind',
	subject: 'About (id)',
	filter: 'Filter',
	older: 'Older',
	empty: 'No entry matches the filter.',
	queued: 'The log is long: it is verified in the background.',
	proof: auditProof
} as const;
