import { may } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { lastMonths, periodDays } from '#lib/core/period.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { reportFacilities } from '#lib/features/reports/export-queries.server.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import {
	exportRequestSchema,
	reportRequestSchema,
	type ReportRequest
} from '#lib/features/reports/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, url }) => {
	const now = app.clock.now();
	const lastYear = lastMonths(now, 12);
	// An auditor's scope may reach into the future, where nothing is yet.
	const fallback = periodDays(
		actor.scope ? { from: actor.scope.from, to: Math.min(actor.scope.to, lastYear.to) } : lastYear
	);
	const parsed = reportRequestSchema.safeParse({
		from: url.searchParams.get('from') ?? fallback.fromOn,
		through: url.searchParams.get('through') ?? fallback.throughOn,
		facility: url.searchParams.get('facility') || undefined,
		kind: url.searchParams.get('kind') || 'peer-review-summary'
	});
	const request: ReportRequest = parsed.success
		? parsed.data
		: { kind: 'peer-review-summary', from: fallback.fromOn, through: fallback.throughOn };
	const report = await makeReport(app, actor, request);
	const [first] = actor.scope ? [periodDays(actor.scope)] : [];
	return {
		request: {
			from: request.from,
			through: request.through,
			facility: request.facility ?? '',
			kind: request.kind
		},
		report: report.ok ? report.value : null,
		reportError: report.ok ? null : report.error,
		facilities: await reportFacilities(app.db.read, actor),
		scope: first ?? null,
		mayTake: may(actor, 'report.export'),
		today: toUtcDay(now)
	};
});

export const actions = {
	export: action(
		'report.export',
		exportRequestSchema,
		({ app, actor }, request) => exportReport(app, actor, request),
		{ redirectTo: ({ id }) => `/reports/register?new=${id}` }
	)
};
