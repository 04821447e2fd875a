import { failure } from '#lib/server/http/respond.ts';
import type { Context } from '#lib/server/http/page.ts';
import { blindedStudy, type BlindedStudy } from './blinded-study.server.ts';
import { blindedFrame, frameResponse, metadataResponse } from './wado.server.ts';

/** What a door gave: the case behind it, or the read that something else shows; null when it stays shut. */
type Door = { readonly caseId: string; readonly readId?: string } | null;

async function studyBehind({ app, params }: Context, door: Door): Promise<BlindedStudy | null> {
	if (!door) return null;
	const study = await blindedStudy(app, door.caseId, door.readId ?? null);
	return study && study.studyUid === params.study ? study : null;
}

/** Answers `…/studies/{study}/metadata` for the case behind a door. */
export async function answerMetadata(context: Context, door: Door): Promise<Response> {
	return answerStudyMetadata(context, await studyBehind(context, door));
}

/** Answers `…/studies/{study}/metadata` for a study that its door has opened; null while it stays shut. */
export async function answerStudyMetadata(context: Context, study: BlindedStudy | null): Promise<Response> {
	if (!study) return failure('study-not-found');
	return metadataResponse(context.app, study, context.event.request.headers.get('accept-encoding'));
}

/** Answers `…/studies/{study}/series/{series}/instances/{instance}/frames/{frame}` for the case behind a door. */
export async function answerFrame(context: Context, door: Door): Promise<Response> {
	return answerStudyFrame(context, await studyBehind(context, door));
}

/** Answers `…/frames/{frame}` for a study that its door has opened; null while it stays shut. */
export async function answerStudyFrame(context: Context, study: BlindedStudy | null): Promise<Response> {
	const { params } = context;
	if (!study) return failure('study-not-found');
	const object = study.find(params.instance ?? '');
	if (!object || object.blindedSeriesUid !== params.series) return failure('instance-not-found');
	const frame = await blindedFrame(context.app, object, Number(params.frame));
	if (!frame.ok) return failure(frame.error === 'frame-unreadable' ? 'frame-not-found' : frame.error);
	return frameResponse(frame.value);
}
