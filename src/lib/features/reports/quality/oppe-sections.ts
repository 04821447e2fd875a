import {
	makeRow,
	notApplicable,
	notRecorded,
	suppressed,
	undefinedValue,
	type Absent,
	type ReportCell
} from '#lib/core/reports/columns.ts';
import type { FactsSection, ReportFact, ReportSection, TableSection } from '#lib/core/reports/model.ts';
import type { GridRow } from '#lib/core/reports/peer-review/grid.ts';
import { outcomeRates } from '#lib/core/reports/score-summary.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import { plain, rateColumns, rateValues, type Values } from './columns.ts';
import type { OppeFacts } from './oppe-facts.ts';
import { clockTable, criticalTable } from './oppe-clocks.ts';
import { credentialTable, cmeTable, planTable } from './oppe-credentials.ts';

const words = messages.qualityReports.oppe;
const common = messages.qualityReports;

/** The packet of one practitioner at one facility, in the order in which an evaluation goes through it. */
export function oppeSections(facts: OppeFacts): ReportSection[] {
	return [
		personFacts(facts),
		volumeTable(facts),
		peerReviewTable(facts),
		...(facts.triggers ? [triggerTable(facts)] : []),
		eventFacts(facts),
		clockTable(facts.clocks),
		criticalTable(facts.criticals),
		credentialTable(facts.credentials),
		cmeTable(facts.cme),
		participationFacts(facts),
		planTable(facts.plans),
		{
			kind: 'text',
			id: 'narrative',
			title: words.narrative.title,
			paragraphs: [words.narrative.lead],
			items: [...words.narrative.questions]
		},
		{
			kind: 'signatures',
			id: 'decision',
			title: words.decision.title,
			statement: words.decision.statement(facts.nextDueOn),
			places: words.decision.places.map((role) => ({ role }))
		}
	];
}

type FactType = 'text' | 'code' | 'count' | 'day';

function fact(kind: FactType, key: string, title: string, value: ReportCell | Absent): ReportFact {
	return typeof value === 'object' && value !== null
		? { kind, key, title, value: null, absent: value.absent }
		: { kind, key, title, value };
}

function personFacts({ person, facility, throughOn, nextDueOn, policy }: OppeFacts): FactsSection {
	const text = words.person;
	return {
		kind: 'facts',
		id: 'practitioner',
		title: text.title,
		facts: [
			fact('code', 'practitioner', text.code, person.code),
			...(person.name === null ? [] : [fact('text', 'name', text.name, person.name)]),
			...(person.name === null ? [] : [fact('code', 'npi', text.npi, person.npi ?? notRecorded)]),
			fact('text', 'section', text.section, person.section),
			fact('text', 'tier', text.tier, person.tier),
			fact('code', 'facility', text.facility, facility.code),
			fact('text', 'facility_name', text.facilityName, facility.name),
			fact('code', 'jurisdiction', text.jurisdiction, facility.jurisdiction),
			fact('day', 'through', text.through, throughOn),
			fact('count', 'review_months', text.reviewMonths, policy.reviewMonths),
			fact('day', 'next_due', text.nextDue, nextDueOn)
		]
	};
}

const rowKindOf = ({ modality }: GridRow) => (modality === null ? 'total' : 'body');

/** How much of each modality was read; zeros are shown. */
function volumeTable({ here, everywhere }: OppeFacts): TableSection {
	const columns = [
		plain('code', 'modality', common.columns.modality),
		plain('count', 'reads', words.volume.here),
		plain('count', 'sampled', words.volume.sampled),
		plain('count', 'reads_everywhere', words.volume.everywhere)
	];
	return {
		kind: 'table',
		id: 'volume',
		title: words.volume.title,
		columns,
		rows: here.map((row) =>
			makeRow(rowKindOf(row), columns, {
				modality: row.modality ?? common.all,
				reads: row.summary.reads,
				sampled: row.summary.sampled,
				reads_everywhere: everywhere.find(({ modality }) => modality === row.modality)?.summary.reads ?? 0
			})
		),
		empty: common.noReads
	};
}

/** What second looks found, here, everywhere and of all others. Rates of few reviews are hidden, never rounded or guessed. */
function peerReviewTable({ here, everywhere }: OppeFacts): TableSection {
	const parts = [
		{ prefix: 'here_', group: words.peerReview.here, rows: here },
		{ prefix: 'all_', group: words.peerReview.everywhere, rows: everywhere }
	] as const;
	const columns = [
		plain('code', 'modality', common.columns.modality),
		...[...parts, { prefix: 'others_', group: words.peerReview.others }].flatMap(({ prefix, group }) => [
			plain('count', `${prefix}reviewed`, common.columns.reviewed, group),
			...rateColumns({ key: `${prefix}any`, title: common.outcomes.any, n: `${prefix}reviewed`, group }),
			...rateColumns({
				key: `${prefix}significant`,
				title: common.outcomes.significant,
				n: `${prefix}reviewed`,
				group
			})
		])
	];
	const cells = (prefix: string, row: Pick<GridRow, 'summary' | 'isHidden'> | null): Values => {
		if (!row || row.isHidden) {
			return {
				[`${prefix}reviewed`]: suppressed,
				...rateValues(`${prefix}any`, 'hidden'),
				...rateValues(`${prefix}significant`, 'hidden')
			};
		}
		const { any, significant } = outcomeRates(row.summary);
		return {
			[`${prefix}reviewed`]: row.summary.reviewed,
			...rateValues(`${prefix}any`, any),
			...rateValues(`${prefix}significant`, significant)
		};
	};
	return {
		kind: 'table',
		id: 'peer-review',
		title: words.peerReview.title,
		columns,
		rows: here.map((row) => {
			const same = everywhere.find(({ modality }) => modality === row.modality) ?? null;
			const others = same?.others ?? null;
			return makeRow(rowKindOf(row), columns, {
				modality: row.modality ?? common.all,
				...cells('here_', row),
				...cells('all_', same),
				...cells('others_', others && { summary: others, isHidden: false })
			});
		}),
		empty: common.noReviews
	};
}

/** What the policy says asks for a look, and whether it does. */
function triggerTable({ triggers, everywhere }: OppeFacts): TableSection {
	const text = words.triggers;
	// Beside the totals of the group a rate that is hidden elsewhere would tell of somebody with few reviews.
	const isHidden = everywhere.at(-1)?.isHidden ?? false;
	const columns = [
		plain('text', 'measure', text.measure),
		plain('text', 'found', text.found),
		plain('text', 'limit', text.limit),
		plain('text', 'standing', text.standing)
	];
	const isShare = (name: string): boolean => name === 'above-expected' || name === 'above-threshold';
	const shown = (name: string, value: number | null): ReportCell | Absent =>
		value === null
			? undefinedValue
			: !isShare(name)
				? String(value)
				: isHidden
					? suppressed
					: text.share(value);
	return {
		kind: 'table',
		id: 'triggers',
		title: text.title,
		columns,
		rows: (triggers ?? []).map(({ name, state, value, limit }) =>
			makeRow('body', columns, {
				measure: wordOf(text.names, name),
				found: state === 'cannot-tell' || state === 'not-agreed' ? notApplicable : shown(name, value),
				limit: limit === null ? notApplicable : shown(name, limit),
				standing: wordOf(text.states, state)
			})
		),
		empty: ''
	};
}

function eventFacts({ corrected, corrections, complaints }: OppeFacts): TableSection {
	const text = words.events;
	const columns = [
		plain('text', 'measure', words.triggers.measure),
		plain('count', 'events', text.events),
		plain('count', 'of', text.of),
		...rateColumns({ key: 'rate', title: text.rate, n: 'of' })
	];
	const noRate: Values = {
		of: notApplicable,
		rate: notApplicable,
		rate_lower: notApplicable,
		rate_upper: notApplicable
	};
	const count = (measure: string, events: number | Absent): Values => ({ measure, events, ...noRate });
	const rows: Values[] = [
		{ measure: text.corrected, events: corrected.x, of: corrected.n, ...rateValues('rate', corrected) },
		count(text.correctionsOpened, corrections.opened),
		count(text.informedLate, corrections.late),
		count(text.amended, corrections.amended),
		count(text.complaints, complaints.received),
		count(text.sustained, complaints.sustained),
		count(text.incidents, notRecorded)
	];
	return {
		kind: 'table',
		id: 'events',
		title: text.title,
		columns,
		rows: rows.map((values) => makeRow('body', columns, values)),
		empty: ''
	};
}

function participationFacts({ taken }: OppeFacts): FactsSection {
	const text = words.participation;
	return {
		kind: 'facts',
		id: 'participation',
		title: text.title,
		facts: [
			fact('count', 'reviews', text.reviews, taken.reviews),
			fact('count', 'attended', text.attended, taken.attended),
			fact('count', 'held', text.held, taken.held),
			fact('count', 'submissions', text.submissions, taken.submissions)
		]
	};
}
