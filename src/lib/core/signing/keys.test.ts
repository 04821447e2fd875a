import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignedBy, keyIdOf, makePem, parseKeys } from './keys.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** RFC 8032, section 7.1, TEST 1 and TEST 2. */
const rfc8032 = [
	{
		key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
		message: '',
		signature:
			'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
	},
	{
		key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
		message: '72',
		signature:
			'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
	}
];

describe('a public key', () => {
	it.each(rfc8032)('checks the signature of RFC 8032 over "$message"', ({ key, message, signature }) => {
		expect(isSignedBy(key, hex(message), hex(signature))).toBe(true);
		expect(isSignedBy(key, hex(`${message}00`), hex(signature))).toBe(false);
	});

	it('refuses a signature or a key that is none, without throwing', () => {
		const [{ key, signature } = { key: '', signature: '' }] = rfc8032;
		expect(isSignedBy(key, hex(''), hex(signature).subarray(1))).toBe(false);
		expect(isSignedBy(`${'f'.repeat(64)}`, hex(''), hex(signature))).toBe(false);
		expect(isSignedBy('no key', hex(''), hex(signature))).toBe(false);
	});

	it('is written as the PEM that OpenSSL reads, and what OpenSSL signs is checked', () => {
		const pair = generateKeyPairSync('ed25519');
		const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
		expect(createPublicKey(makePem(raw)).equals(pair.publicKey)).toBe(true);
		const message = Buffer.from('what is signed');
		expect(isSignedBy(raw, message, sign(null, message, pair.privateKey))).toBe(true);
	});
});

describe('keys that somebody brings', () => {
	const [{ key } = { key: '' }] = rfc8032;
	const published = {
		format: 'overread-keys/1',
		group: 'A group',
		keys: [
			{
				keyId: keyIdOf(key),
				algorithm: 'Ed25519',
				publicKey: key,
				createdAt: '2026-01-01T00:00:00.000Z',
				retiredAt: null
			}
		]
	};

	it.each([
		{ form: 'hex digits', text: ` ${key.toUpperCase()}\n` },
		{ form: 'PEM', text: makePem(key) },
		{ form: 'the published list', text: JSON.stringify(published) }
	])('are read from $form', ({ text }) => {
		const keys = parseKeys(text);
		expect(keys.ok && keys.value.map(({ keyId, publicKey }) => [keyId, publicKey])).toEqual([
			[keyIdOf(key), key]
		]);
	});

	it.each([
		{ what: 'other text', text: 'hello' },
		{ what: 'other JSON', text: '{"format":"overread-keys/2","keys":[]}' },
		{ what: 'a PEM of another kind of key', text: makePem(key).replace('MCow', 'MCox') },
		{
			what: 'a list that gives a key the id of another',
			text: JSON.stringify(published).replace(keyIdOf(key), '0'.repeat(16))
		}
	])('are refused where they are $what', ({ text }) => {
		expect(parseKeys(text)).toEqual({ ok: false, error: 'keys-form' });
	});
});
