import type { App } from '#lib/server/app.ts';
import { plain, problem, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { capabilities, wadl, wadlOffers } from '#lib/server/dicomweb/capabilities.ts';
import { applyConditions } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import { negotiate } from '#lib/server/dicomweb/negotiate.ts';
import { pacsProblem } from '#lib/server/dicomweb/pacs-problem.ts';
import {
	maxFrames,
	parseTarget,
	type Scope,
	type Target,
	type TargetError
} from '#lib/server/dicomweb/target.ts';
import { PacsError } from '#lib/server/pacs/failure.ts';
import { answerBulkdata } from './bulkdata.server.ts';
import { answerFrames } from './frames.server.ts';
import { answerInstances } from './instances.server.ts';
import { answerMetadata } from './metadata.server.ts';
import { answerRendered } from './rendered.server.ts';
import { answerSearchIn } from './search.server.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

/** What stands behind one root of the service for whoever has been let in: one case's study, or the whole store. */
export type ImageStore = {
	/** The study under this UID, or null. */
	study(studyUid: string): Promise<ServedStudy | null>;
	/** The only study there is, for searches; null where there are many. */
	readonly only: (() => Promise<ServedStudy | null>) | null;
	/** Searches where there are many. */
	search(target: Extract<Target, { kind: 'search' }>, request: DicomwebRequest): Promise<Answer>;
	/** Takes objects in (STOW-RS); null where nothing can be stored. */
	readonly take: ((request: DicomwebRequest, studyUid: string | null) => Promise<Answer>) | null;
	/** Told of each study whose content is given out. */
	readonly onRetrieve: ((study: ServedStudy) => Promise<void>) | null;
};

const wrongTarget: Readonly<Record<TargetError, Answer>> = {
	'no-such-resource': problems.noRoute,
	'bad-uid': problem(400, 'bad-uid', 'A UID in the path has a form that no UID has.'),
	'bad-frame-list': problem(400, 'bad-frame-list', 'Frames are numbers from 1, with commas between them.'),
	'too-many-frames': problem(400, 'too-many-frames', `At most ${maxFrames} frames can be asked for at once.`)
};

/** Answers a request of QIDO-RS, WADO-RS or STOW-RS. Who asks has been let in by whoever calls. */
export async function serveDicomweb(app: App, store: ImageStore, request: DicomwebRequest): Promise<Answer> {
	if (request.method === 'OPTIONS' && request.segments.every((segment) => segment === ''))
		return describe(store, request);
	const target = parseTarget(request.segments);
	if (!target.ok) return wrongTarget[target.error];
	try {
		const answer = await dispatch(app, store, { target: target.value, request });
		return applyConditions(request, answer);
	} catch (error) {
		// Objects may lie in a PACS, which is asked wherever their bytes are needed first.
		if (error instanceof PacsError) return pacsProblem(error.failure);
		throw error;
	}
}

/** What the service can do, asked of its root (PS3.18 8.9). */
function describe(store: ImageStore, request: DicomwebRequest): Answer {
	if (!negotiate(acceptedBy(request), wadlOffers)) return problems.notAcceptable;
	const text = capabilities({ root: request.root, canStore: store.take !== null });
	return plain(Buffer.from(text), { allow: 'OPTIONS', 'content-type': wadl, 'cache-control': 'no-store' });
}

async function dispatch(
	app: App,
	store: ImageStore,
	{ target, request }: { target: Target; request: DicomwebRequest }
): Promise<Answer> {
	const { method } = request;
	const storesTo = storePath(target);
	if (method === 'POST' && storesTo !== undefined && store.take) return store.take(request, storesTo);
	if (method !== 'GET' && method !== 'HEAD') {
		const allow = `GET, HEAD, OPTIONS${storesTo !== undefined && store.take ? ', POST' : ''}`;
		return method === 'OPTIONS'
			? { status: 204, headers: { allow }, body: null }
			: problems.notAllowed(allow);
	}
	if (target.kind === 'search') return search(app, store, { target, request });
	const study = await store.study(target.scope.study);
	const objects = study ? objectsIn(study, target.scope) : [];
	if (!study) return problems.notFound;
	if (objects.length === 0) return problems.noInstance;
	await store.onRetrieve?.(study);
	switch (target.kind) {
		case 'dicom':
			return answerInstances(app, study, { objects, request });
		case 'metadata':
			return answerMetadata(app, study, { objects, key: keyOf(target.scope), request });
		case 'rendered':
		case 'thumbnail':
			return answerRendered(app, study, { objects, target, request });
		case 'frames':
		case 'bulkdata': {
			const [object] = objects;
			if (!object) return problems.noInstance;
			if (target.kind === 'frames') return answerFrames(app, object, { frames: target.frames, request });
			return answerBulkdata(app, study, { object, tag: target.tag, request });
		}
	}
}

/** Where a POST to this path would store: a study, anywhere (null), or nowhere. */
function storePath(target: Target): string | null | undefined {
	if (target.kind === 'search' && target.level === 'study') return null;
	const isStudy = target.kind === 'dicom' && target.scope.series === null;
	return isStudy ? target.scope.study : undefined;
}

const keyOf = ({ series, instance }: Scope): string => `${series ?? ''}/${instance ?? ''}`;

function objectsIn(study: ServedStudy, { series, instance }: Scope): readonly ServedObject[] {
	if (instance !== null) {
		const object = study.find(instance);
		return object && object.seriesUid === series ? [object] : [];
	}
	return series === null ? study.objects : study.objects.filter(({ seriesUid }) => seriesUid === series);
}

async function search(
	app: App,
	store: ImageStore,
	{ target, request }: { target: Extract<Target, { kind: 'search' }>; request: DicomwebRequest }
): Promise<Answer> {
	if (target.study === null && store.only === null) return store.search(target, request);
	const study = target.study === null ? await store.only?.() : await store.study(target.study);
	if (!study) return problems.notFound;
	// A search within a study can give every header of it.
	await store.onRetrieve?.(study);
	return answerSearchIn(app, study, { target, request });
}
