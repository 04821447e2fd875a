import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lockfile = z
	.object({
		packages: z.record(
			z.string(),
			z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })
		)
	})
	.parse(JSON.parse(readFileSync(fileURLToPath(new URL('../package-lock.json', import.meta.url)), 'utf8')));

// `npm ci` refuses a lockfile that leaves out a binary of another platform, even one it would never install.
it('locks every optional dependency of every platform', () => {
	const locked = new Set(
		Object.keys(lockfile.packages).map((path) =>
			path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
		)
	);
	const missing = Object.entries(lockfile.packages).flatMap(([path, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => !locked.has(name))
			.map((name) => `${path} needs ${name}`)
	);
	expect(missing).toEqual([]);
});
