import { error } from '@sveltejs/kit';
import { isReportKind } from '#lib/core/reports/catalogue.ts';
import { withRadiologistId } from '#lib/features/reports/radiologist-code.server.ts';
import { reportPage } from '#lib/features/reports/report-page.server.ts';
import { askForReport } from '#lib/features/reports/runs/ask.server.ts';
import { exportRequestSchema } from '#lib/features/reports/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, params, url }) => {
	const kind = params.kind ?? '';
	if (!isReportKind(kind)) error(404, 'kind-not-found');
	const shown = await reportPage(app, actor, { kind, asked: url.searchParams });
	if (!shown.ok) error(403, shown.error);
	return shown.value;
});

export const actions = {
	export: action(
		'report.export',
		exportRequestSchema,
		async ({ app, actor }, request) => {
			const meant = await withRadiologistId(app.db.read, request);
			return meant.ok ? askForReport(app, actor, meant.value) : meant;
		},
		{ redirectTo: ({ runId }) => `/reports/runs/${runId}` }
	)
};
