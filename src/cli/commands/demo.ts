import { createServer } from 'node:net';
import { describeAccounts } from '#lib/runtime/demo/accounts.ts';
import { prepareDemo } from '#lib/runtime/demo/prepare-demo.ts';
import { buildWeb, isBuildCurrent } from '#lib/runtime/demo/web-build.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
import { serve } from './serve.ts';

/** Whether the port can be listened on: better known before a minute of work than after it. */
function isPortFree({ port, host }: Config): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, host, () => probe.close(() => resolve(true)));
	});
}

const since = (startedAt: number): string =>
	`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`;

/** Makes the demo group and the web part, at the same time, unless they are there; then serves. Returns the exit code. */
export async function demo({ seedOnly }: { seedOnly: boolean }): Promise<number> {
	const startedAt = performance.now();
	const config = readConfig(process.env);
	const say = (text: string): void => console.log(`${since(startedAt)}  ${text}`);
	if (!seedOnly && !(await isPortFree(config))) {
		console.error(`Port ${config.port} is in use. Give another one, for instance PORT=${config.port + 1}.`);
		return 1;
	}
	const building = seedOnly ? Promise.resolve(null) : buildWeb();
	// A failure is reported where it is awaited, after the data are safe.
	building.catch(() => undefined);
	const { password, isNew } = await prepareDemo(config, { say });
	say(
		isNew ? `the demo group is made: ${config.dataFolder}` : `the demo group is there: ${config.dataFolder}`
	);
	if (seedOnly) return 0;
	if (!isBuildCurrent()) say('building the web part');
	if ((await building) === 'built') say('the web part is built');
	await serve(({ config: { origin } }) => {
		console.log(`\nOverread is ready at ${origin} after ${since(startedAt).trim()}.\n`);
		console.log(`${describeAccounts(password)}\n\nStop it with Ctrl C; a second start keeps what was done.`);
	});
	return 0;
}
