import type { CopyMark, Report, ReportHead } from '#lib/core/reports/model.ts';
import { formatCalendarDay, formatCount, formatInstant } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';

const words = (table: Readonly<Record<string, string | number>>): string =>
	Object.entries(table)
		.map(([name, value]) => `${name} ${typeof value === 'number' ? `v${value}` : value}`)
		.join(', ');

/** The period of a report in words; one day alone where it is as of a day. */
export function periodWords({ periodFromOn, periodThroughOn }: ReportHead): string {
	const through = formatCalendarDay(periodThroughOn);
	return periodFromOn === periodThroughOn ? through : `${formatCalendarDay(periodFromOn)} – ${through}`;
}

/** What a report was limited to besides its period, in words. */
export function filterWords({ filters }: ReportHead): string {
	return Object.entries(filters)
		.map(([name, value]) => `${name}: ${value}`)
		.join(', ');
}

/** The head of a report as names and values in the order that people read them: on the cover of each form for people, and on the screen. */
export function headFacts(head: ReportHead, copy: CopyMark | null = null): [string, string][] {
	const text = messages.reports.head;
	const exclusions = Object.entries(head.exclusions)
		.map(([reason, n]) => `${messages.sampling.exclusions[reason] ?? reason} ${formatCount(n)}`)
		.join(', ');
	const facts: [string, string | null][] = [
		[text.group, head.group],
		[text.scope, head.scope],
		[text.period, `${periodWords(head)} (${head.timeZone})`],
		[text.filters, filterWords(head) || null],
		[text.n, `${formatCount(head.n)} ${head.nOf}`],
		[text.detectionMode, messages.reports.modes[head.detectionMode] ?? head.detectionMode],
		[text.blinding, head.blindingLevels.join(', ') || null],
		[text.policies, words(head.policyVersions) || null],
		[text.rulePacks, words(head.rulePackVersions) || null],
		[text.exclusions, exclusions || null],
		[text.suppression, head.suppression],
		[text.leftOut, head.leftOut ?? null],
		[text.people, head.namesPeople ? text.byName : text.byCode],
		[text.generated, text.generatedBy(formatInstant(Date.parse(head.generatedAt), 'UTC'), head.generatedBy)],
		[text.generator, head.generator],
		[text.format, text.formatVersion(head.format, head.kind, head.schemaVersion)],
		[text.runId, head.runId],
		[text.checkpoint, head.auditCheckpoint && checkpointWords(head.auditCheckpoint)],
		[text.privilegeReference, head.privilege.reference || null],
		[text.copy, copy && copy.text]
	];
	return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function checkpointWords(checkpoint: NonNullable<ReportHead['auditCheckpoint']>): string {
	return messages.reports.head.checkpointOf(formatCount(checkpoint.treeSize), checkpoint.rootHash);
}

/** Which words stand for gaps in this report, and what each means. */
function gapWords({ sections }: Report): string[] {
	const used = new Set(
		sections.flatMap((section) =>
			section.kind === 'table'
				? section.rows.flatMap(({ absent = {} }) => Object.values(absent))
				: section.kind === 'facts'
					? section.facts.flatMap(({ absent }) => absent ?? [])
					: []
		)
	);
	return [...used].sort().map((absence) => messages.reports.absentMeans[absence]);
}

/** What stands below a report's sections: its notes, what its gaps mean, and its legend. */
export function closingNotes(report: Report): string[] {
	return [...report.notes, ...gapWords(report), report.head.privilege.legend];
}
