/** The thread that makes pictures, one at a time (`render-thread.server.ts`). */
import { parentPort } from 'node:worker_threads';
import { renderPicture, type RenderJob } from './render-picture.ts';

parentPort?.on('message', (job: RenderJob) => {
	renderPicture(job)
		.catch(() => null)
		.then((picture) => parentPort?.postMessage(picture))
		.catch(() => process.exit(1));
});
