import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase, BlindedReport } from '#lib/core/case/blinding.ts';
import { isReportOpen } from '#lib/core/case/step.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { App } from '#lib/server/app.ts';
import { findBlindedCase } from './blinded-facts.server.ts';
import { holdOwnDraft } from './own-draft.server.ts';
import { knownFactsOf, scrubbedReport } from './scrubbed-report.server.ts';
import { imagesBehind, reportFor, type BlindedImages } from './workspace-queries.server.ts';

/** A case for a window that shows its images, and its report where the first window shows it. */
export type WindowOnCase = {
	readonly case: BlindedCase;
	readonly report: BlindedReport;
	readonly images: BlindedImages | null;
};

/** What a second window shows of an own open assignment, sealed as far as its own page is; null where the door stays shut. */
export async function windowOnAssignment(
	app: App,
	actor: Pick<Actor, 'id'>,
	assignmentId: string
): Promise<WindowOnCase | null> {
	const held = await holdOwnDraft(app.db.read, actor.id, assignmentId);
	if (!held.ok) return null;
	const { caseId, readId } = held.value;
	const known = isReportOpen(held.value) ? await knownFactsOf(app.db.read, readId) : null;
	return windowOn(app, {
		...{ caseId, known, door: `reviews/${assignmentId}` },
		report: await reportFor(app, held.value)
	});
}

/**
 * What a second window shows of a case that a door has opened, behind the same door (`committee/…`, `feedback/…`), whose pages show the
 * report from the start; null where the door stays shut.
 */
export async function windowOnCase(
	app: App,
	opened: { readonly caseId: string } | null,
	door: string
): Promise<WindowOnCase | null> {
	if (!opened) return null;
	const { read } = app.db;
	const { cases } = read.tables;
	const [row] = await read.select({ readId: cases.readId }).from(cases).where(eq(cases.id, opened.caseId));
	if (!row) return null;
	const known = await knownFactsOf(read, row.readId);
	const report = { sealed: false as const, ...(await scrubbedReport(read, row.readId, known)) };
	return windowOn(app, { caseId: opened.caseId, known, door, report });
}

async function windowOn(
	app: App,
	given: { caseId: string; known: KnownFacts | null; door: string; report: BlindedReport }
): Promise<WindowOnCase | null> {
	const { caseId, known, door, report } = given;
	const blinded = await findBlindedCase(app.db.read, caseId);
	return blinded && { case: blinded, report, images: await imagesBehind(app, door, { caseId, known }) };
}
