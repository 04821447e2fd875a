export const audit = {
	title: 'Audit log',
	lead: 'Every act that matters, in order, each entry sealed with the hash of the one before. The database refuses to change or remove an entry.',
	verifyChain: 'Verify the whole chain',
	intact: (links: number) => `The chain is whole: ${links} entries.`,
	head: 'Hash of the last entry',
	broken: (seq: number) => `The chain breaks at entry ${seq}.`,
	breakReason: {
		gap: 'An entry is missing before it.',
		'broken-link': 'It does not follow from the entry before it.',
		altered: 'Its content was altered.'
	},
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
	empty: 'No entry matches the filter.'
} as const;
