import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { makeFolder, renameDurably } from '#lib/server/files/durable.ts';
import { DamagedDocument, documentKeyBytes, openRecords, sealRecords } from './format.ts';

export type Vault = Pick<App, 'documentsFolder' | 'secrets' | 'random'>;

/** A file that nothing names may be one whose row is being written: only what is older was left behind. */
const ABANDONED_MS = 3_600_000;
/** So long what no row names lies aside before it goes for good: a restore that is not done may yet bring its row. */
const ASIDE_MS = 30 * DAY_MS;
const ENDING = '.sealed';

const vaultFolder = ({ documentsFolder }: Pick<Vault, 'documentsFolder'>): string =>
	join(documentsFolder, 'vault');
const incomingFolder = (vault: Vault): string => join(vaultFolder(vault), 'incoming');

const asideFolder = (vault: Pick<Vault, 'documentsFolder'>): string => join(vaultFolder(vault), 'aside');

/** Where a document lies. The end of an id is random, its beginning is the time. */
export function sealedPath(vault: Pick<Vault, 'documentsFolder'>, id: string): string {
	checkId(id);
	return join(vaultFolder(vault), id.slice(-2), `${id}${ENDING}`);
}

function checkId(id: string): void {
	if (!/^[\w-]{8,64}$/.test(id)) throw new RangeError('not the id of a document');
}

function asidePath(vault: Pick<Vault, 'documentsFolder'>, id: string): string {
	checkId(id);
	return join(asideFolder(vault), `${id}${ENDING}`);
}

/** Writes a document, sealed under a key of its own. It is whole, named and synced when this ends, or not there. */
export async function writeSealed(
	vault: Vault,
	id: string,
	bytes: Uint8Array
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
	const path = sealedPath(vault, id);
	await makeFolder(incomingFolder(vault));
	const temporary = join(incomingFolder(vault), randomUUID());
	const file = await open(temporary, 'wx', 0o600);
	try {
		const key = vault.random(documentKeyBytes);
		for (const record of sealRecords({ secrets: vault.secrets, key, id }, bytes))
			await file.writeFile(record);
		await file.sync();
		await file.close();
		await makeFolder(dirname(path));
		await renameDurably(temporary, path);
	} catch (error) {
		await file.close().catch(() => undefined);
		await rm(temporary, { force: true });
		throw error;
	}
	return { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
}

export type SealedError = 'document-missing' | 'document-damaged';

/** What a row says of its document, to be held against the file. */
export type Expected = { readonly id: string; readonly sha256: string; readonly sizeBytes: number };

/** Reads a whole document. Nothing of one is given that is not exactly what was stored. */
export async function readSealed(vault: Vault, expected: Expected): Promise<Result<Buffer, SealedError>> {
	const chunks: Buffer[] = [];
	const checked = await checkSealed(vault, expected, (chunk) => chunks.push(chunk));
	return checked.ok ? ok(Buffer.concat(chunks)) : checked;
}

/** Opens a document from end to end and holds it against its row, in the memory of one chunk. */
export async function checkSealed(
	vault: Vault,
	{ id, sha256, sizeBytes }: Expected,
	take: (chunk: Buffer) => void = () => undefined
): Promise<Result<null, SealedError>> {
	// Its row came back, and nobody has tidied since.
	const file = (await openIfThere(sealedPath(vault, id))) ?? (await openIfThere(asidePath(vault, id)));
	if (!file) return err('document-missing');
	const hash = createHash('sha256');
	let size = 0;
	try {
		for await (const chunk of openRecords({ secrets: vault.secrets, id }, file)) {
			size += chunk.length;
			// A file that was replaced by a larger one is not read to its end.
			if (size > sizeBytes) return err('document-damaged');
			hash.update(chunk);
			take(chunk);
		}
	} catch (error) {
		if (error instanceof DamagedDocument) return err('document-damaged');
		throw error;
	} finally {
		await file.close();
	}
	return size === sizeBytes && hash.digest('hex') === sha256 ? ok(null) : err('document-damaged');
}

function openIfThere(path: string): Promise<FileHandle | null> {
	return open(path, 'r').catch((error: unknown) => {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	});
}

/** Puts a document aside that no row names. */
export async function setAside(vault: Vault, id: string, now: Instant): Promise<void> {
	await makeFolder(asideFolder(vault));
	await utimes(sealedPath(vault, id), now / 1000, now / 1000);
	await renameDurably(sealedPath(vault, id), asidePath(vault, id));
}

/** Puts a document back where it belongs. */
export async function bringBack(vault: Vault, id: string): Promise<void> {
	await makeFolder(dirname(sealedPath(vault, id)));
	await renameDurably(asidePath(vault, id), sealedPath(vault, id));
}

/** What lies aside, and whether it has lain there so long that nobody will miss it. */
export async function asideIds(vault: Vault, now: Instant): Promise<{ id: string; isOld: boolean }[]> {
	const found: { id: string; isOld: boolean }[] = [];
	for (const name of await readdir(asideFolder(vault)).catch(() => [])) {
		const lain = await stat(join(asideFolder(vault), name)).catch(() => null);
		if (!lain || !/^[\w-]{8,64}\.sealed$/.test(name)) continue;
		found.push({ id: name.slice(0, -ENDING.length), isOld: now - lain.mtimeMs > ASIDE_MS });
	}
	return found;
}

/** Removes a document that lay aside. */
export async function removeAside(vault: Vault, id: string): Promise<void> {
	await rm(asidePath(vault, id), { force: true });
}

/** Removes a document that no row names. */
export async function removeSealed(vault: Vault, id: string): Promise<void> {
	await rm(sealedPath(vault, id), { force: true });
}

/** Removes what uploads left behind that were broken off while they wrote; answers how many. */
export async function removeUnfinished(vault: Vault, now: number): Promise<number> {
	let removed = 0;
	for (const name of await readdir(incomingFolder(vault)).catch(() => [])) {
		const path = join(incomingFolder(vault), name);
		if (!(await isAbandoned(path, now))) continue;
		await rm(path, { force: true });
		removed += 1;
	}
	return removed;
}

/** Ids of the documents that lie in the vault, folder by folder: all, or those old enough to have been left behind. */
export async function* sealedIds(
	vault: Vault,
	olderThan: { readonly now: number } | null = null
): AsyncGenerator<readonly string[]> {
	for (const folder of (await readdir(vaultFolder(vault)).catch(() => [])).sort()) {
		if (folder.length !== 2) continue;
		const ids: string[] = [];
		for (const name of await readdir(join(vaultFolder(vault), folder))) {
			if (!name.endsWith(ENDING)) continue;
			const path = join(vaultFolder(vault), folder, name);
			if (!olderThan || (await isAbandoned(path, olderThan.now))) ids.push(name.slice(0, -ENDING.length));
		}
		if (ids.length > 0) yield ids;
	}
}

async function isAbandoned(path: string, now: number): Promise<boolean> {
	const found = await stat(path).catch(() => null);
	return found !== null && now - found.mtimeMs > ABANDONED_MS;
}
