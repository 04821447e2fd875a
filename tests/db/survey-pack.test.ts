import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { checkFiles } from '#lib/core/bundle/check.ts';
import { readZip } from '#lib/core/bundle/read-zip.ts';
import { memorySource } from '#lib/core/bundle/source.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { reportForms } from '#lib/core/reports/forms.ts';
import { getValue } from '#lib/core/result.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { extractForPack } from '#lib/features/audit/pack-extract.server.ts';
import { publishedKeys } from '#lib/features/reports/bundle/keys.server.ts';
import { writePack } from '#lib/features/reports/bundle/write-pack.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { aFacility, aRadiologist, aUser } from '../support/builders.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const run = promisify(execFile);
const exportId = '0199aaaa-0000-7000-8000-00000000000a';

/** A group with forty reviews of one facility, and a draw of October that was revealed. */
async function aGroup(app: TestApp) {
	await aSetUpGroup(app);
	const facility = await aFacility(app);
	const reader = await aRadiologist(app);
	const given = { facilityId: facility.id, readerId: reader.id, reviewerIds: [], everyDays: 1 };
	await manyReviews(app, { ...given, count: 40, fromDaysAgo: 100, isEvent: (nth) => nth % 5 === 0 });
	const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	const label = { label: '2026-10', from: '2026-10-01', through: '2026-10-31' };
	const drawId = getValue(await commitDraw(app, coordinator, label)).id;
	getValue(await revealDraw(app, coordinator, drawId));
	const director = await getActor(app, (await aUser(app, 'director')).id);
	return { facility, director, drawId };
}

const requestOf = (app: TestApp, facility: string) => ({
	from: toUtcDay(app.clock.now() - 200 * DAY_MS),
	through: toUtcDay(app.clock.now()),
	facility,
	purpose: 'ACR CT survey',
	recipient: 'A surveyor'
});

async function pack(app: TestApp, actor: Actor, facility: string, modality?: string) {
	const request = { ...requestOf(app, facility), modality };
	const written = getValue(await writePack(app, actor, { request, exportId }));
	return { written, zip: await readFile(exportPath(app, exportId)) };
}

async function check(app: TestApp, zip: Uint8Array) {
	const { keys } = await publishedKeys(app);
	const [checked] = await checkFiles([{ name: 'pack.zip', source: memorySource(zip) }], { keys });
	if (checked?.kind !== 'bundle') throw new Error('not taken for a bundle');
	return checked;
}

async function unpack(zip: Buffer, folder: string): Promise<void> {
	for (const { name, contentAt, size } of getValue(await readZip(memorySource(zip)))) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), zip.subarray(contentAt, contentAt + size));
	}
}

describe.each(engines)('a survey pack on %s', (engine) => {
	it('is a genuine bundle of the reports by toolkit tab, with draws that repeat and an index', async () => {
		await using app = await testApp({ engine });
		const { facility, director, drawId } = await aGroup(app);
		const { treeSize, rootHash, note } = getValue(await makeCheckpoint(app, null));
		const { written, zip } = await pack(app, director, facility.id);
		const { verdict, draws } = await check(app, zip);
		expect(verdict.fault).toBeNull();
		const { manifest } = verdict;
		const paths = manifest?.files.map(({ path }) => path) ?? [];
		for (const form of reportForms) expect(paths).toContain(`4-physician-qa/R8-peer-review-summary.${form}`);
		for (const path of ['README.txt', 'SHA256SUMS', 'index.pdf', 'public-key.pem'])
			expect(paths).toContain(path);
		expect(manifest).toMatchObject({
			bundleId: exportId,
			generatedBy: ['director'],
			scope: { facilities: [facility.code], modality: null },
			watermark: 'Copy 1 for A surveyor',
			auditCheckpoint: { treeSize, rootHash, note }
		});
		expect(draws).toMatchObject([
			{ name: `draws/${drawId}/certificate.json`, outcome: { code: 'repeated', verification: { ok: true } } }
		]);
		expect(written).toMatchObject({ n: paths.length, sizeBytes: zip.length });
		const summary = manifest?.files.find(({ path }) => path.endsWith('summary.json'));
		expect(Object.values(summary?.rows ?? {}).some((rows) => rows > 0)).toBe(true);
		expect(await readdir(join(app.documentsFolder, 'bundles-in-making'))).toEqual([]);
	});

	it('says of each report that it is of all modalities where one was asked for', async () => {
		await using app = await testApp({ engine });
		const { facility, director } = await aGroup(app);
		const { zip } = await pack(app, director, facility.id, 'CT');
		const { manifest } = (await check(app, zip)).verdict;
		const { title } = messages.reportCatalogue.kinds['peer-review-summary'];
		expect(manifest?.scope.modality).toBe('CT');
		expect(manifest?.leftOut).toContainEqual({ what: title, why: messages.bundle.leftOut['all-modalities'] });
	});

	it('is the same byte by byte when it is made again', async () => {
		await using app = await testApp({ engine });
		const { facility, director } = await aGroup(app);
		const first = await pack(app, director, facility.id);
		const second = await pack(app, director, facility.id);
		expect(second.zip.equals(first.zip)).toBe(true);
		expect(second.written).toEqual(first.written);
	});

	it('keeps to what an auditor may see', async () => {
		await using app = await testApp({ engine });
		const { facility } = await aGroup(app);
		const other = await aFacility(app);
		const auditor = await getActor(app, (await aUser(app, 'auditor')).id);
		const scope = { facilityIds: [facility.id], from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
		const scoped = { ...auditor, scope };
		const refused = await writePack(app, scoped, { request: requestOf(app, other.id), exportId });
		expect(refused).toEqual({ ok: false, error: 'facility-out-of-scope' });
		const { zip } = await pack(app, scoped, facility.id);
		expect((await check(app, zip)).verdict.fault).toBeNull();
		expect(zip.includes(other.name)).toBe(false);
	});

	it('holds an extract of the audit log that proves itself, under the checkpoint of the manifest', async () => {
		await using app = await testApp({ engine });
		const { facility, director } = await aGroup(app);
		const given = { request: requestOf(app, facility.id), exportId, extract: extractForPack };
		getValue(await writePack(app, director, given));
		const { verdict, logs } = await check(app, await readFile(exportPath(app, exportId)));
		expect(verdict.fault).toBeNull();
		const { rows } = verdict.manifest?.files.find(({ path }) => path === 'audit/extract.json') ?? {};
		expect(rows?.entries).toBeGreaterThan(0);
		expect(logs).toMatchObject([
			{ outcome: { code: 'extract', verdict: { entries: rows?.entries, isWhole: true } } }
		]);
		expect(verdict.manifest?.auditCheckpoint?.treeSize).toBeGreaterThanOrEqual(rows?.entries ?? Infinity);
	});

	it('tells whoever has reads of their own nothing of the audit log, and says so', async () => {
		await using app = await testApp({ engine });
		const { facility, director } = await aGroup(app);
		const { id: radiologistId } = await aRadiologist(app);
		const given = { request: requestOf(app, facility.id), exportId, extract: extractForPack };
		getValue(await writePack(app, { ...director, radiologistId }, given));
		const { verdict, logs } = await check(app, await readFile(exportPath(app, exportId)));
		expect(logs).toEqual([]);
		expect(verdict.manifest).toMatchObject({
			auditCheckpoint: null,
			leftOut: expect.arrayContaining([
				{ what: 'Extract of the audit log', why: expect.stringContaining('own-reads-no-extract') as string }
			]) as unknown
		});
	});

	it('leaves nothing where it is stopped in the middle', async () => {
		await using app = await testApp({ engine });
		const { facility, director } = await aGroup(app);
		const stopping = new AbortController();
		const given = { request: requestOf(app, facility.id), exportId, signal: stopping.signal };
		const writing = writePack(app, director, { ...given, tell: () => stopping.abort() });
		await expect(writing).rejects.toThrow();
		expect(await readdir(join(app.documentsFolder, 'bundles-in-making'))).toEqual([]);
		expect(await readdir(join(app.documentsFolder, 'exports')).catch(() => [])).toEqual([]);
	});
});

describe('README.txt of a bundle', () => {
	it('names commands that check it without us, and that find a changed file', async () => {
		await using app = await testApp();
		const { facility, director } = await aGroup(app);
		const { zip } = await pack(app, director, facility.id);
		const folder = join(app.config.dataFolder, 'unpacked');
		await unpack(zip, folder);
		const readme = await readFile(join(folder, 'README.txt'), 'utf8');
		const commands = readme.match(/^ {3}(?:openssl|grep|sha256sum) .+$/gm)?.map((line) => line.trim()) ?? [];
		expect(commands).toHaveLength(4);
		const ask = async (command: string): Promise<string> => {
			const { stdout } = await run('sh', ['-c', command], { cwd: folder }).catch(
				(error: { stdout: string }) => error
			);
			return stdout;
		};
		const [keyId = '', signature = '', listed = '', sums = ''] = commands;
		const { keys } = await publishedKeys(app);
		expect((await ask(keyId)).slice(0, 16)).toBe(keys[0]?.keyId);
		expect(await ask(signature)).toContain('Signature Verified Successfully');
		expect((await ask(listed)).trim()).toBe('1');
		const lines = (await ask(sums)).trim().split('\n');
		expect(lines.every((line) => line.endsWith(': OK'))).toBe(true);
		await writeFile(join(folder, 'index.pdf'), 'changed');
		expect(await ask(sums)).toContain('index.pdf: FAILED');
		await writeFile(
			join(folder, 'manifest.json'),
			`${await readFile(join(folder, 'manifest.json'), 'utf8')} `
		);
		expect(await ask(signature)).not.toContain('Successfully');
	});
});
