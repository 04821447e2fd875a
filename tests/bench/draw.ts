import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cli, runNode } from './measure.ts';

/** A draw of 10 % from a million reads: frame, ranking, cases, audit events and assignment; then the stand-alone check. */
export async function benchDraw(): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
	try {
		const script = fileURLToPath(new URL('draw-million.ts', import.meta.url));
		const seeded = await runNode([script, 'seed'], { OVERREAD_DATA: folder });
		if (seeded.code !== 0) return [seeded.out];
		const drawn = await runNode([script, 'draw'], { OVERREAD_DATA: folder });
		const lines = drawn.out.trim().split('\n');
		const certificate = join(folder, 'certificate.json');
		const frame = lines.at(-1) ?? '';
		const checked = await runNode([cli, 'draw', 'verify', certificate, frame]);
		return [
			...lines.slice(0, -1),
			`whole process ${drawn.seconds.toFixed(1)} s, peak ${drawn.peakMb.toFixed(0)} MB`,
			`stand-alone verification ${checked.seconds.toFixed(1)} s, peak ${checked.peakMb.toFixed(0)} MB, exit code ${checked.code}`
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
