import type { Manifest } from '#lib/core/bundle/manifest.ts';
import type { Instant } from '#lib/core/instant.ts';
import { entryOf, toolkitTabs } from '#lib/core/reports/catalogue.ts';
import { formatCalendarDay, formatCount } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PdfBlock, PdfModel } from '#lib/server/pdf/model.ts';
import type { PackedDraw } from './pack-draws.server.ts';
import type { LeftOut, PackedReport } from './pack-reports.server.ts';

type Pack = {
	readonly stated: Omit<Manifest, 'files'>;
	readonly facility: string;
	readonly reports: readonly PackedReport[];
	readonly draws: readonly PackedDraw[];
	readonly leftOut: readonly LeftOut[];
	readonly origin: string;
	readonly madeAt: Instant;
};

const text = messages.bundle.index;

function tabBlocks({ reports }: Pack): PdfBlock[] {
	return toolkitTabs.flatMap((tab): PdfBlock[] => {
		const title = messages.reportCatalogue.toolkitTabs[tab];
		const rows = reports
			.filter(({ kind }) => entryOf(kind).toolkitTab === tab)
			.map(({ head, parts }) => {
				const counts = Object.values(parts[0]?.rows ?? {});
				return [
					head.number ?? '',
					head.title,
					parts.map(({ path }) => path).join('\n'),
					formatCount(counts.reduce((sum, n) => sum + n, 0))
				];
			});
		return [
			{ kind: 'heading', level: 1, text: title },
			{
				kind: 'table',
				caption: title,
				columns: [
					{ title: text.columns.number, width: 8 },
					{ title: text.columns.title, width: 34 },
					{ title: text.columns.files, width: 48 },
					{ title: text.columns.rows, width: 10, align: 'right' }
				],
				rows,
				empty: text.nothing
			}
		];
	});
}

function drawBlocks({ draws }: Pack): PdfBlock[] {
	return [
		{ kind: 'heading', level: 1, text: text.draws },
		{
			kind: 'table',
			caption: text.draws,
			columns: [
				{ title: text.drawColumns.draw, width: 24 },
				{ title: text.drawColumns.reads, width: 20, align: 'right' },
				{ title: text.drawColumns.certificate, width: 56 }
			],
			rows: draws.map(({ label, count, parts }) => [label, formatCount(count), parts[0]?.path ?? '']),
			empty: text.noDraws
		}
	];
}

function factsOf({ stated, facility }: Pack): [string, string][] {
	const { facts } = text;
	return [
		[facts.group, stated.group],
		[facts.facility, facility],
		[facts.modality, stated.scope.modality ?? facts.allModalities],
		[
			facts.period,
			`${formatCalendarDay(stated.period.fromOn)} – ${formatCalendarDay(stated.period.throughOn)}`
		],
		[facts.purpose, stated.purpose],
		[facts.recipient, stated.recipient],
		[facts.made, stated.generatedAt],
		[facts.key, stated.keyId]
	];
}

/** The index of a survey pack: what is in which folder, and what was left out and why. */
export function packIndex(pack: Pack): PdfModel {
	const { stated, facility, leftOut } = pack;
	const { fromOn, throughOn } = stated.period;
	return {
		title: stated.title,
		lead: text.lead(facility, formatCalendarDay(fromOn), formatCalendarDay(throughOn)),
		author: stated.group,
		language: 'en',
		madeAt: pack.madeAt,
		header: stated.watermark ?? stated.group,
		footer: text.footer,
		page: text.page,
		contents: null,
		blocks: [
			{ kind: 'heading', level: 1, text: text.about },
			{ kind: 'facts', facts: factsOf(pack) },
			...tabBlocks(pack),
			...drawBlocks(pack),
			{ kind: 'heading', level: 1, text: text.leftOut },
			leftOut.length > 0
				? { kind: 'list', items: leftOut.map(({ what, why }) => `${what}: ${why}`) }
				: { kind: 'text', text: text.nothingLeftOut },
			{ kind: 'heading', level: 1, text: text.check },
			{ kind: 'text', text: text.checkText(pack.origin) }
		]
	};
}
