import { inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { IncomingRead } from '#lib/core/reads/incoming-read.ts';
import type { Result } from '#lib/core/result.ts';
import { loadDirectory } from '#lib/features/reads/directory.server.ts';
import { upsertReads } from '#lib/features/reads/upsert-reads.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { wholeOrOneByOne } from './one-by-one.server.ts';
import type { MessageReason } from './reasons.ts';
import type { Tally } from './tally.server.ts';

export type MessageFault = {
	readonly reason: MessageReason;
	readonly detail: string | null;
	/** Of another kind than results of radiology: nothing is wrong with it. */
	readonly isOther: boolean;
};

/** One message or line as it came, and what it says. */
export type InboundMessage = {
	readonly name: string;
	readonly position: number;
	readonly format: 'hl7' | 'csv';
	readonly sha256: string;
	readonly body: Buffer;
	readonly controlId: string | null;
	/** The read it tells of; the time zone of its facility places times without offset. */
	toRead(timeZoneOf: (facilityCode: string) => string): Result<IncomingRead, MessageFault>;
};

type Stored = { readonly id: string; readonly status: string; readonly reason: string | null };
type Verdict = {
	readonly message: InboundMessage;
	readonly stored: Stored;
	readonly status: 'applied' | 'refused' | 'not-applicable' | 'known';
	readonly fault: MessageFault | null;
	readonly readId: string | null;
	readonly isNew: boolean;
};

/**
 * Takes a batch of messages in. They are stored in one transaction and applied in a second, which also marks each as
 * applied or refused: after a crash between the two they are applied when they come again. A message that was applied
 * changes nothing when it comes again; one that was refused is tried again.
 */
export async function takeMessages(
	app: App,
	tally: Tally,
	{ messages, actor }: { messages: readonly InboundMessage[]; actor: Actor | null }
): Promise<void> {
	await wholeOrOneByOne(app, messages, {
		async work(items) {
			const stored = await app.db.transaction((write) => storeMessages(app, write, items));
			const verdicts = await app.db.transaction((write) =>
				applyMessages(app, write, { items, stored, actor })
			);
			for (const verdict of verdicts) count(tally, verdict);
		},
		refuse: ({ name, position }) => tally.refused({ name, position, reason: 'not-storable', detail: null })
	});
}

function count(tally: Tally, { message, fault, isNew }: Verdict): void {
	const { name, position } = message;
	if (fault) tally.refused({ name, position, reason: fault.reason, detail: fault.detail });
	else if (isNew) tally.taken('read');
	else tally.unchanged();
}

/** Stores what is not stored yet; gives every message's row by its hash. */
async function storeMessages(
	app: App,
	write: WriteHandle,
	items: readonly InboundMessage[]
): Promise<Map<string, Stored>> {
	const lock = write.dialect.lockImport();
	if (lock) await write.run(lock);
	const { inboundMessages } = write.tables;
	const hashes = [...new Set(items.map(({ sha256 }) => sha256))];
	const rows = await write
		.select({
			id: inboundMessages.id,
			sha256: inboundMessages.sha256,
			status: inboundMessages.status,
			reason: inboundMessages.reason
		})
		.from(inboundMessages)
		.where(inArray(inboundMessages.sha256, hashes));
	const stored = new Map<string, Stored>(rows.map((row) => [row.sha256, row]));
	const added = [];
	for (const { sha256, format, body, controlId } of items) {
		if (stored.has(sha256)) continue;
		const row = { id: app.ids(), status: 'stored', reason: null };
		stored.set(sha256, row);
		added.push({ ...row, sha256, format, body, controlId, receivedAt: app.clock.now() });
	}
	await write.insertRows(inboundMessages, added);
	return stored;
}

async function applyMessages(
	app: App,
	write: WriteHandle,
	{
		items,
		stored,
		actor
	}: { items: readonly InboundMessage[]; stored: ReadonlyMap<string, Stored>; actor: Actor | null }
): Promise<Verdict[]> {
	const lock = write.dialect.lockImport();
	if (lock) await write.run(lock);
	const directory = await loadDirectory(app, write, actor);
	const verdicts: Verdict[] = [];
	const ready: { message: InboundMessage; stored: Stored; read: IncomingRead }[] = [];
	const repeated: InboundMessage[] = [];
	const seen = new Set<string>();
	for (const message of items) {
		const row = stored.get(message.sha256);
		if (!row) throw new Error('a message is not stored');
		const base = { message, stored: row, readId: null, isNew: false };
		if (seen.has(message.sha256)) {
			repeated.push(message);
			continue;
		}
		if (row.status === 'applied') {
			verdicts.push({ ...base, status: 'known', fault: null });
			continue;
		}
		seen.add(message.sha256);
		const read = message.toRead(directory.timeZoneOf);
		if (read.ok) ready.push({ message, stored: row, read: read.value });
		else {
			const status = read.error.isOther ? 'not-applicable' : 'refused';
			verdicts.push({ ...base, status, fault: read.error });
		}
	}
	const reads = ready.map(({ read }) => read);
	const outcomes = await upsertReads(app, write, reads, { actor, directory });
	for (const [at, { message, stored: row }] of ready.entries()) {
		const outcome = outcomes[at];
		if (!outcome) throw new Error('a read has no outcome');
		verdicts.push({
			message,
			stored: row,
			status: outcome.ok ? 'applied' : 'refused',
			fault: outcome.ok ? null : { reason: outcome.error, detail: null, isOther: false },
			readId: outcome.ok ? outcome.value.readId : null,
			isNew: outcome.ok && outcome.value.kind === 'taken'
		});
	}
	await mark(write, verdicts);
	// The same message twice in one batch: what became of the first became of the second.
	const bySha = new Map(verdicts.map((verdict) => [verdict.message.sha256, verdict]));
	for (const message of repeated) {
		const first = bySha.get(message.sha256);
		if (first) verdicts.push({ ...first, message, isNew: false });
	}
	const order = new Map(items.map((message, at) => [message, at]));
	return verdicts.sort((a, b) => (order.get(a.message) ?? 0) - (order.get(b.message) ?? 0));
}

/** Writes what became of the messages: one statement for those applied, one for each reason of the others. */
async function mark(write: WriteHandle, verdicts: readonly Verdict[]): Promise<void> {
	const { inboundMessages } = write.tables;
	const applied = verdicts.filter(({ status }) => status === 'applied');
	if (applied.length > 0) {
		const whens = applied.map(({ stored, readId }) => sql`when ${stored.id} then ${readId}`);
		await write
			.update(inboundMessages)
			.set({
				status: 'applied',
				reason: null,
				readId: sql`case ${inboundMessages.id} ${sql.join(whens, sql` `)} end`
			})
			.where(
				inArray(
					inboundMessages.id,
					applied.map(({ stored }) => stored.id)
				)
			);
	}
	const groups = new Map<string, { status: string; reason: string; ids: string[] }>();
	for (const { stored, status, fault } of verdicts) {
		if (!fault || (stored.status === status && stored.reason === fault.reason)) continue;
		const key = `${status} ${fault.reason}`;
		const group = groups.get(key) ?? { status, reason: fault.reason, ids: [] };
		group.ids.push(stored.id);
		groups.set(key, group);
	}
	for (const { status, reason, ids } of groups.values()) {
		await write.update(inboundMessages).set({ status, reason }).where(inArray(inboundMessages.id, ids));
	}
}
