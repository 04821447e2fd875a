import { makePem, type PublicKey } from '#lib/core/signing/keys.ts';
import { publishedKeys } from '#lib/features/reports/bundle/keys.server.ts';
import type { App } from '#lib/server/app.ts';
import { rotateSigningKey, signingKey } from '#lib/server/crypto/signing-key.ts';
import type { Printer } from './report-verify.ts';

function describe({ keyId, publicKey, createdAt, retiredAt }: PublicKey): string {
	return `${keyId}  ${createdAt} to ${retiredAt ?? 'now'}\n${makePem(publicKey)}`;
}

/** Prints every public key that ever signed; makes the first one where there is none. */
export async function showKeys(app: App, print: Printer): Promise<number> {
	await signingKey(app);
	const published = await publishedKeys(app);
	print(published, published.keys.map(describe).join('\n'));
	return 0;
}

/** Makes the next signing key. What the ones before signed stays verifiable. */
export async function rotateKeys(app: App, print: Printer): Promise<number> {
	const rotated = await rotateSigningKey(app, null);
	print(
		rotated,
		rotated.ok
			? `From now on the key ${rotated.value} signs. Give the new list of public keys to those who check.`
			: 'The key is set by OVERREAD_SIGNING_KEY: put another one there.'
	);
	return rotated.ok ? 0 : 1;
}
