import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	hkdfSync,
	randomBytes,
	type KeyObject
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the server's one secret is used for; each use has its own derived key. */
export type Secrets = {
	/** Encrypts a short text (AES-256-GCM); the purpose is bound into it. */
	seal(purpose: string, plain: string): string;
	/** The twin of seal. Throws when the text was altered or sealed for another purpose. */
	unseal(purpose: string, sealed: string): string;
	/** HMAC-SHA-256 of a text under the purpose's key: the source of pseudonyms. */
	pseudonym(purpose: string, text: string): Buffer;
};

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the keys from the 32 bytes of the server's secret (HKDF, RFC 5869). */
export function makeSecrets(secretHex: string): Secrets {
	const secret = Buffer.from(secretHex, 'hex');
	if (secret.length !== KEY_BYTES) throw new Error('the secret must be 64 hexadecimal digits');
	// Made ready once: a study's UIDs are some hundred pseudonyms, and bytes are made ready anew for each.
	const keys = new Map<string, KeyObject>();
	const keyFor = (purpose: string): KeyObject => {
		let key = keys.get(purpose);
		if (!key) {
			key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `overread/${purpose}`, KEY_BYTES)));
			keys.set(purpose, key);
		}
		return key;
	};
	return {
		seal(purpose, plain) {
			const nonce = randomBytes(NONCE_BYTES);
			const cipher = createCipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), nonce);
			const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
			return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
		},
		unseal(purpose, sealed) {
			const bytes = Buffer.from(sealed, 'base64url');
			const cipher = createDecipheriv(
				'aes-256-gcm',
				keyFor(`seal/${purpose}`),
				bytes.subarray(0, NONCE_BYTES)
			);
			cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
			const plain = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
			return Buffer.concat([plain, cipher.final()]).toString('utf8');
		},
		pseudonym: (purpose, text) =>
			createHmac('sha256', keyFor(`pseudonym/${purpose}`))
				.update(text)
				.digest()
	};
}

/** The secret of the data folder, made on first start; only its owner may read the file. */
export function loadSecretHex(dataFolder: string): string {
	const path = join(dataFolder, 'keys', 'secret');
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	try {
		writeFileSync(path, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' });
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	return readFileSync(path, 'utf8').trim();
}
