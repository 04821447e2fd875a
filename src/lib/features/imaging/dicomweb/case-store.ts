import { problems } from '#lib/server/dicomweb/answer.ts';
import type { ImageStore } from './serve.server.ts';
import type { ServedStudy } from './served-study.server.ts';

/** One case's study as a store of its own, where nothing else can be found; null behind a door that stays shut. */
export function caseStore(study: ServedStudy | null): ImageStore {
	return {
		study: async (uid) => (study?.studyUid === uid ? study : null),
		only: async () => study,
		search: async () => problems.notFound,
		take: null,
		onRetrieve: null
	};
}
