import { createHash } from 'node:crypto';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { lendObject, withObject, type LentObject } from '#lib/features/imaging/open-objects.server.ts';
import type { App } from '#lib/server/app.ts';
import { problem, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { isFresh } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import {
	boundaryOf,
	multipart,
	multipartChunks,
	multipartType
} from '#lib/server/dicomweb/multipart-write.ts';
import { frameOffers, negotiate, type Form } from '#lib/server/dicomweb/negotiate.ts';
import { keepHeaders } from './headers.ts';
import { planFrame, planWhole, type FrameFailure, type PlannedFrame } from './plan-frame.server.ts';
import type { ServedObject } from './served-study.server.ts';

const answers: Readonly<Record<FrameFailure, Answer>> = {
	'frame-not-found': problems.noFrame,
	'frame-unreadable': problems.unreadable,
	'not-transcoded': problems.notTranscoded,
	'too-busy': problem(
		503,
		'too-many-frames-made',
		'Too many frames are being compressed. Ask again a little later, or for transfer-syntax=*.',
		{ 'retry-after': '2' }
	),
	left: problem(503, 'frame-unwanted', 'The request was given up.')
};

type Asked = {
	readonly frames: readonly number[];
	readonly request: DicomwebRequest;
	/** Whether the frames are all there are, which may go out as one where they lie plain in the file. */
	readonly isWhole?: boolean;
};

/**
 * Frames of an object, numbered from 1, as PS3.18 10.4.1.1.6 gives them. A single plain one is made JPEG-LS for who asks for that; where
 * it cannot be, what else is accepted goes out.
 */
export async function answerFrames(app: App, object: ServedObject, asked: Asked): Promise<Answer> {
	const { frames, request, isWhole = false } = asked;
	if (frames.some((number) => number > object.frames)) return problems.noFrame;
	const accepted = acceptedBy(request);
	const isPlain = object.release?.kind === 'masked';
	const isOne = frames.length === 1 && !isWhole;
	const formFor = async (canPack: boolean): Promise<Form | null> => {
		const within = (storedUid: string) => {
			const servedUid = isPlain ? explicitLittleEndian.uid : storedUid;
			return negotiate(accepted, frameOffers(servedUid, isWhole ? 1 : frames.length, canPack));
		};
		return within(object.storedSyntaxUid) ?? within(await seenSyntaxUid(app, object));
	};
	const form = await formFor(isOne);
	if (!form) return problems.notAcceptable;
	const answer = await answerAs(app, object, { ...asked, form });
	if (!form.isMade || answer.status === 200 || answer.status === 304 || answer === answers.left)
		return answer;
	const other = await formFor(false);
	return other ? answerAs(app, object, { ...asked, form: other }) : answer;
}

async function answerAs(
	app: App,
	object: ServedObject,
	{ frames, request, isWhole = false, form }: Asked & { readonly form: Form }
): Promise<Answer> {
	const variant = `${form.isMultipart ? 'm' : 's'}${form.type}${form.syntaxUid ?? '*'}`;
	const etag = `"${object.etag}${hashOf(`${frames.join()} ${variant}`)}"`;
	const headers = { ...keepHeaders, etag, vary: 'accept' };
	if (isFresh(request, etag)) return { status: 304, headers, body: null };
	const lent = await lendObject(app, object.path, request.left);
	if (!lent) return problems.unreadable;
	const left = form.isMade ? request.left?.() : undefined;
	const how = { release: object.release, syntaxUid: form.syntaxUid, isMade: form.isMade, left };
	let isHandedOn = false;
	try {
		const [number = 1, ...more] = frames;
		const first = await planFrame(lent, { number, ...how });
		if (!first.ok) return answers[first.error];
		const { syntaxUid } = first.value;
		const type = `${form.type}; transfer-syntax=${syntaxUid}`;
		isHandedOn = true;
		if (!form.isMultipart) {
			const whole = isWhole ? planWhole(lent, first.value) : null;
			const pieces = [whole ?? first.value.piece];
			for (const next of whole ? [] : more) {
				const frame = await planFrame(lent, { number: next, ...how });
				if (!frame.ok || 'bytes' in frame.value.piece || syntaxUid !== explicitLittleEndian.uid) {
					lent.giveBack();
					return problems.notAcceptable;
				}
				pieces.push(frame.value.piece);
			}
			const body = { kind: 'pieces', pieces, release: lent.giveBack } as const;
			return { status: 200, headers: { ...headers, 'content-type': type }, body };
		}
		if (more.length === 0) {
			const parts = [{ type, pieces: [first.value.piece] }];
			return multipart(parts, { key: etag, rootType: form.type, syntaxUid, headers, release: lent.giveBack });
		}
		const boundary = boundaryOf(etag);
		const rest = planRest(lent, { first: first.value, more, how, type });
		return {
			status: 200,
			headers: { ...headers, 'content-type': multipartType(form.type, boundary, syntaxUid) },
			body: {
				kind: 'chunks',
				chunks: multipartChunks(boundary, rest),
				length: null,
				release: lent.giveBack
			}
		};
	} finally {
		if (!isHandedOn) lent.giveBack();
	}
}

/** The transfer syntax of an object whose PACS did not tell it: the object itself does. */
async function seenSyntaxUid(app: App, { storedSyntaxUid, path }: ServedObject): Promise<string> {
	if (storedSyntaxUid !== '') return storedSyntaxUid;
	return (await withObject(app, path, async ({ file }) => file.transferSyntax.uid)) ?? '';
}

/** The frames of a list one after the other; none but the one being sent is in memory. */
async function* planRest(
	lent: LentObject,
	{
		first,
		more,
		how,
		type
	}: {
		first: PlannedFrame;
		more: readonly number[];
		how: Omit<Parameters<typeof planFrame>[1], 'number'>;
		type: string;
	}
) {
	try {
		yield { type, chunks: [first.piece] };
		for (const number of more) {
			const frame = await planFrame(lent, { number, ...how });
			// The head is out: the connection is cut, so that nobody takes a part for the whole.
			if (!frame.ok) throw new Error(`a frame of a list cannot be given: ${frame.error}`);
			yield { type, chunks: [frame.value.piece] };
		}
	} finally {
		lent.giveBack();
	}
}

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
