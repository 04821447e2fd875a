/** The sections of a radiology report, in the order of the ACR practice parameter; `other` is text under no known heading. */
export const sectionKinds = [
	'examination',
	'clinical',
	'technique',
	'comparison',
	'findings',
	'impression',
	'recommendation',
	'addendum',
	'signature',
	'other'
] as const;
export type SectionKind = (typeof sectionKinds)[number];

export type ReportSection = {
	readonly kind: SectionKind;
	/** The heading as written, without its colon; empty where the text has none. */
	readonly heading: string;
	/** Everything up to the next heading. */
	readonly text: string;
};

const headings: readonly (readonly [SectionKind, string])[] = [
	['examination', 'EXAM(?:INATION)?S?|STUDY|PROCEDURES?(?: PERFORMED)?|TYPE OF EXAM(?:INATION)?'],
	[
		'clinical',
		'(?:CLINICAL )?(?:HISTORY|INDICATIONS?|INFORMATION|CONTEXT|DATA)|HISTORY AND INDICATION|REASON FOR (?:EXAM(?:INATION)?|STUDY)'
	],
	['technique', 'TECHNIQUES?|PROTOCOL|METHOD|CONTRAST|RADIATION DOSE|DOSE'],
	['comparison', 'COMPARISONS?|PRIORS?|PRIOR STUD(?:Y|IES)|COMPARED WITH'],
	['findings', 'FINDINGS?|REPORT|RESULTS?|OBSERVATIONS?'],
	['impression', 'IMPRESSIONS?|CONCLUSIONS?|OPINION|DIAGNOSIS|SUMMARY|INTERPRETATION'],
	['recommendation', 'RECOMMENDATIONS?|FOLLOW[- ]UP'],
	['addendum', 'ADDEND(?:UM|A)|CORRECTION'],
	[
		'signature',
		'(?:DICTATED|SIGNED|ELECTRONICALLY SIGNED|TRANSCRIBED|INTERPRETED|REQUESTED|PENDING REVIEW) BY'
	]
];

const anyHeading = headings.map(([, pattern]) => pattern).join('|');
/** At the start of a line in any casing; within a line, where line breaks were lost, only in capitals with a colon. */
const headingPattern = new RegExp(
	`(?:^|\\n)[ \\t]*(${anyHeading})[ \\t]*(?::|(?=\\n|$))|(?<=[.:;]\\s{1,3})(${anyHeading})[ \\t]*:`,
	'gid'
);

/**
 * Splits a report into its sections. Nothing is lost: headings, texts and the line breaks between them add up to the
 * report's words in their order.
 */
export function splitSections(report: string): ReportSection[] {
	const sections: ReportSection[] = [];
	let from = 0;
	let open: { kind: SectionKind; heading: string } = { kind: 'other', heading: '' };
	const close = (end: number) => {
		const text = report.slice(from, end).trim();
		if (text !== '' || open.heading !== '') sections.push({ ...open, text });
	};
	for (const match of report.matchAll(headingPattern)) {
		const [start = 0] = match.indices?.[1] ?? match.indices?.[2] ?? [];
		const heading = match[1] ?? match[2] ?? '';
		if (match[1] === undefined && heading !== heading.toUpperCase()) continue;
		close(start);
		open = { kind: kindOf(heading), heading };
		from = match.index + match[0].length;
	}
	close(report.length);
	return sections;
}

function kindOf(heading: string): SectionKind {
	const found = headings.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, 'i').test(heading));
	return found?.[0] ?? 'other';
}

/** The text of all sections of a kind, or null when the report has none. */
export function sectionText(report: string, kind: SectionKind): string | null {
	const texts = splitSections(report)
		.filter((section) => section.kind === kind)
		.map(({ text }) => text);
	return texts.length > 0 ? texts.join('\n') : null;
}
