import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import { readConfig } from '#lib/server/config.ts';
import type { Arguments } from './arguments.ts';

/** Prints the outcome as data with `--json`, else as text for people. */
export function print(args: Arguments, data: unknown, text: string): void {
	console.log(args.options.json === true ? JSON.stringify(data) : text);
}

/** Opens the app of this environment for one command, and closes it whatever happens. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
	const app = await buildApp(readConfig(process.env));
	try {
		return await work(app);
	} finally {
		await app.db.close();
	}
}
