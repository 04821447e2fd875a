import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Secrets } from '#lib/server/crypto/secrets.ts';

// A sealed document is two lines of text and then records. The first line names the form; the second is the document's own key and its
// id, sealed under a key of the server's secret. Each record is up to CHUNK_BYTES of the document under AES-256-GCM with its tag behind
// it. The nonce is the record's number and whether it is the last one (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015),
// so that records which are missing, swapped or cut off do not open; no key is ever used for two documents.

const FORM = 'overread-document/1';
const PURPOSE = 'vault';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_MOST = 1024;
/** Bytes of a document in one record. */
export const CHUNK_BYTES = 65_536;

/** A sealed document that is not as it was written: cut off, altered, of another id, or of another server's secret. */
export class DamagedDocument extends Error {}

function nonceOf(number: number, isLast: boolean): Buffer {
	const nonce = Buffer.alloc(12);
	nonce.writeUInt32BE(number, 7);
	nonce.writeUInt8(isLast ? 1 : 0, 11);
	return nonce;
}

/** The records of a sealed document, header first. */
export function* sealRecords(
	{ secrets, key, id }: { readonly secrets: Secrets; readonly key: Uint8Array; readonly id: string },
	bytes: Uint8Array
): Generator<Buffer> {
	const wrapped = secrets.seal(PURPOSE, `${id} ${Buffer.from(key).toString('hex')}`);
	yield Buffer.from(`${FORM}\n${wrapped}\n`);
	const last = Math.max(0, Math.ceil(bytes.length / CHUNK_BYTES) - 1);
	for (let number = 0; number <= last; number++) {
		const cipher = createCipheriv(CIPHER, key, nonceOf(number, number === last));
		cipher.setAAD(Buffer.from(id));
		const chunk = bytes.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES);
		yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
	}
}

/**
 * The document in a sealed file, chunk by chunk; each was checked before it is given, the whole only once the last one came. Throws
 * {@link DamagedDocument}.
 */
export async function* openRecords(
	{ secrets, id }: { readonly secrets: Secrets; readonly id: string },
	file: FileHandle
): AsyncGenerator<Buffer> {
	const { size } = await file.stat();
	const { key, length } = await readHeader(file, secrets, id);
	const record = Buffer.alloc(CHUNK_BYTES + TAG_BYTES);
	let at = length;
	for (let number = 0; ; number++) {
		const isLast = at + record.length >= size;
		const { bytesRead } = await file.read(record, 0, Math.min(record.length, size - at), at);
		if (bytesRead < TAG_BYTES) throw new DamagedDocument('a record is cut off');
		const end = bytesRead - TAG_BYTES;
		const decipher = createDecipheriv(CIPHER, key, nonceOf(number, isLast));
		decipher.setAAD(Buffer.from(id));
		decipher.setAuthTag(record.subarray(end, bytesRead));
		const chunk = decipher.update(record.subarray(0, end));
		try {
			decipher.final();
		} catch {
			throw new DamagedDocument(`record ${number} does not open`);
		}
		yield chunk;
		if (isLast) return;
		at += bytesRead;
	}
}

async function readHeader(
	file: FileHandle,
	secrets: Secrets,
	id: string
): Promise<{ key: Buffer; length: number }> {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_MOST), 0, HEADER_MOST, 0);
	const [form, wrapped] = buffer.subarray(0, bytesRead).toString('latin1').split('\n', 2);
	if (form !== FORM || !wrapped) throw new DamagedDocument('it is no sealed document');
	let opened: string;
	try {
		opened = secrets.unseal(PURPOSE, wrapped);
	} catch {
		throw new DamagedDocument('its key does not open');
	}
	const [ofId, hex = ''] = opened.split(' ');
	const key = Buffer.from(hex, 'hex');
	if (ofId !== id || key.length !== KEY_BYTES) throw new DamagedDocument('it is another document');
	return { key, length: form.length + wrapped.length + 2 };
}

/** Bytes of a document's own key. */
export const documentKeyBytes = KEY_BYTES;
