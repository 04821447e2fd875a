import type { ChartModel } from '#lib/core/charts/model.ts';
import {
	makeRow,
	notApplicable,
	notRecorded,
	suppressed,
	undefinedValue,
	type ReportColumn
} from '#lib/core/reports/columns.ts';
import { reportFormat, type Report, type ReportHead } from '#lib/core/reports/model.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';

/** A head with everything that a head can have. */
export const aHead: ReportHead = {
	format: reportFormat,
	schemaVersion: 2,
	kind: 'peer-review-summary',
	number: 'R8',
	title: 'Peer-review summary',
	runId: '0199c0de-0000-7000-8000-000000000001',
	group: 'Northern & Western Teleradiology',
	periodFromOn: '2026-01-01',
	periodThroughOn: '2026-06-30',
	timeZone: 'UTC',
	scope: 'NRTH, WEST',
	filters: { Modality: 'CT' },
	detectionMode: 'random',
	blindingLevels: ['L2', 'L3'],
	policyVersions: { review: 3, sampling: 12 },
	rulePackVersions: { licences: '2026-07' },
	frameHashes: ['ab'.repeat(32)],
	seedCommitments: ['cd'.repeat(32)],
	n: 412,
	nOf: 'reviewed cases',
	exclusions: { 'no-images': 7 },
	suppression: 'Cells with fewer than 30 reviews are hidden.',
	leftOut: 'Nothing but this.',
	namesPeople: false,
	generatedAt: '2026-07-01T06:30:00.000Z',
	generatedBy: 'Åsa Łukasiewicz',
	generator: 'Overread 0.1.0',
	privilege: {
		basis: 'state-peer-review',
		reference: 'Tex. Occ. Code 160.007',
		legend: 'Confidential peer-review document.',
		banner: 'Confidential peer-review document'
	},
	auditCheckpoint: { treeSize: 123_456, rootHash: 'ef'.repeat(32), at: '2026-07-01T06:00:00.000Z' }
};

/** A column of each kind. */
export const everyColumn: readonly ReportColumn[] = [
	{ key: 'who', title: 'Physician', kind: 'code' },
	{ key: 'words', title: 'Words', kind: 'text' },
	{ key: 'reviewed', title: 'Reviewed (n)', kind: 'count', group: 'Second looks' },
	{
		key: 'rate',
		title: 'Any discrepancy',
		kind: 'proportion',
		n: 'reviewed',
		lower: 'rate_lower',
		upper: 'rate_upper',
		group: 'Second looks'
	},
	{ key: 'rate_lower', title: 'Lower 95 %', kind: 'proportion', limitOf: 'rate', group: 'Second looks' },
	{ key: 'rate_upper', title: 'Upper 95 %', kind: 'proportion', limitOf: 'rate', group: 'Second looks' },
	{ key: 'share', title: 'Share reviewed', kind: 'share', n: 'reviewed' },
	{ key: 'change', title: 'Change', kind: 'integer' },
	{ key: 'credits', title: 'Credits', kind: 'decimal', unit: 'h', digits: 2 },
	{ key: 'wait', title: 'Median wait', kind: 'duration', unit: 'minutes' },
	{ key: 'expires', title: 'Expires', kind: 'day' },
	{ key: 'checked', title: 'Checked', kind: 'instant' },
	{ key: 'active', title: 'Active', kind: 'boolean' }
];

const rate = (x: number, n: number) => {
	const { estimate, lower, upper } = makeRate(x, n);
	return {
		reviewed: n,
		rate: estimate ?? undefinedValue,
		rate_lower: lower ?? undefinedValue,
		rate_upper: upper ?? undefinedValue
	};
};

const hidden = { reviewed: suppressed, rate: suppressed, rate_lower: suppressed, rate_upper: suppressed };

/** Texts that a spreadsheet would run, and what else texts can hold. */
export const hostileTexts = [
	'=HYPERLINK("https://example.com";"x")',
	'+1+1',
	'-2+3',
	'@SUM(A1:A9)',
	'\t=1+1',
	'\r=1+1',
	'\n=1+1',
	'＝1+1',
	'＋1',
	'－1',
	'＠SUM(A1)',
	'a;=1+1',
	' =1+1',
	'"=1+1',
	'a "quoted", comma; 日本 Åsa',
	"'already quoted",
	'two\nlines'
] as const;

const body = {
	share: 0.125,
	change: -3,
	credits: 12.5,
	wait: 95.25,
	expires: '2027-02-28',
	checked: '2026-06-30T23:59:59.000Z',
	active: true
} as const;

const chart: ChartModel = {
	kind: 'points-with-intervals',
	title: 'R03 lies above the others',
	n: 412,
	xAxis: { title: 'Physician', unit: 'name' },
	yAxis: { title: 'Any discrepancy', unit: 'share' },
	series: [
		{
			name: 'Rate',
			role: 'data',
			points: [
				{ x: 'R01', y: 0.021, lower: 0.012, upper: 0.036, n: 200 },
				{ x: 'R03', y: 0.055, lower: 0.031, upper: 0.094, n: 212, tone: 'watch', note: 'watch' }
			]
		},
		{
			name: 'Group',
			role: 'target',
			points: [
				{ x: 'R01', y: 0.038 },
				{ x: 'R03', y: 0.038 }
			]
		}
	],
	notes: ['Wilson 95 % intervals.']
};

/** A report with every kind of section, column and gap; its values are the same in every form. */
export const aReport: Report = {
	head: aHead,
	sections: [
		{
			kind: 'facts',
			id: 'programme',
			title: 'Programme',
			facts: [
				{ key: 'policy', title: 'Policy', kind: 'text', value: 'Random sample, blinded' },
				{ key: 'approved', title: 'Approved', kind: 'day', value: '2026-01-15' },
				{ key: 'members', title: 'Members', kind: 'count', value: 7 },
				{ key: 'chair', title: 'Chair', kind: 'text', value: null, absent: 'not-recorded' }
			]
		},
		{
			kind: 'table',
			id: 'all',
			title: 'By physician: all / some [of them]',
			columns: everyColumn,
			rows: [
				makeRow('body', everyColumn, { who: 'R01', words: 'plain', ...rate(4, 200), ...body }),
				makeRow('body', everyColumn, {
					who: 'R02',
					words: 'few',
					...hidden,
					...body,
					share: suppressed,
					expires: notRecorded,
					checked: notApplicable,
					active: false
				}),
				makeRow('body', everyColumn, {
					who: 'R03',
					words: 'none',
					...rate(0, 0),
					...body,
					share: undefinedValue
				}),
				makeRow('subtotal', everyColumn, {
					who: 'all',
					words: 'sum',
					...rate(11, 412),
					...body,
					change: 1234
				})
			],
			empty: 'Nothing.'
		},
		{
			kind: 'table',
			id: 'hostile',
			title: 'Texts',
			columns: [{ key: 'text', title: '=Text', kind: 'text' }],
			rows: hostileTexts.map((text) => ({ kind: 'body', cells: [text] })),
			empty: ''
		},
		{
			kind: 'table',
			id: 'empty',
			title: 'Texts',
			columns: [{ key: 'text', title: 'Text', kind: 'text' }],
			rows: [],
			empty: 'There is nothing in this period.'
		},
		{ kind: 'chart', id: 'rates', title: 'Rates', chart },
		{
			kind: 'text',
			id: 'narrative',
			title: 'Narrative',
			paragraphs: ['The first paragraph.', 'The second paragraph.'],
			items: ['One thing', 'Another thing']
		},
		{
			kind: 'signatures',
			id: 'signed',
			title: 'Signatures',
			statement: 'I have reviewed what stands above.',
			places: [{ role: 'Medical director', name: 'Åsa Łukasiewicz' }, { role: 'Committee chair' }]
		}
	],
	notes: ['Rates are of reviewed cases, with Wilson 95 % intervals.']
};
