/** The form of the turnaround policy: targets by contract and class, and what goes with them. */
export const turnaroundPolicy = {
	clock: 'Clock of the contracts',
	clockHint: 'Other clocks can be looked at as well; targets hold for this one.',
	targets: 'Target in minutes',
	targetsHint:
		'For every facility that has not agreed on something else. An empty contract field means these.',
	contracts: 'Contracts',
	contractsHint: 'Minutes that a facility has agreed on. An empty field means the target of the group.',
	facility: 'Facility',
	contractField: (facility: string, serviceClass: string) => `${facility}: ${serviceClass}, minutes`,
	protocols: 'Protocols',
	stroke: 'Words of a procedure that make it a stroke protocol',
	trauma: 'Words of a procedure that make it a trauma protocol',
	wordsHint: 'Whole words, with commas between them.',
	critical: 'Critical results',
	criticalHint:
		'Minutes from finding a critical result until somebody who can act has confirmed that they have it.',
	criticalCategories: {
		1: 'Category 1: could cause death or significant harm',
		2: 'Category 2: explains why the patient came, and treatment depends on it',
		3: 'Category 3: needs follow-up'
	},
	causes: 'Causes of late reads',
	causesLabel: 'What a late read may be put down to',
	causesHint: 'One a line: “code | words”. Codes are small letters, digits and hyphens.'
} as const;
