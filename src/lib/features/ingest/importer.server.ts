import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import { csvMessages, hl7Messages, type MessageItem } from './message-sources.server.ts';
import type { RefusalReason } from './reasons.ts';
import { headBytes, sniff } from './sniff.ts';
import { aiResultItems, takeAiResults, type AiResultItem } from './take-ai-results.server.ts';
import { takeImages, type ImageFile } from './take-images.server.ts';
import { takeMessages, type InboundMessage } from './take-messages.server.ts';
import { takeLegacy } from './legacy-import.server.ts';
import { makeTally, type TallyOptions } from './tally.server.ts';
import type { ImportSummary } from './types.ts';
import type { FoundFile } from './walk-files.server.ts';

/** Takes files in one after the other and writes them in batches. */
export type Importer = {
	add(file: FoundFile): Promise<void>;
	/** Writes what is still waiting and gives the summary. */
	finish(): Promise<ImportSummary>;
};

const IMAGES_A_BATCH = 50;
const MESSAGES_A_BATCH = 500;
/** Messages waiting in memory, in bytes: large ones make smaller batches. */
const WAITING_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** Makes an importer that writes under a batch. Memory is bounded by a batch of messages and four copies in flight. */
export function makeImporter(
	app: App,
	{ batchId, actor, ...options }: { batchId: string; actor: Actor | null } & TallyOptions
): Importer {
	const tally = makeTally(app, batchId, options);
	let images: ImageFile[] = [];
	let messages: InboundMessage[] = [];
	let waitingBytes = 0;

	async function flushImages(): Promise<void> {
		const batch = images;
		images = [];
		await takeImages(app, tally, batch);
		if (tally.isDue()) await tally.save();
	}

	async function flushMessages(): Promise<void> {
		const batch = messages;
		messages = [];
		waitingBytes = 0;
		await takeMessages(app, tally, { messages: batch, actor });
		if (tally.isDue()) await tally.save();
	}

	async function addMessages(file: ImageFile, from: typeof hl7Messages): Promise<void> {
		for await (const item of from(file.name, counted(file.path))) await addItem(item);
	}

	async function addAiResults(file: ImageFile): Promise<void> {
		let rows: AiResultItem[] = [];
		const flush = async (): Promise<void> => {
			await takeAiResults(app, tally, rows);
			rows = [];
			if (tally.isDue()) await tally.save();
		};
		for await (const item of aiResultItems(file.name, counted(file.path))) {
			if (item.kind === 'refused') tally.refused(item.refusal);
			else if (rows.push(item.row) >= MESSAGES_A_BATCH) await flush();
		}
		await flush();
	}

	async function addLegacy(file: ImageFile): Promise<void> {
		const chunks = counted(file.path);
		await takeLegacy(app, tally, { name: file.name, chunks, scale: null, batchId, actor });
	}

	async function addItem(item: MessageItem): Promise<void> {
		if (item.kind === 'refused') {
			tally.refused(item.refusal);
			if (tally.isDue()) await tally.save();
			return;
		}
		messages.push(item.message);
		waitingBytes += item.message.body.length;
		if (messages.length >= MESSAGES_A_BATCH || waitingBytes >= WAITING_BYTES) await flushMessages();
	}

	async function* counted(path: string): AsyncGenerator<Uint8Array> {
		for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
			const bytes = chunk as Buffer; // a stream without an encoding gives buffers
			tally.bytes(bytes.length);
			yield bytes;
		}
	}

	function refuse(name: string, reason: RefusalReason): void {
		tally.refused({ name, position: null, reason, detail: null });
	}

	return {
		async add(found) {
			tally.file(found.name);
			if (found.kind === 'refused') {
				refuse(found.name, found.reason);
				return;
			}
			const { name, path, sizeBytes } = found;
			const head = sizeBytes === 0 ? null : await readHead(path);
			const kind = head ? sniff(head, name) : 'unknown';
			if (kind === 'unknown' || kind === 'archive') {
				tally.bytes(sizeBytes);
				const unusable = kind === 'archive' ? 'archive-not-opened' : 'unknown-format';
				refuse(name, sizeBytes === 0 ? 'empty-file' : head ? unusable : 'file-unreadable');
			} else if (kind === 'dicom') {
				images.push(found);
				if (images.length >= IMAGES_A_BATCH) await flushImages();
			} else {
				try {
					if (kind === 'ai-results') await addAiResults(found);
					else if (kind === 'legacy-scores') await addLegacy(found);
					else await addMessages(found, kind === 'hl7' ? hl7Messages : csvMessages);
				} catch (error) {
					if (!isReadError(error)) throw error;
					refuse(name, 'file-unreadable');
				}
			}
			if (tally.isDue()) await tally.save();
		},
		async finish() {
			await flushImages();
			await flushMessages();
			await tally.save();
			return tally.summary();
		}
	};
}

/** The disk or the share failed under the file that is being read. */
function isReadError(error: unknown): boolean {
	return error instanceof Error && 'syscall' in error && error.syscall === 'read';
}

async function readHead(path: string): Promise<Uint8Array | null> {
	const handle = await open(path, 'r').catch(() => null);
	if (!handle) return null;
	try {
		const head = new Uint8Array(headBytes);
		const { bytesRead } = await handle.read(head, 0, headBytes, 0);
		return head.subarray(0, bytesRead);
	} catch {
		return null;
	} finally {
		await handle.close();
	}
}
