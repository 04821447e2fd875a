import { describe, expect, it } from 'vitest';
import type { Minutes, MinutesRow } from '#lib/core/committee/minutes.ts';
import { minutesColumns, minutesCsv, minutesMarkdown, summaryOf } from './minutes-file.ts';

const row: MinutesRow = {
	number: 1,
	question: 'score',
	scoreBefore: '3b',
	outcome: 'downgrade',
	scoreAfter: '2b',
	quorum: 2,
	votesCast: 3,
	votesFor: 2,
	recusals: 1,
	isChairs: true,
	attribution: 'system',
	action: 'education',
	daysWaited: 4,
	isReconsidered: true
};

const minutes: Minutes = {
	month: '2026-10',
	rows: [
		row,
		{ ...row, number: 2, question: 'rebuttal', scoreAfter: '3b', outcome: 'uphold', isChairs: false }
	],
	present: ['Ada | Lovelace', 'Kenji Moriwaki'],
	policy: { version: 3, quorum: 2, dueDays: 14 }
};

describe('minutes', () => {
	it('say in one sentence what was decided and how often a score changed', () => {
		expect(summaryOf(minutes)).toBe('2 questions decided, 1 of them a rebuttal; the score changed in 1.');
		expect(summaryOf({ ...minutes, rows: [] })).toBe('No question was decided.');
	});

	it('are a Markdown table in which a name cannot break a cell', () => {
		const document = minutesMarkdown(minutes);
		expect(document).toContain('# Minutes of the quality committee, 2026-10');
		expect(document).toContain('Privileged under');
		expect(document).toContain('- Ada \\| Lovelace');
		expect(document).toContain(
			'| 1 | Score | 3b | Lower | 2b | 2 | 2 | 3 | 1 | The system | Education | 4 | chair’s casting vote, reconsidered by the reviewer |'
		);
	});

	it('are CSV with one record a question and the privilege in each', () => {
		const lines = minutesCsv(minutes).split('\r\n');
		expect(lines).toHaveLength(4);
		expect(lines[0]).toMatch(/^month,number,question,/);
		expect(lines[1]).toContain('"chair’s casting vote, reconsidered by the reviewer"');
		expect(lines[0]).toContain(',votesFor,votesCast,recusals,attribution,action,');
		expect(lines[2]).toMatch(/^2026-10,2,Rebuttal,3b,Uphold,3b,2,2,3,1,The system,.*Privileged under/);
	});

	it('have no cell in their CSV that a spreadsheet takes for a date or a formula', () => {
		const hostile = { ...minutes, rows: [{ ...row, scoreBefore: '=1+1' }] };
		expect(minutesCsv(hostile).split('\r\n')[1]).toContain(",'=1+1,");
		const cells = minutesCsv(minutes)
			.split(/[\r\n,]+/)
			.slice(minutesColumns.length + 2);
		expect(cells.filter((cell) => /^[=+\-@]|^\d+ ?\/ ?\d+$/.test(cell))).toEqual([]);
	});
});
