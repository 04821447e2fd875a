import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { serveDicomweb } from '#lib/features/imaging/dicomweb/serve.server.ts';
import { servedBlinded } from '#lib/features/imaging/dicomweb/served-study.server.ts';
import { caseStore } from '#lib/features/imaging/dicomweb/case-store.ts';
import type { App } from '#lib/server/app.ts';
import { chunksOf } from '#lib/server/dicomweb/send.ts';

/** One answer of an image door, headers and body, as a Latin-1 string. */
export type Delivery = { readonly what: 'metadata' | 'object' | 'frame'; readonly bytes: string };

/** Everything that the doors to a case's images answer: the headers of all objects, each as a file, and every frame of each. */
export async function* deliveredOf(app: App, caseId: string): AsyncGenerator<Delivery> {
	const found = await blindedStudy(app, caseId);
	if (!found) return;
	const study = servedBlinded(app, found);
	const ask = async (...rest: readonly string[]): Promise<string> => {
		const answer = await serveDicomweb(app, caseStore(study), {
			method: 'GET',
			segments: ['studies', study.studyUid, ...rest],
			query: new URLSearchParams(),
			root: '',
			header: () => null,
			body: null
		});
		const head = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
		const chunks: Uint8Array[] = [];
		if (answer.body) for await (const chunk of chunksOf(answer.body)) chunks.push(chunk);
		return `${head.join('\r\n')}\r\n\r\n${Buffer.concat(chunks).toString('latin1')}`;
	};
	yield { what: 'metadata', bytes: await ask('metadata') };
	for (const { seriesUid, sopUid, frames } of study.objects) {
		const object = ['series', seriesUid, 'instances', sopUid] as const;
		yield { what: 'object', bytes: await ask(...object) };
		for (let number = 1; number <= frames; number++) {
			yield { what: 'frame', bytes: await ask(...object, 'frames', String(number)) };
		}
	}
}
