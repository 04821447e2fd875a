import { may, type Actor } from '#lib/core/actor.ts';
import { usualLifeDays } from '#lib/core/reports/register.ts';
import { err, type Result } from '#lib/core/result.ts';
import { scopeRequest } from '#lib/features/reports/report-scope.server.ts';
import { askForRun, type AskError } from '#lib/features/reports/runs/ask.server.ts';
import type { App } from '#lib/server/app.ts';
import { packKind, type PackRequest, type PackRun } from './pack-request.ts';

/** Asks for a survey pack: it is made in the background, as every report is. Answers its run. */
export async function askForPack(
	app: App,
	actor: Actor,
	pack: PackRequest
): Promise<Result<{ runId: string }, AskError>> {
	if (!may(actor, 'report.export')) return err('not-permitted');
	const scoped = scopeRequest(actor, pack);
	if (!scoped.ok) return scoped;
	const request: PackRun = { ...pack, kind: packKind, format: 'zip' };
	return askForRun(app, actor, { request, lifeDays: usualLifeDays });
}
