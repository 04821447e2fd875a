import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPortal, type Portal } from '../e2e/portal.ts';
import { cli, root, runNode } from './measure.ts';

export type DemoPortal = { portal: Portal; password: string; seedSeconds: number; stop: () => Promise<void> };

/** The demo group in `.data/bench`, made when it is not there, behind the built server. */
export async function startDemoPortal(): Promise<DemoPortal> {
	const dataFolder = join(root, '.data', 'bench');
	const seeded = await runNode([cli, 'demo', '--seed-only'], { OVERREAD_DATA: dataFolder });
	if (seeded.code !== 0) throw new Error(seeded.out);
	const accounts = readFileSync(join(dataFolder, 'demo-accounts.txt'), 'utf8');
	const password = /password:?\s+(\S.*)/i.exec(accounts)?.[1]?.trim() ?? '';
	return { ...(await startPortal(dataFolder)), password, seedSeconds: seeded.seconds };
}
