import type { Context } from '#lib/server/http/page.ts';
import type { BlindedStudy } from './blinded-study.server.ts';
import { checkedStudy } from './pixel-queries.server.ts';

/** The study that the route names, for whoever checks its pixels; null where it is not theirs or goes by another UID. */
export async function openedCheck({ app, actor, params }: Context): Promise<BlindedStudy | null> {
	const study = await checkedStudy(app, actor, params.id ?? '');
	return study && study.studyUid === params.study ? study : null;
}
