import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { isSignedBy } from '#lib/core/signing/keys.ts';
import { publicKeys, rotateSigningKey, signingKey } from '#lib/server/crypto/signing-key.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const message = Buffer.from('what is signed');
/** RFC 8032, section 7.1, TEST 1. */
const setHex = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const setPublic = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

describe.each(engines)('the signing key on %s', (engine) => {
	let app: TestApp;
	beforeEach(async () => {
		app = await testApp({ engine });
	});
	afterEach(() => app.close());

	const folder = (): string => join(app.config.dataFolder, 'keys', 'signing');
	const events = async () => {
		const { auditEvents } = app.db.read.tables;
		return app.db.read.select({ type: auditEvents.type, about: auditEvents.subjectId }).from(auditEvents);
	};

	it('is made on first use, outside of the database, for its owner alone', async () => {
		const key = await signingKey(app);
		expect(isSignedBy(key.publicKey, message, key.sign(message))).toBe(true);
		const path = join(folder(), `${key.keyId}.pem`);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect(await publicKeys(app.db.read)).toMatchObject([{ keyId: key.keyId, retiredAt: null }]);
		expect(await events()).toEqual([{ type: 'signing-key.made', about: key.keyId }]);
	});

	it('is one and the same for all who ask at once', async () => {
		const keys = await Promise.all([1, 2, 3, 4].map(() => signingKey(app)));
		expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
		expect(await readdir(folder())).toHaveLength(1);
	});

	it('makes way for the next one, and stays for what it signed', async () => {
		const first = await signingKey(app);
		const signature = first.sign(message);
		app.clock.advance(HOUR_MS);
		const keyId = getValue(await rotateSigningKey(app, null));
		expect((await signingKey(app)).keyId).toBe(keyId);
		const [old, now] = await publicKeys(app.db.read);
		expect([old?.keyId, now?.keyId]).toEqual([first.keyId, keyId]);
		expect([old?.retiredAt, now?.retiredAt]).toEqual([now?.createdAt, null]);
		expect(isSignedBy(old?.publicKey ?? '', message, signature)).toBe(true);
	});

	it('signs nothing where its private half is missing, and says so', async () => {
		const { keyId } = await signingKey(app);
		await rm(join(folder(), `${keyId}.pem`));
		await expect(signingKey(app)).rejects.toThrow(`The private signing key ${keyId} is not in`);
	});

	it('takes no file of another key for its own', async () => {
		const { keyId } = await signingKey(app);
		await rotateSigningKey(app, null);
		const now = await signingKey(app);
		await writeFile(join(folder(), `${now.keyId}.pem`), await readFile(join(folder(), `${keyId}.pem`)));
		await expect(signingKey(app)).rejects.toThrow('does not belong');
	});

	it('is the one of the setting where there is one, and is not rotated here', async () => {
		const set = { ...app, config: { ...app.config, signingKeyHex: setHex } };
		expect((await signingKey(set)).publicKey).toBe(setPublic);
		await signingKey(set);
		expect(await publicKeys(app.db.read)).toHaveLength(1);
		expect(await rotateSigningKey(set, null)).toEqual({ ok: false, error: 'signing-key-set' });
	});

	it('stays in the list: the database refuses to change or remove a public key', async () => {
		await signingKey(app);
		const { signingKeys } = app.db.read.tables;
		await expect(
			app.db.transaction((write) => write.update(signingKeys).set({ publicKey: '00' }))
		).rejects.toThrow();
		await expect(app.db.transaction((write) => write.delete(signingKeys))).rejects.toThrow();
		expect(await publicKeys(app.db.read)).toHaveLength(1);
	});
});
