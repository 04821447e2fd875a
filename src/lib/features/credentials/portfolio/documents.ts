import { formatCalendarDay, formatCount, formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PdfBlock, PdfModel } from '#lib/server/pdf/model.ts';
import type { CmeResultRow } from './holder.server.ts';
import { fullName, type Holder } from './holder.server.ts';
import { credentialBlocks, type HeldCredential } from './credential-blocks.ts';
import { educationBlocks, type DoneActivity } from './education-blocks.ts';
import { hasAny, logRows, logSums } from './log-rows.ts';
import type { PortfolioView } from './portfolio-view.server.ts';
import { policiesOfReview, type YearParticipation } from './participation.server.ts';
import { standingCells } from './standing-cells.ts';

const all = messages.portfolio;
const text = all.document;

/** What every document needs besides its matter. */
export type DocumentBasis = {
	/** The record in the export register. */
	readonly id: string;
	readonly group: string;
	readonly origin: string;
	/** In the group's zone. */
	readonly today: string;
	readonly madeAt: number;
	readonly holder: Holder;
};

function frame(
	basis: DocumentBasis
): Pick<PdfModel, 'author' | 'language' | 'madeAt' | 'header' | 'footer' | 'page'> {
	return {
		author: basis.group,
		language: text.language,
		madeAt: basis.madeAt,
		header: basis.group,
		footer: text.footer(formatCalendarDay(basis.today), basis.id),
		page: text.page
	};
}

function holderFacts(holder: Holder): PdfBlock {
	return {
		kind: 'facts',
		facts: [
			[text.name, fullName(holder)],
			[text.npi, holder.npi ?? text.unknown]
		]
	};
}

const checkBlocks = ({ origin, id }: DocumentBasis): PdfBlock[] => [
	{ kind: 'heading', level: 2, text: text.check },
	{ kind: 'text', text: text.checkText(origin, id) }
];

/** The letter that somebody took part in the group's peer review in a year. */
export function letterModel(basis: DocumentBasis, year: YearParticipation): PdfModel {
	const until = year.isOver ? null : formatCalendarDay(year.asOf);
	const given = { name: fullName(basis.holder), group: basis.group, year: year.year, until };
	const { reviewsDone, conferencesAttended, casesSharedForLearning } = year;
	const didAny = reviewsDone + conferencesAttended + casesSharedForLearning > 0;
	return {
		...frame(basis),
		title: text.letterTitle(year.year),
		lead: text.letterLead(basis.group),
		contents: null,
		blocks: [
			holderFacts(basis.holder),
			{ kind: 'text', text: didAny ? text.letterText(given) : text.letterNone(given) },
			{ kind: 'heading', level: 2, text: text.letterCounts },
			{
				kind: 'facts',
				facts: [
					[text.reviewsDone, formatCount(reviewsDone)],
					[text.conferences, all.review.conferencesOf(conferencesAttended, year.conferencesHeld)],
					[text.shared, formatCount(casesSharedForLearning)]
				]
			},
			{ kind: 'heading', level: 2, text: text.policies },
			{
				kind: 'list',
				items: policiesOfReview.map((kind) =>
					text.policyVersion(text.policyKinds[kind], year.policyVersions[kind])
				)
			},
			{ kind: 'text', text: text.letterLimits, tone: 'quiet' },
			...checkBlocks(basis)
		]
	};
}

/** The portfolio: credentials, education, experience, case log, participation. */
export function portfolioModel(
	basis: DocumentBasis,
	given: {
		readonly view: PortfolioView;
		readonly credentials: readonly HeldCredential[];
		readonly education: readonly CmeResultRow[];
		/** What of continuing education is recorded, the newest first. */
		readonly activities: readonly DoneActivity[];
	}
): PdfModel {
	const { view } = given;
	const since = formatMonth(view.since);
	const today = formatCalendarDay(view.today);
	return {
		...frame(basis),
		title: text.portfolioTitle(fullName(basis.holder)),
		lead: text.portfolioLead(basis.group, since, today),
		contents: text.contents,
		blocks: [
			{ kind: 'heading', level: 1, text: text.about },
			holderFacts(basis.holder),
			{ kind: 'list', items: text.aboutItems(basis.group) },
			...checkBlocks(basis),
			...credentialBlocks(given.credentials),
			...educationBlocks(given.education, given.activities),
			...experienceBlocks(view, since),
			...participationBlocks(view.years),
			...caseLogBlocks(view, { since, today })
		]
	};
}

function experienceBlocks(view: PortfolioView, since: string): PdfBlock[] {
	const { experience } = all;
	return [
		{ kind: 'heading', level: 1, text: experience.title },
		{
			kind: 'table',
			caption: experience.standings,
			columns: [
				{ title: experience.rule, width: 3 },
				{ title: experience.result, width: 3 },
				{ title: experience.counted, width: 2, align: 'right' },
				{ title: experience.window, width: 4 },
				{ title: experience.source, width: 5 }
			],
			rows: view.standings.map((standing) => {
				const { rule, code, result, counted, window, source } = standingCells(standing);
				return [`${rule} (${code})`, result, counted, window, source];
			}),
			empty: ''
		},
		{ kind: 'text', text: experience.onlyHere, tone: 'quiet' },
		{ kind: 'heading', level: 2, text: text.experienceSince(since) },
		{
			kind: 'table',
			caption: experience.title,
			columns: [
				{ title: experience.modality, width: 2 },
				{ title: experience.reads, width: 1, align: 'right' },
				{ title: experience.looks, width: 1, align: 'right' }
			],
			rows: logSums(view.experience).map((row) => [
				row.modality,
				formatCount(row.reads),
				formatCount(row.looks)
			]),
			empty: experience.empty
		}
	];
}

function participationBlocks(years: readonly YearParticipation[]): PdfBlock[] {
	const { review } = all;
	return [
		{ kind: 'heading', level: 1, text: review.title },
		{
			kind: 'table',
			caption: review.caption,
			columns: [
				{ title: review.year, width: 2 },
				{ title: review.reviews, width: 2, align: 'right' },
				{ title: review.conferences, width: 2, align: 'right' },
				{ title: review.shared, width: 2, align: 'right' }
			],
			rows: years
				.filter(hasAny)
				.map((year) => [
					year.isOver ? String(year.year) : all.take.yearSoFar(year.year),
					formatCount(year.reviewsDone),
					review.conferencesOf(year.conferencesAttended, year.conferencesHeld),
					formatCount(year.casesSharedForLearning)
				]),
			empty: ''
		},
		{ kind: 'text', text: review.note, tone: 'quiet' }
	];
}

function caseLogBlocks(view: PortfolioView, { since, today }: { since: string; today: string }): PdfBlock[] {
	const { experience } = all;
	return [
		{ kind: 'heading', level: 1, text: text.caseLog },
		{ kind: 'text', text: text.caseLogNote(since, today) },
		{
			kind: 'table',
			caption: text.caseLog,
			columns: [
				{ title: experience.month, width: 2 },
				{ title: experience.modality, width: 2 },
				{ title: experience.reads, width: 1.4, align: 'right' },
				{ title: text.regions, width: 8 },
				{ title: experience.looks, width: 2, align: 'right' }
			],
			rows: logRows(view.experience).map((row) => [
				formatMonth(row.month),
				row.modality,
				formatCount(row.reads),
				row.regions.map(({ region, n }) => text.regionCount(region || text.noRegion, n)).join(', '),
				formatCount(row.looks)
			]),
			empty: experience.empty
		}
	];
}
