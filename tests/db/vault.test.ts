import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { openDocument } from '#lib/features/credentials/vault/open.server.ts';
import { documentsOf } from '#lib/features/credentials/vault/queries.server.ts';
import { documentResponse } from '#lib/features/credentials/vault/respond.ts';
import { storeDocument } from '#lib/features/credentials/vault/store.server.ts';
import { tidyVault, verifyVault } from '#lib/features/credentials/vault/tidy.server.ts';
import { sealedPath, setAside, writeSealed } from '#lib/server/vault/files.ts';
import { CHUNK_BYTES } from '#lib/server/vault/format.ts';
import { aPdf, aPng, inPieces } from '../fixtures/documents.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('the vault on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let owner: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app)).id;
		owner = await getActor(app, (await aUser(app, 'radiologist', { radiologistId })).id);
	});
	afterEach(() => app.close());

	const store = (bytes: Uint8Array, replaces: string | null = null, name = 'Licence Texas.pdf') =>
		storeDocument(app, owner, { radiologistId, kind: 'licence', name, source: inPieces(bytes), replaces });
	const stored = async (bytes: Uint8Array) => {
		// Each a second after the one before: ids of one instant are in no order.
		app.clock.advance(1000);
		return getValue(await store(bytes)).id;
	};
	/** Every file below the vault. */
	const files = (): string[] =>
		readdirSync(join(app.documentsFolder, 'vault'), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));
	const old = (path: string): void => utimesSync(path, 0, 0);
	const large = (): Buffer =>
		Buffer.concat([aPdf(), Buffer.alloc(3 * CHUNK_BYTES, 0x20), Buffer.from('%%EOF')]);

	it('gives back what was put into it, and neither disk nor database can be read without the key', async () => {
		const bytes = large();
		const id = await stored(bytes);
		const opened = getValue(await openDocument(app, owner, id));
		expect(opened.bytes.equals(bytes)).toBe(true);
		expect(opened).toMatchObject({ name: 'Licence Texas.pdf', contentType: 'application/pdf' });
		const [path = ''] = files();
		expect(readFileSync(path).includes('Medical licence')).toBe(false);
		const { vaultDocuments } = app.db.read.tables;
		const [row] = await app.db.read.select().from(vaultDocuments);
		expect(JSON.stringify(row)).not.toContain('Texas');
		expect(await auditTypes(app, radiologistId)).toEqual(['document.stored', 'document.opened']);
	});

	it('opens a document for those who see credentials and its owner alone', async () => {
		const id = await stored(aPdf());
		const other = await aUser(app, 'radiologist', { radiologistId: (await aRadiologist(app)).id });
		const director = await aUser(app, 'director');
		const reviewer = await aUser(app, 'reviewer');
		const ok = async (userId: string) => (await openDocument(app, await getActor(app, userId), id)).ok;
		expect([await ok(coordinator.id), await ok(director.id), await ok(owner.id)]).toEqual([true, true, true]);
		expect([await ok(other.id), await ok(reviewer.id)]).toEqual([false, false]);
	});

	it.each([
		['cut off in the middle of a record', (path: string) => truncateSync(path, 100_000)],
		[
			'cut off at the end of a record',
			(path: string) => truncateSync(path, headerLength(path) + CHUNK_BYTES + 16)
		],
		['altered by one bit', (path: string) => flip(path, 100_000)],
		['altered in its last byte', (path: string) => flip(path, -1)],
		['with two records swapped', swapRecords],
		['emptied', (path: string) => truncateSync(path, 0)],
		['with something behind it', (path: string) => writeFileSync(path, 'x', { flag: 'a' })]
	])('serves nothing of a file that is %s, and says so', async (_, harm) => {
		const id = await stored(large());
		harm(files()[0] ?? '');
		expect(await openDocument(app, coordinator, id)).toEqual({ ok: false, error: 'document-damaged' });
		expect((await verifyVault(app)).problems).toEqual([{ id, problem: 'document-damaged' }]);
	});

	it('serves nothing of a file that was put in the place of another, and says when one is gone', async () => {
		const [one, other] = [await stored(aPdf('one')), await stored(aPdf('two'))];
		await copyFile(sealedPath(app, one), sealedPath(app, other));
		expect(await openDocument(app, coordinator, other)).toEqual({ ok: false, error: 'document-damaged' });
		rmSync(sealedPath(app, one));
		expect(await openDocument(app, coordinator, one)).toEqual({ ok: false, error: 'document-missing' });
		expect(await verifyVault(app)).toMatchObject({ documents: 2, problems: [{ id: one }, { id: other }] });
	});

	it('keeps every version, of which the newest stands in the list', async () => {
		const first = await stored(aPdf('2024'));
		app.clock.advance(1000);
		const second = getValue(await store(aPng(), first, 'scan.png')).id;
		expect(await documentsOf(app, radiologistId)).toMatchObject([
			{ id: second, version: 2, name: 'scan.png', earlier: [{ id: first, version: 1 }] }
		]);
		expect((await openDocument(app, owner, first)).ok).toBe(true);
		expect(await store(aPdf('again'), first)).toEqual({ ok: false, error: 'already-replaced' });
		expect(files()).toHaveLength(2);
	});

	it('shows as known on a day what was there at its end, in the version of then', async () => {
		const first = await stored(aPdf('2024'));
		app.clock.advance(DAY_MS);
		getValue(await store(aPng(), first, 'scan.png'));
		await stored(aPdf('another'));
		const known = async (on: string) =>
			(await documentsOf(app, radiologistId, { on, timeZone: 'America/Chicago' })).map(({ id, version }) => [
				id,
				version
			]);
		expect(await known('2026-11-15')).toEqual([]);
		expect(await known('2026-11-16')).toEqual([[first, 1]]);
		expect(await known('2026-11-17')).toHaveLength(2);
	});

	it('leaves nothing of what it refuses, and takes two at once', async () => {
		const program = Buffer.from('MZ\u0090 this is licence.pdf');
		expect(await store(program)).toEqual({ ok: false, error: 'unsupported-program' });
		expect(
			await storeDocument(app, owner, {
				radiologistId: 'nobody',
				kind: 'other',
				name: '',
				source: inPieces(aPdf())
			})
		).toEqual({ ok: false, error: 'radiologist-not-found' });
		expect(await store(aPdf(), 'none')).toEqual({ ok: false, error: 'document-not-found' });
		const both = await Promise.all([store(aPdf('one')), store(aPdf('two'))]);
		expect(both.every(({ ok }) => ok)).toBe(true);
		expect(files()).toHaveLength(2);
		expect(await verifyVault(app)).toMatchObject({ documents: 2, problems: [], strays: 0 });
	});

	it('replaces a document once where two do so at the same time', async () => {
		const first = await stored(aPdf());
		const both = await Promise.all([store(aPdf('a'), first), store(aPdf('b'), first)]);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(files()).toHaveLength(2);
	});

	it('shows nobody a document whose row was never written, and is tidied of it, but not of many', async () => {
		const kept = await stored(aPdf());
		const lost = app.ids();
		await writeSealed(app, lost, aPdf());
		writeFileSync(join(app.documentsFolder, 'vault', 'incoming', 'half'), 'x');
		expect(await openDocument(app, coordinator, lost)).toEqual({ ok: false, error: 'document-not-found' });
		app.clock.set(Date.now());
		expect([await tidyVault(app), files().length]).toEqual([0, 3]);
		files().forEach(old);
		// It is put aside first, and goes for good when nobody has missed it for a month.
		expect([await tidyVault(app), files().length]).toEqual([1, 2]);
		app.clock.advance(29 * DAY_MS);
		expect([await tidyVault(app), files().length]).toEqual([0, 2]);
		app.clock.advance(2 * DAY_MS);
		expect([await tidyVault(app), files()]).toEqual([1, [sealedPath(app, kept)]]);
		for (let i = 0; i < 21; i++) await writeSealed(app, app.ids(), aPdf());
		files().forEach(old);
		expect([await tidyVault(app), files().length]).toEqual([0, 22]);
	});

	it('keeps what has lost its row by a restore that is not done, and gives it back with its row', async () => {
		const id = await stored(aPdf());
		app.clock.set(Date.now());
		// So it lies there after a tidying between the files and the rows of a restore.
		await setAside(app, id, app.clock.now());
		expect((await openDocument(app, coordinator, id)).ok).toBe(true);
		expect((await verifyVault(app)).problems).toEqual([]);
		expect([await tidyVault(app), files()]).toEqual([0, [sealedPath(app, id)]]);
	});

	it('answers with what no page can run and no cache keeps', async () => {
		const opened = getValue(await openDocument(app, owner, await stored(aPdf())));
		const { headers } = documentResponse({ ...opened, name: 'Lizenz Ä"x.pdf' }, false);
		expect(headers.get('content-disposition')).toBe(
			`attachment; filename="Lizenz __x.pdf"; filename*=UTF-8''Lizenz%20%C3%84%22x.pdf`
		);
		expect(headers.get('cache-control')).toBe('private, no-store');
		expect(headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	});
});

it('a server killed between file and row leaves a file that nobody sees', async () => {
	await using app = await testApp();
	const script = `
		import { buildApp } from '#lib/runtime/app.ts';
		import { storeWith } from '#lib/features/credentials/vault/store.server.ts';
		import { readFileSync } from 'node:fs';
		const app = await buildApp(JSON.parse(process.env.CONFIG));
		const source = (async function* () { yield readFileSync(0); })();
		await storeWith(app, { id: process.env.ACTOR }, { radiologistId: process.env.OF, kind: 'licence', name: 'x', source },
			async () => process.kill(process.pid, 'SIGKILL'));`;
	const radiologistId = (await aRadiologist(app)).id;
	const { id } = await aUser(app, 'radiologist', { radiologistId });
	const env = { ...process.env, CONFIG: JSON.stringify(app.config), ACTOR: id, OF: radiologistId };
	const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
		env,
		input: aPdf()
	});
	expect([child.signal, child.stderr.toString()]).toEqual(['SIGKILL', '']);
	expect(await documentsOf(app, radiologistId)).toEqual([]);
	expect(await verifyVault(app)).toMatchObject({ documents: 0, problems: [], strays: 1 });
});

function headerLength(path: string): number {
	const bytes = readFileSync(path);
	return bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
}

function flip(path: string, at: number): void {
	const bytes = readFileSync(path);
	const place = at < 0 ? bytes.length + at : at;
	bytes[place] = (bytes[place] ?? 0) ^ 1;
	writeFileSync(path, bytes);
}

function swapRecords(path: string): void {
	const bytes = readFileSync(path);
	const [begin, size] = [headerLength(path), CHUNK_BYTES + 16];
	const first = Buffer.from(bytes.subarray(begin, begin + size));
	bytes.copyWithin(begin, begin + size, begin + 2 * size);
	first.copy(bytes, begin + size);
	writeFileSync(path, bytes);
}
