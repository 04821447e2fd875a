import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key as PEM texts. */
export type Certificate = { readonly pem: string; readonly key: KeyObject; readonly name: string };

/** One value in DER (X.690): its tag, its length, its content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
	const bytes = Buffer.concat(content);
	const size = bytes.length;
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
	return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}

const sequence = (...content: Uint8Array[]): Buffer => der(0x30, ...content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const named = (name: string): Buffer =>
	sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const day = (text: string): Buffer => der(0x18, Buffer.from(`${text}000000Z`));
const always = Buffer.of(0xff);

const authority = sequence(oid('551d13'), der(0x01, always), der(0x04, sequence(der(0x01, always))));
// The address 127.0.0.1 as an alternative name (RFC 5280 4.2.1.6).
const loopback = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.of(127, 0, 0, 1)))));

let serial = 0;

/** Makes a certificate (RFC 5280): an authority's own, or one of a server on 127.0.0.1 that an authority signs. */
export function aCertificate(name: string, signer: Certificate | null): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const body = sequence(
		der(0xa0, der(0x02, Buffer.of(2))),
		der(0x02, Buffer.of(++serial)),
		ecdsaWithSha256,
		named(signer?.name ?? name),
		sequence(day('20200101'), day('21200101')),
		named(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(signer ? loopback : authority))
	);
	const signature = sign('sha256', body, signer?.key ?? privateKey);
	const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.of(0), signature));
	const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
	return { pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, key: privateKey, name };
}
