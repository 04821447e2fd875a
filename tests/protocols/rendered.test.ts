import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCtFile, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { signIn } from '../support/sign-in.ts';

const SIDE = 5000;

describe('pictures', () => {
	let server: DicomwebServer;
	let cookie: string;

	beforeAll(async () => {
		server = await startDicomwebServer('sqlite');
		const { app } = server;
		await publishInitialPolicies(app);
		const folder = mkdtempSync(join(tmpdir(), 'overread-rendered-'));
		const write = (at: number, changes: Attributes): void => {
			const uids = {
				StudyInstanceUID: '1.2.9',
				SeriesInstanceUID: '1.2.9.1',
				SOPInstanceUID: `1.2.9.1.${at}`
			};
			writeFileSync(join(folder, `${at}.dcm`), aCtFile({ ...uids, ...changes }));
		};
		write(1, {});
		write(2, { Rows: SIDE, Columns: SIDE, PixelData: new Uint8Array(SIDE * SIDE * 2).fill(7) });
		const pixels = { Rows: 40, Columns: 60, PixelData: new Uint8Array(40 * 60 * 2).fill(9) };
		write(3, { ...pixels, PixelAspectRatio: [2, 1] });
		write(4, { ...pixels, PixelSpacing: [0.5, 1] });
		write(5, { ...pixels, PixelSpacing: [0.7, 0.7], PixelAspectRatio: [2, 1] });
		const imported = await importPaths(app, null, [folder]);
		expect(imported.refusals).toEqual([]);
		rmSync(folder, { recursive: true });
		cookie = await signIn(app, (await aUser(app, 'coordinator')).id);
	});
	afterAll(() => server.close());

	const picture = async (at: number, query = ''): Promise<[number, number]> => {
		const path = `/dicomweb/studies/1.2.9/series/1.2.9.1/instances/1.2.9.1.${at}/rendered${query}`;
		const response = await fetch(server.origin + path, { headers: { cookie, accept: 'image/jpeg' } });
		return [response.status, (await response.arrayBuffer()).byteLength];
	};

	it('do not hold up what else the server answers, however large they are', async () => {
		// Loads the thread and the decoder.
		expect((await picture(1))[0]).toBe(200);
		const delay = monitorEventLoopDelay({ resolution: 5 });
		delay.enable();
		const startedAt = performance.now();
		const [status, bytes] = await picture(2);
		const took = performance.now() - startedAt;
		delay.disable();
		expect(status).toBe(200);
		expect(bytes).toBeGreaterThan(10_000);
		expect(delay.max / 1e6).toBeLessThan(took / 2);
	});

	it.each([
		['twice as high as wide', 3, '', [60, 80]],
		['half as high as wide', 4, '', [120, 40]],
		['square by their spacing, whatever else is said', 5, '', [60, 40]],
		['twice as high as wide, in a box', 3, '?viewport=30,30', [23, 30]],
		['twice as high as wide, a part of them', 3, '?viewport=100,100,0,0,10,5', [100, 100]]
	])('show pixels that are %s as they are shaped', async (_, at, query, size) => {
		const path = `/dicomweb/studies/1.2.9/series/1.2.9.1/instances/1.2.9.1.${at}/rendered${query}`;
		const response = await fetch(server.origin + path, { headers: { cookie, accept: 'image/png' } });
		const png = Buffer.from(await response.arrayBuffer());
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(size);
	});

	it('come each with its own window when many are asked for at once', async () => {
		const all = Array.from({ length: 12 }, (_, at) => picture(1, `?window=${at + 1},${at + 2}`));
		expect(new Set((await Promise.all(all)).map(([status]) => status))).toEqual(new Set([200]));
	});

	it('that too many wait for are had a little later: that there were none is not kept', async () => {
		const path = '/dicomweb/studies/1.2.9/series/1.2.9.1/instances/1.2.9.1.1/thumbnail';
		const ask = async (at: number) => {
			const response = await fetch(`${server.origin}${path}?window=${at + 1},${at + 2}`, {
				headers: { cookie }
			});
			await response.arrayBuffer();
			return response;
		};
		const answers = await Promise.all(Array.from({ length: 400 }, (_, at) => ask(at)));
		const refused = answers.findIndex(({ status }) => status !== 200);
		expect(answers[refused]?.status).toBe(503);
		expect(answers[refused]?.headers.get('retry-after')).toBe('2');
		expect((await ask(refused)).status).toBe(200);
	});
});
