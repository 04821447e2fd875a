import { signInAs } from './sign-in.ts';
import { startDemoPortal } from './demo-portal.ts';
import { spread } from './measure.ts';

const ROUNDS = 20;

/** Server time of `/quality` on the demo group: the whole page over HTTP on loopback, beside a page without queries. */
export async function benchQuality(): Promise<string[]> {
	const { portal, password, stop } = await startDemoPortal();
	try {
		const cookie = await signInAs(portal, 'director@demo.overread.example', password);
		const time = async (path: string): Promise<number[]> => {
			const values: number[] = [];
			for (let round = 0; round <= ROUNDS; round++) {
				const startedAt = performance.now();
				const answer = await fetch(`${portal.origin}${path}`, { headers: { cookie, accept: 'text/html' } });
				const html = await answer.text();
				if (answer.status !== 200 || html.length < 1000) throw new Error(`${path}: ${answer.status}`);
				// The first round warms the caches up.
				if (round > 0) values.push(performance.now() - startedAt);
			}
			return values;
		};
		return [
			`/quality ${spread(await time('/quality'))} ms`,
			`/turnaround ${spread(await time('/turnaround'))} ms`,
			`/help, a page without queries of its own ${spread(await time('/help'))} ms`
		];
	} finally {
		await stop();
	}
}
