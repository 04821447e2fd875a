import { expect } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { reportFaults } from '#lib/core/reports/faults.ts';
import { tablesOf, type Report } from '#lib/core/reports/model.ts';
import { getValue } from '#lib/core/result.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { renderReport } from '#lib/features/reports/render-report.server.ts';
import type { ReportRequest } from '#lib/features/reports/schemas.ts';
import type { TestApp } from './test-app.ts';

/** A report without faults, and the rows of its tables by column key. */
export async function madeReport(
	app: TestApp,
	actor: Actor,
	request: ReportRequest
): Promise<{ report: Report; cells: (table: string) => Record<string, unknown>[] }> {
	const report = getValue(await makeReport(app, actor, request));
	expect(reportFaults(report)).toEqual([]);
	const cells = (table: string) => {
		const found = tablesOf(report).find(({ id }) => id === table);
		return (found?.rows ?? []).map(({ cells: values }) =>
			Object.fromEntries((found?.columns ?? []).map(({ key }, at) => [key, values[at]]))
		);
	};
	return { report, cells };
}

/** Holds a report against the file that is kept of it, in the forms that people compare by eye. Hashes follow from ids, which are chance. */
export async function expectKept(report: Report, name: string = report.head.kind): Promise<void> {
	for (const form of ['json', 'csv'] as const) {
		const text = Buffer.from(await renderReport(report, form)).toString('utf8');
		const plain = text.replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
		await expect(plain).toMatchFileSnapshot(`../golden/reports/${name}.${form}`);
	}
}
