import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { makePem } from '#lib/core/signing/keys.ts';

/** Whether an Ed25519 signature over these bytes is of this key (32 bytes, hex), by the engine's own code: many are checked at once. */
export function makeSignatureCheck(): (
	publicKey: string,
	bytes: Uint8Array,
	signature: Uint8Array
) => boolean {
	const keys = new Map<string, KeyObject>();
	return (publicKey, bytes, signature) => {
		try {
			let key = keys.get(publicKey);
			if (!key) keys.set(publicKey, (key = createPublicKey(makePem(publicKey))));
			return verify(null, bytes, key, signature);
		} catch {
			return false;
		}
	};
}
