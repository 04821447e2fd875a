import { describe, expect, it } from 'vitest';
import { summaryTable, type SummaryEntry } from './peer-review-summary.ts';
import { renderCsv, renderJson } from './render.ts';
import type { ReportHead } from './model.ts';

const entry = (row: string, modality: string, reviewed: number, discrepant: number): SummaryEntry => ({
	row,
	modality,
	summary: {
		reads: reviewed * 20,
		sampled: reviewed,
		reviewed,
		byScore: { '1': reviewed - discrepant, '2a': discrepant, '2b': 0, '3a': 0, '3b': 0 }
	}
});

const table = summaryTable({
	id: 'by-physician',
	title: 'By physician',
	rowTitle: 'Physician',
	entries: [
		entry('R03', 'XR', 120, 3),
		entry('R02', 'CT', 100, 4),
		entry('R03', 'CT', 200, 6),
		entry('R02', 'XR', 80, 2),
		entry('R01', 'XR', 90, 2),
		entry('R01', 'CT', 50, 1),
		entry('R01', 'MR', 4, 1)
	],
	minimum: 30
});

describe('the peer-review summary', () => {
	it('orders rows by code and modality and closes each with its total', () => {
		expect(table.rows.map((row) => [row[0], row[1]])).toEqual([
			['R01', 'CT'],
			['R01', 'MR'],
			['R01', 'XR'],
			['R01', 'all'],
			['R02', 'CT'],
			['R02', 'XR'],
			['R02', 'all'],
			['R03', 'CT'],
			['R03', 'XR'],
			['R03', 'all']
		]);
	});

	it('hides a small cell and as many others as it takes that no total gives it away', () => {
		const reviewed = table.rows.map((row) => row[4]);
		expect(reviewed).toEqual([null, null, null, 144, null, null, 180, 200, 120, 320]);
	});

	it('carries the interval beside every rate', () => {
		const total = table.rows[3] ?? [];
		expect(total[10]).toBeCloseTo(4 / 144, 10);
		expect(total[11]).toBeGreaterThan(0);
		expect(total[12]).toBeLessThan(0.1);
	});
});

describe('rendering', () => {
	const head: ReportHead = {
		format: 'overread-report/1',
		kind: 'peer-review-summary',
		title: 'Peer-review summary',
		group: '=cmd|calc',
		periodFromOn: '2026-01-01',
		periodThroughOn: '2026-06-30',
		scope: 'all facilities',
		detectionMode: 'random',
		blindingLevels: ['L3'],
		policyVersions: { sampling: 1 },
		frameHashes: [],
		n: 244,
		exclusions: {},
		suppression: 'n < 30',
		generatedAt: '2026-07-01T00:00:00.000Z',
		generator: 'Overread',
		privilege: 'Confidential, "peer review"'
	};

	it('writes CSV that no spreadsheet runs, and quotes what needs it', () => {
		const csv = renderCsv({ head, tables: [table], notes: [] });
		expect(csv).toContain("group,'=cmd|calc\r\n");
		expect(csv).toContain('"Confidential, ""peer review"""');
	});

	it('writes the same rows as JSON', () => {
		const json = JSON.parse(renderJson({ head, tables: [table], notes: [] })) as {
			tables: { rows: { row: string; reviewed: number | null }[] }[];
		};
		expect(json.tables[0]?.rows[3]).toMatchObject({ row: 'R01', modality: 'all', reviewed: 144 });
	});
});
