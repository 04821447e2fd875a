import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './measure.ts';

export type Load = { readonly perSecond: number; readonly p99Ms: number; readonly failed: number };

/** Whether wrk is here: a load generator in JavaScript would measure itself. */
export function hasWrk(): boolean {
	return spawnSync('wrk', ['--version']).error === undefined;
}

const unitsMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/** Asks for the paths in turn over as many connections for as many seconds; `name` is that of its script in `folder`. */
export async function load(
	{ origin, paths, headers }: Asked,
	{ clients, seconds, folder }: { clients: number; seconds: number; folder: string }
): Promise<Load> {
	const script = join(folder, 'paths.lua');
	const list = paths.map((path) => JSON.stringify(path)).join(',');
	writeFileSync(
		script,
		`local paths = {${list}}\nlocal at = 0\nrequest = function()\n at = at % #paths + 1\n return wrk.format("GET", paths[at])\nend\n`
	);
	const words = ['-t1', `-c${clients}`, `-d${seconds}s`, '--latency', '--timeout', '10s', '-s', script];
	for (const [name, value] of Object.entries(headers)) words.push('-H', `${name}: ${value}`);
	const child = spawn('wrk', [...words, origin]);
	let out = '';
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	await new Promise((resolve) => child.once('close', resolve));
	const [, p99 = '0', unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s|m)\b/.exec(out) ?? [];
	return {
		perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)?.[1] ?? 0),
		p99Ms: Number(p99) * (unitsMs[unit] ?? 1),
		failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0)
	};
}

export type Asked = {
	readonly origin: string;
	readonly paths: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
};

/** Starts a script of this folder in a process of its own; gives what it says in its first line. */
export async function startScript<T>(
	name: string,
	words: readonly string[]
): Promise<{ says: T; child: ChildProcess }> {
	const child = spawn(process.execPath, [join(root, 'tests/bench', name), ...words], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	for await (const line of createInterface({ input: child.stdout })) {
		// The scripts write one line of JSON of this type.
		return { says: JSON.parse(line) as T, child };
	}
	throw new Error(`${name} ended without a word`);
}
