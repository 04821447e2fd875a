import { eq } from 'drizzle-orm';
import { draftBodySchema, emptyDraftBody, type DraftBody } from '#lib/core/scoring/draft.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { blindedMarks } from './marks.server.ts';
import type { StandingReview } from './standing-review.server.ts';

/** A stored body of a draft; a part that no longer fits the form is empty, the others stay. */
export function parseBody(stored: unknown): DraftBody {
	const parsed = draftBodySchema.safeParse(stored);
	if (parsed.success) return parsed.data;
	const fitting: Record<string, unknown> = { ...emptyDraftBody };
	const given: Readonly<Record<string, unknown>> =
		typeof stored === 'object' && stored !== null ? { ...stored } : {};
	for (const [name, schema] of Object.entries(draftBodySchema.shape)) {
		const part = schema.safeParse(given[name]);
		if (part.success) fitting[name] = part.data;
	}
	return draftBodySchema.parse(fitting);
}

/** The draft that a review came from, to go on with; made from the review where none was kept. */
export async function draftOf(app: App, read: ReadHandle, review: StandingReview): Promise<DraftBody> {
	const { drafts } = read.tables;
	const [row] = await read
		.select({ body: drafts.body })
		.from(drafts)
		.where(eq(drafts.assignmentId, review.assignmentId));
	if (row) return parseBody(row.body);
	const [expectedness, significance] = review.score;
	const study = await blindedStudy(app, review.caseId);
	return parseBody({
		...review,
		expectedness: expectedness ?? null,
		significance: significance ?? null,
		comment: review.comment ?? '',
		siteComment: review.siteComment ?? '',
		findings: await blindedMarks(read, review.id, study, { people: [] })
	});
}
