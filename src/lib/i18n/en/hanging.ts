const list = (words: readonly string[]) => words.map((word) => word.toLowerCase()).join(', ');

/** The words of the layouts in the viewer, and of their policy. */
export const hanging = {
	menu: 'Layouts that fit',
	byHand: 'Layout by hand',
	back: 'Back to the layout of the group',
	why: 'Why this layout',
	modality: (modality: string) => `Modality ${modality}`,
	region: (words: readonly string[]) => `Region: ${list(words)}`,
	regionUnknown: 'The images do not say which region they show',
	found: (asked: number, cells: number) =>
		cells === 1
			? 'The image that it asks for is there'
			: `${asked} of ${cells} cells found what they ask for`,
	leftOver: (count: number) =>
		count === 1 ? '1 cell shows what was left' : `${count} cells show what was left`,
	unturned: (count: number) =>
		count === 1
			? '1 image does not say which way round it lies, and hangs as sent'
			: `${count} images do not say which way round they lie, and hang as sent`,
	hung: (name: string) => `Layout: ${name}`
} as const;

/** The words of the policy's form. */
export const hangingPolicy = {
	protocols: 'Protocols',
	hint: '“protocol code | name”, then “for” modalities, “body” words, “layout” rows x columns and a “cell” line for each cell, clauses parted by “;”. Of equals the first is taken.',
	help: 'What each word means',
	showChanges: 'Show what changes',
	preview: 'What this version changes',
	noChange: 'The same protocols as in the version in force.',
	added: 'New',
	retired: 'No longer offered',
	changed: 'Changed',
	reordered: 'Protocols stand in another order, which decides between equals.',
	drawn: 'As they are laid out',
	lineProblem: (line: number, problem: string) => `Line ${line}: ${problem}`,
	/** Codes of windows, planes and slabs, as far as they have words. */
	cellWords: {
		prior: 'Prior',
		axial: 'Axial',
		coronal: 'Coronal',
		sagittal: 'Sagittal',
		brain: 'Brain',
		subdural: 'Subdural',
		bone: 'Bone',
		lung: 'Lung',
		softTissue: 'Soft tissue',
		liver: 'Liver',
		maximum: 'MIP',
		minimum: 'MinIP',
		average: 'Average'
	} as Readonly<Record<string, string>> // other codes are shown as they are
} as const;
