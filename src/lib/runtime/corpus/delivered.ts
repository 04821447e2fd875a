import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { blindedFrame, frameResponse, metadataResponse } from '#lib/features/imaging/wado.server.ts';
import type { App } from '#lib/server/app.ts';

/** One answer of an image door, headers and body, as a Latin-1 string. */
export type Delivery = { readonly what: 'metadata' | 'frame'; readonly bytes: string };

/** Everything that the doors to a case's images answer: the headers of all objects and every frame of each. */
export async function* deliveredOf(app: App, caseId: string): AsyncGenerator<Delivery> {
	const study = await blindedStudy(app, caseId);
	if (!study) return;
	yield { what: 'metadata', bytes: await bytesOf(await metadataResponse(app, study, null)) };
	for (const object of study.objects) {
		for (let number = 1; number <= object.frames; number++) {
			const frame = await blindedFrame(app, object, number);
			if (frame.ok) yield { what: 'frame', bytes: await bytesOf(frameResponse(frame.value)) };
		}
	}
}

async function bytesOf(response: Response): Promise<string> {
	const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\r\n');
	return `${head}\r\n\r\n${Buffer.from(await response.arrayBuffer()).toString('latin1')}`;
}
