import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PortalPlaces } from './dicomweb-portal.ts';
import { load, startScript, type Asked } from './load.ts';

const ROUNDS = 3;
const SECONDS = 3;
const CLIENTS = [1, 8];

const middle = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How long it takes until each path was got once, over as many connections, in milliseconds. */
async function eachOnce({ origin, paths, headers }: Asked, clients: number): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: clients });
	const startedAt = performance.now();
	await Promise.all(
		paths.map(async (path) => {
			const [response] = (await once(get(origin + path, { agent, headers }), 'response')) as [
				IncomingMessage
			];
			if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
			await once(response.resume(), 'end');
		})
	);
	const took = performance.now() - startedAt;
	agent.destroy();
	return took;
}

/**
 * The frames of a study that lies in Orthanc alone: through the portal, blinded and with access checked, and from Orthanc itself. First
 * each frame once, by a client in Node that is the same for both, from a portal that has fetched none of them; then again and again.
 */
export async function benchPacs({
	folder,
	url,
	studyUid,
	asked
}: {
	folder: string;
	url: string;
	studyUid: string;
	/** The frames as Orthanc itself gives them. */
	asked: Asked | null;
}): Promise<string[]> {
	if (!asked) return [];
	const lines: string[] = [];
	for (const clients of CLIENTS) {
		const first: number[] = [];
		const direct: number[] = [];
		const again: number[] = [];
		const directAgain: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const data = join(folder, `pacs-${clients}-${round}`);
			const portal = await startScript<PortalPlaces>('dicomweb-portal.ts', [data, url, studyUid]);
			const { origin, reviewer, frames } = portal.says;
			const blinded = { origin, paths: frames, headers: { cookie: reviewer } };
			first.push(await eachOnce(blinded, clients));
			direct.push(await eachOnce(asked, clients));
			again.push((await load(blinded, { clients, seconds: SECONDS, folder })).perSecond);
			directAgain.push((await load(asked, { clients, seconds: SECONDS, folder })).perSecond);
			portal.child.kill();
		}
		const [ms, directMs] = [middle(first), middle(direct)];
		const [perSecond, directPerSecond] = [middle(again), middle(directAgain)];
		lines.push(
			`frames of a PACS, ${clients} clients: ${asked.paths.length} the first time ${ms.toFixed(0)} ms, from Orthanc itself ${directMs.toFixed(0)} (${(ms / directMs).toFixed(2)}×); kept ${perSecond.toFixed(0)}/s, Orthanc ${directPerSecond.toFixed(0)} (${(perSecond / directPerSecond).toFixed(2)}×)`
		);
	}
	return lines;
}
