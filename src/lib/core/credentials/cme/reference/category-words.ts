/** Categories of credits, with the words under which providers write them (without blanks, signs and marks). */
export const categoryWords = {
	'AMA-1': [
		'ama1',
		'amapracategory1',
		'amapracategory1credit',
		'amapracategory1credits',
		'amapracat1',
		'category1',
		'cat1',
		'1'
	],
	'AMA-2': [
		'ama2',
		'amapracategory2',
		'amapracategory2credit',
		'amapracategory2credits',
		'amapracat2',
		'category2',
		'cat2',
		'2'
	],
	'AMA-1-tested': ['ama1tested'],
	'AOA-1A': ['aoa1a', 'aoacategory1a', 'category1a', '1a'],
	'AOA-1A-tested': ['aoa1atested'],
	'AOA-1B': ['aoa1b', 'aoacategory1b', 'category1b', '1b'],
	'AOA-2A': ['aoa2a', 'aoacategory2a', 'category2a', '2a'],
	'AOA-2B': ['aoa2b', 'aoacategory2b', 'category2b', '2b'],
	AAFP: ['aafp', 'aafpprescribed', 'aafpprescribedcredit', 'aafpprescribedcredits'],
	CPD: ['cpd', 'cpdpoints', 'cpdpoint', 'eaccme', 'ecmec', 'ecmecs'],
	'board-exam': ['boardexam', 'boardexamination'],
	'board-certification': ['boardcertification'],
	'moc-activity': ['mocactivity', 'moc'],
	project: ['project', 'pqi', 'pqiproject']
} as const satisfies Record<string, readonly string[]>;

export type CreditCategory = keyof typeof categoryWords;
