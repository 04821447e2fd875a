import { rowKinds } from '#lib/core/reports/columns.ts';
import type { ChartSection, CopyMark, Report, ReportSection, TableSection } from '#lib/core/reports/model.ts';
import { entryOf, isReportKind } from '#lib/core/reports/catalogue.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PdfBlock, PdfModel } from '#lib/server/pdf/model.ts';
import { chartTable } from '#lib/ui/charts/table.ts';
import { summarise, tickText } from '#lib/ui/charts/values.ts';
import { cellWords } from './cell-words.ts';
import { closingNotes, filterWords, headFacts, periodWords } from './head-words.ts';
import { shownColumns } from './table-view.ts';

const text = messages.reports.print;

/** Of a longer table the PDF prints so many rows and says where the rest is: nobody reads a thousand pages of it. */
const MOST_ROWS = 2000;

function tableBlocks(whole: TableSection): PdfBlock[] {
	const rest = whole.rows.length - MOST_ROWS;
	const table = rest > 0 ? { ...whole, rows: whole.rows.slice(0, MOST_ROWS) } : whole;
	const more: PdfBlock[] = rest > 0 ? [{ kind: 'text', text: text.moreRows(rest), tone: 'strong' }] : [];
	return [...more, tableBlock(table)];
}

function tableBlock(table: TableSection): PdfBlock {
	const columns = shownColumns(table);
	const isSum = (nth: number): boolean => table.rows[nth]?.kind !== rowKinds[0];
	return {
		kind: 'table',
		caption: table.title,
		columns: columns.map(({ title, isNumeric, group }) => ({
			title,
			...(group === null ? {} : { group }),
			align: isNumeric ? 'right' : 'left'
		})),
		rows: table.rows.map((row) => columns.map((column) => column.text(row))),
		sums: new Set([...table.rows.keys()].filter(isSum)),
		empty: table.empty
	};
}

/** The picture, what must be known to read it, and the values that it draws. */
function chartBlocks({ chart }: ChartSection): PdfBlock[] {
	const { columns, rows } = chartTable(chart);
	const happened = (chart.annotations ?? []).map(({ x, text: what }, nth) => `${nth + 1}. ${x}: ${what}`);
	const notes = [...happened, ...chart.notes].map((note): PdfBlock => ({
		kind: 'text',
		text: note,
		tone: 'quiet'
	}));
	if (rows.length === 0) return [{ kind: 'text', text: chart.emptyReason ?? messages.common.chart.empty }];
	return [
		{
			kind: 'chart',
			chart,
			alt: summarise(chart),
			tick: (value, { unit }) => tickText(value, unit)
		},
		...notes,
		{
			kind: 'table',
			caption: messages.common.chart.tableOf(chart.title),
			columns: columns.map(({ label, isNumeric }) => ({ title: label, align: isNumeric ? 'right' : 'left' })),
			rows: rows.map((row) => row.map((cell) => cell.text)),
			empty: ''
		}
	];
}

function sectionBlocks(section: ReportSection): PdfBlock[] {
	switch (section.kind) {
		case 'table':
			return tableBlocks(section);
		case 'chart':
			return chartBlocks(section);
		case 'facts':
			return [
				{
					kind: 'facts',
					facts: section.facts.map((fact) => [fact.title, cellWords(fact.value, fact, fact.absent)])
				}
			];
		case 'text':
			return [
				...section.paragraphs.map((paragraph): PdfBlock => ({ kind: 'text', text: paragraph })),
				...(section.items ? [{ kind: 'list', items: section.items } as const] : [])
			];
		case 'signatures':
			return [
				{ kind: 'text', text: section.statement },
				{
					kind: 'signatures',
					places: section.places.map(({ role, name = '' }) => ({ role, name })),
					signature: text.signature,
					date: text.date
				}
			];
	}
}

/** The document of a report: a cover with its head, its sections, its notes; its legend at the foot of every page. */
export function pdfModel(report: Report, copy: CopyMark | null): PdfModel {
	const { head, sections } = report;
	const checkpoint = head.auditCheckpoint?.rootHash.slice(0, 16);
	return {
		title: head.title,
		kicker: [head.group, head.number].filter(Boolean).join(' · '),
		lead: [head.scope, periodWords(head)].join(' · '),
		author: head.group || 'Overread',
		layout: isReportKind(head.kind) ? entryOf(head.kind).orientation : 'landscape',
		language: 'en-US',
		madeAt: Date.parse(head.generatedAt),
		header: [head.group, head.scope].filter(Boolean).join(' · '),
		subheader: [[periodWords(head), filterWords(head)].filter(Boolean).join(' · '), versionWords(report)],
		footer: [head.privilege.banner, ...(copy ? [copy.text] : [])].join(' · '),
		subfooter: [
			head.runId === null ? text.preview : text.run(head.runId),
			...(checkpoint ? [text.checkpoint(checkpoint)] : [])
		].join(' · '),
		...(copy ? { watermark: copy.text } : {}),
		page: text.page,
		contents: null,
		blocks: [
			{ kind: 'text', text: head.privilege.legend, tone: 'boxed' },
			{ kind: 'facts', facts: headFacts(head, copy) },
			{ kind: 'text', text: text.check, tone: 'quiet' },
			...sections.flatMap((section, nth): PdfBlock[] => [
				{ kind: 'heading', level: 1, text: section.title, isOnNewPage: nth === 0 },
				...sectionBlocks(section)
			]),
			{ kind: 'heading', level: 1, text: text.notes },
			{ kind: 'list', items: closingNotes(report) },
			...(head.frameHashes.length > 0
				? ([
						{ kind: 'heading', level: 2, text: messages.reports.head.frames },
						{ kind: 'list', items: head.frameHashes }
					] as const)
				: [])
		]
	};
}

function versionWords({ head }: Report): string {
	const versions = [
		...Object.entries(head.policyVersions).map(([name, version]) => `${name} v${version}`),
		...Object.values(head.rulePackVersions)
	];
	return versions.length > 0 ? text.versions(versions.join(', ')) : '';
}
