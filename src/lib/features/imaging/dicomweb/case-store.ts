import { problems } from '#lib/server/dicomweb/answer.ts';
import type { ImageStore } from './serve.server.ts';
import type { ServedStudy } from './served-study.server.ts';

/**
 * One case's study as a store of its own, where nothing else can be found but the priors of the same case; null behind a door that
 * stays shut. Searches know the study alone.
 */
export function caseStore(
	study: ServedStudy | null,
	findPrior: (studyUid: string) => Promise<ServedStudy | null> = async () => null
): ImageStore {
	return {
		study: async (uid) => (study?.studyUid === uid ? study : study && findPrior(uid)),
		only: async () => study,
		search: async () => problems.notFound,
		take: null,
		onRetrieve: null
	};
}
