import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The middle of the values, and their range, as `12.3 [11.0–14.9]`. */
export function spread(values: readonly number[], digits = 0): string {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (p: number): string => (sorted[Math.floor((sorted.length - 1) * p)] ?? 0).toFixed(digits);
	return `${at(0.5)} [${at(0)}–${at(1)}], n ${values.length}`;
}

/** Runs the pinned Node on a script; gives seconds, standard output and, on Linux, the peak of its resident memory in MB. */
export function runNode(
	words: readonly string[],
	env: Record<string, string> = {}
): Promise<{ seconds: number; out: string; peakMb: number; code: number }> {
	return new Promise((resolve) => {
		const startedAt = performance.now();
		const child = spawn(process.execPath, [...words], { cwd: root, env: { ...process.env, ...env } });
		let out = '';
		let peakMb = 0;
		child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
		const poll = setInterval(() => {
			try {
				const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
				peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
			} catch {
				// Not Linux, or the process has just ended: the figure is left as it is.
			}
		}, 100);
		child.once('close', (code) => {
			clearInterval(poll);
			resolve({ seconds: (performance.now() - startedAt) / 1000, out, peakMb, code: code ?? 1 });
		});
	});
}

export const cli = join(root, 'src/cli/main.ts');
