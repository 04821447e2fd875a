import { eq, inArray, not, or, type SQL } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { makeCache } from '#lib/features/imaging/cache.ts';
import { isOfJudgedPatient } from '#lib/features/imaging/judged-patients.server.ts';
import { answerSearch } from './search.server.ts';
import type { ImageStore } from './serve.server.ts';
import { originalStudy, type ServedStudy } from './served-study.server.ts';

/**
 * Whoever reviews a study, or decides about it in the committee, must not look it up here, nor another one of its patient. Null for
 * those who judge nothing.
 */
function unjudged(app: App, actor: Actor): SQL | undefined {
	const { assignments, cases } = app.db.read.tables;
	const judged = [
		may(actor, 'review.score')
			? inArray(
					cases.id,
					app.db.read
						.select({ id: assignments.caseId })
						.from(assignments)
						.where(eq(assignments.reviewerId, actor.id))
				)
			: undefined,
		may(actor, 'committee.decide')
			? inArray(cases.state, ['in-committee', 'returned', 'rebutted'])
			: undefined
	].filter((condition) => condition !== undefined);
	if (judged.length === 0) return undefined;
	const hidden = isOfJudgedPatient(app.db.read, or(...judged));
	return hidden && not(hidden);
}

const seen = new WeakMap<App, ReturnType<typeof makeCache<null>>>();

/** The embedded store as it is, for those who may see patients. Each study that somebody looks at stands in the audit log, once an hour. */
export function storedImages(app: App, actor: Actor, root: string): Omit<ImageStore, 'take'> {
	const visible = unjudged(app, actor);
	const studies = new Map<string, Promise<ServedStudy | null>>();
	const find = async (uid: string): Promise<ServedStudy | null> => {
		const found = studies.get(uid) ?? originalStudy(app, { studyUid: uid, root, visible });
		studies.set(uid, found);
		return found;
	};
	return {
		study: find,
		only: null,
		search: (target, request) => answerSearch(app, { target, request, visible }),
		onRetrieve: async ({ id }) => {
			if (id === null) return;
			let cache = seen.get(app);
			if (!cache) seen.set(app, (cache = makeCache({ entries: 10_000, forMs: HOUR_MS, clock: app.clock })));
			await cache.get(`${actor.id} ${id}`, async () => {
				await app.db.transaction((write) =>
					recordAudit(write, {
						type: 'study.retrieved',
						subjectId: id,
						facts: {},
						at: app.clock.now(),
						actor
					})
				);
				return null;
			});
		}
	};
}
