import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

it('tells Zod, where Zod looks, to try to compile nothing in the browser', () => {
	const page = readFileSync(new URL('../src/app.html', import.meta.url), 'utf8');
	const [, name = ''] = /globalThis\.(\w+) = \{ jitless: true \};/.exec(page) ?? [];
	expect(Reflect.get(globalThis, name)).toBe(z.config());
});
