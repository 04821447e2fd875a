import { eq } from 'drizzle-orm';
import { ok, type Result } from '#lib/core/result.ts';
import { preparedFrom } from '#lib/features/imaging/pacs/prepare-study.server.ts';
import { refreshHeaders, type StudyHeaders } from '#lib/features/imaging/pacs/study-headers.server.ts';
import type { App } from '#lib/server/app.ts';
import type { PacsFailure } from '#lib/server/pacs/failure.ts';
import { nameInstances } from './name-instances.server.ts';

/**
 * Takes a study of the PACS among those that the product knows: its headers, by one request; the pixels stay where they are. It may
 * run again: what came since is added. Nothing is taken where its headers are not as `isWanted` wants them. Gives how many objects are new.
 */
export async function takeFromPacs(
	app: App,
	studyUid: string,
	isWanted: (headers: StudyHeaders) => boolean = () => true
): Promise<Result<number, PacsFailure>> {
	const headers = await refreshHeaders(app, studyUid);
	if (!headers.ok) return headers;
	if (!isWanted(headers.value)) return ok(0);
	const prepared = preparedFrom(headers.value);
	const outcomes = await app.db.transaction((write) =>
		nameInstances(app, write, prepared, async (stored) => {
			if (stored === 0) return [];
			const { studies } = write.tables;
			const [study] = await write
				.select({ id: studies.id })
				.from(studies)
				.where(eq(studies.studyUid, studyUid));
			const about = { subjectId: study?.id ?? '', at: app.clock.now(), actor: null };
			return [{ type: 'study.located', facts: { instances: stored }, ...about }];
		})
	);
	return ok(outcomes.filter((outcome) => outcome === 'stored').length);
}
