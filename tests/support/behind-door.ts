import { gunzipSync } from 'node:zlib';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { BlindedObject, BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { zippedMetadata } from '#lib/features/imaging/dicomweb/metadata.server.ts';
import { planFrame } from '#lib/features/imaging/dicomweb/plan-frame.server.ts';
import { servedBlinded } from '#lib/features/imaging/dicomweb/served-study.server.ts';
import { withObject } from '#lib/features/imaging/open-objects.server.ts';
import type { App } from '#lib/server/app.ts';
import { chunksOf } from '#lib/server/dicomweb/send.ts';

/** A frame as a door gives it, without what is around it. */
export async function blindedFrame(
	app: App,
	object: BlindedObject,
	number: number
): Promise<Result<{ transferSyntaxUID: string; bytes: Uint8Array }, string>> {
	const found = await withObject(app, object.path, async (open) => {
		const plan = await planFrame(open, { number, release: object.pixels, syntaxUid: null });
		if (!plan.ok) return plan;
		const chunks: Uint8Array[] = [];
		for await (const chunk of chunksOf({ kind: 'pieces', pieces: [plan.value.piece] })) chunks.push(chunk);
		return ok({ transferSyntaxUID: plan.value.syntaxUid, bytes: new Uint8Array(Buffer.concat(chunks)) });
	});
	return found ?? err('object-unreadable');
}

/** The headers of a study as a door gives them. */
export async function metadataBehind(app: App, study: BlindedStudy): Promise<string> {
	const served = servedBlinded(app, study);
	const zipped = await zippedMetadata(app, served, { objects: served.objects, key: '/' });
	return gunzipSync(zipped).toString();
}
