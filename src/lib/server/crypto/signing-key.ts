import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asc, desc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toIso } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { keyIdOf, type PublicKey } from '#lib/core/signing/keys.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { makeFolder, syncFolder } from '#lib/server/files/durable.ts';

/** The key that signs what the group gives away. The private half stays inside. */
export type SigningKey = {
	readonly keyId: string;
	/** 32 bytes, hex. */
	readonly publicKey: string;
	/** Ed25519 (RFC 8032) over the bytes as they are: 64 bytes. */
	readonly sign: (bytes: Uint8Array) => Uint8Array;
};

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = '302e020100300506032b657004220420';

function keyOf(privateKey: KeyObject): SigningKey {
	const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
	const publicKey = der.subarray(-32).toString('hex');
	return { keyId: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
}

function privatePath({ config }: Pick<App, 'config'>, keyId: string): string {
	return join(config.dataFolder, 'keys', 'signing', `${keyId}.pem`);
}

/** Writes a private key to disk, for its owner alone; it is there for good when this returns. */
async function keepPrivate(app: App, key: SigningKey, pem: string): Promise<void> {
	const folder = join(app.config.dataFolder, 'keys', 'signing');
	await makeFolder(folder);
	const file = await open(privatePath(app, key.keyId), 'wx', 0o600);
	try {
		await file.writeFile(pem);
		await file.sync();
	} finally {
		await file.close();
	}
	await syncFolder(folder);
}

/** Enters a public key unless it stands there, or another took the first place meanwhile; answers the one that stands. */
async function enter(
	app: App,
	key: SigningKey,
	{ isFirst, actor }: { isFirst: boolean; actor: Pick<Actor, 'id'> | null }
): Promise<string> {
	return app.db.transaction(async (write) => {
		const lock = write.dialect.lockAudit();
		if (lock) await write.run(lock);
		const { signingKeys } = write.tables;
		const [last] = await write
			.select({ seq: signingKeys.seq, keyId: signingKeys.keyId })
			.from(signingKeys)
			.orderBy(desc(signingKeys.seq))
			.limit(1);
		if (last && isFirst) return last.keyId;
		if (await isKnown(write, key.keyId)) return key.keyId;
		const { keyId, publicKey } = key;
		const at = app.clock.now();
		await write.insert(signingKeys).values({ seq: (last?.seq ?? 0) + 1, keyId, publicKey, createdAt: at });
		await recordAudit(write, { type: 'signing-key.made', subjectId: keyId, facts: { publicKey }, at, actor });
		return keyId;
	});
}

async function isKnown(read: ReadHandle, keyId: string): Promise<boolean> {
	const { signingKeys } = read.tables;
	const rows = await read
		.select({ keyId: signingKeys.keyId })
		.from(signingKeys)
		.where(eq(signingKeys.keyId, keyId));
	return rows.length > 0;
}

async function makeKey(
	app: App,
	entry: { isFirst: boolean; actor: Pick<Actor, 'id'> | null }
): Promise<string> {
	const { privateKey } = generateKeyPairSync('ed25519');
	const key = keyOf(privateKey);
	await keepPrivate(app, key, privateKey.export({ format: 'pem', type: 'pkcs8' }) as string); // pem is text
	const keyId = await enter(app, key, entry);
	if (keyId !== key.keyId) await rm(privatePath(app, key.keyId));
	return keyId;
}

/**
 * The key that signs now: the one of the setting, else the newest of the data folder, which is made on first use. Throws where the
 * private half of the newest is missing: nothing is signed with an older one behind anybody's back.
 */
export async function signingKey(app: App): Promise<SigningKey> {
	const { signingKeyHex } = app.config;
	if (signingKeyHex) {
		const der = Buffer.from(PKCS8_HEAD + signingKeyHex, 'hex');
		const key = keyOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
		if (!(await isKnown(app.db.read, key.keyId))) await enter(app, key, { isFirst: false, actor: null });
		return key;
	}
	const { signingKeys } = app.db.read.tables;
	const [newest] = await app.db.read
		.select({ keyId: signingKeys.keyId })
		.from(signingKeys)
		.orderBy(desc(signingKeys.seq))
		.limit(1);
	const keyId = newest?.keyId ?? (await makeKey(app, { isFirst: true, actor: null }));
	const key = keyOf(createPrivateKey(await readPrivate(app, keyId)));
	if (key.keyId !== keyId)
		throw new Error(`The private key in keys/signing/${keyId}.pem does not belong to ${keyId}.`);
	return key;
}

async function readPrivate(app: App, keyId: string): Promise<string> {
	try {
		return await readFile(privatePath(app, keyId), 'utf8');
	} catch (cause) {
		throw new Error(
			`The private signing key ${keyId} is not in keys/signing of the data folder. Put it back, or make the next one with "overread keys rotate".`,
			{ cause }
		);
	}
}

/** Makes the next key, which signs from now on; what older ones signed stays verifiable. */
export async function rotateSigningKey(
	app: App,
	actor: Pick<Actor, 'id'> | null
): Promise<Result<string, 'signing-key-set'>> {
	if (app.config.signingKeyHex) return err('signing-key-set');
	return ok(await makeKey(app, { isFirst: false, actor }));
}

/** Every public key that ever signed, oldest first; a key ends when the next begins. */
export async function publicKeys(read: ReadHandle): Promise<PublicKey[]> {
	const { signingKeys } = read.tables;
	const rows = await read.select().from(signingKeys).orderBy(asc(signingKeys.seq));
	return rows.map(({ keyId, publicKey, createdAt }, index) => {
		const next = rows[index + 1];
		return {
			keyId,
			algorithm: 'Ed25519',
			publicKey,
			createdAt: toIso(createdAt),
			retiredAt: next ? toIso(next.createdAt) : null
		};
	});
}
