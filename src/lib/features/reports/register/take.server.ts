import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { mediaTypes, reportForms } from '#lib/core/reports/forms.ts';
import type { CopyMark } from '#lib/core/reports/model.ts';
import { standingOf } from '#lib/core/reports/register.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { exportFileName } from '#lib/features/reports/export-commands.server.ts';
import { findExport } from '#lib/features/reports/export-queries.server.ts';
import { copyApart } from '#lib/features/reports/runs/thread.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { isModelWhole, writeCopy } from './copy.server.ts';

export type TakeError = 'export-not-found' | 'export-expired' | 'export-revoked' | 'export-damaged';

/** A copy of an export as it is handed over. */
export type TakenCopy = {
	readonly copy: number;
	readonly watermark: string;
	readonly body: Uint8Array<ArrayBuffer> | ReadableStream;
	readonly sizeBytes: number;
	readonly sha256: string;
	readonly contentType: string;
	readonly fileName: string;
};

/** What is longer is written beside the thread that answers. */
const APART_FROM_BYTES = 512 * 1024;
/** So many may take copies of one export at the same moment. */
const MOST_TURNS = 20;

// Bundles are ZIP.
const contentTypes: Readonly<Record<string, string>> = { zip: 'application/zip', ...mediaTypes };

type Row = NonNullable<Awaited<ReturnType<typeof findExport>>>;

/**
 * Hands a copy of an export over: it bears its number and recipient, and the register knows its hash before the first byte leaves. What bears
 * no mark (documents of an earlier release, bundles) leaves as it is, and is counted as well.
 */
export async function takeExport(app: App, actor: Actor, id: string): Promise<Result<TakenCopy, TakeError>> {
	for (let turn = 0; turn < MOST_TURNS; turn += 1) {
		const row = await findExport(app, actor, id);
		if (!row) return err('export-not-found');
		const now = app.clock.now();
		const standing = standingOf(row, now);
		if (standing !== 'available') return err(`export-${standing}`);
		const written = await writeNext(app, actor, { row, now });
		if (!written) return err('export-damaged');
		if (await enterTake(app, actor, { row, written, now })) return ok(written);
	}
	throw new Error('a copy could not be numbered');
}

/** The copy after the last one that was taken; null where what is on the disk is not what the register says. */
async function writeNext(
	app: App,
	{ radiologistId }: Pick<Actor, 'radiologistId'>,
	{ row, now }: { row: Row; now: Instant }
): Promise<TakenCopy | null> {
	const days = periodDays({ from: row.periodFrom, to: row.periodTo });
	const copy = row.copies + 1;
	const named = {
		copy,
		contentType: contentTypes[row.format] ?? 'application/octet-stream',
		fileName: exportFileName(row.kind, days.fromOn, days.throughOn, row.format)
	};
	const format = reportForms.find((form) => form === row.format);
	if (row.modelSha256 === null || !format) {
		const path = exportPath(app, row.id);
		const file = await stat(path).catch(() => null);
		if (file?.size !== row.sizeBytes) return null;
		const body = Readable.toWeb(createReadStream(path)) as ReadableStream; // Node's type of the same thing
		return { ...named, watermark: '', body, sizeBytes: row.sizeBytes, sha256: row.sha256 };
	}
	if (!(await isModelWhole(app, { id: row.id, modelSha256: row.modelSha256 }))) return null;
	const watermark = messages.register.watermark(
		copy,
		row.recipient,
		toIso(now).slice(0, 16).replace('T', ' ')
	);
	const mark: CopyMark = { number: copy, text: watermark };
	const task = { exportId: row.id, format, copy: mark, hidesCheckpoint: radiologistId !== null };
	const bytes =
		row.sizeBytes < APART_FROM_BYTES
			? await writeCopy(app, task)
			: await copyApart(app, { kind: 'copy', ...task }).ended;
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { ...named, watermark, body: new Uint8Array(bytes), sizeBytes: bytes.length, sha256 };
}

/** Enters a copy in the register. False: somebody took one meanwhile, or access has ended. */
async function enterTake(
	app: App,
	actor: Actor,
	{ row, written, now }: { row: Row; written: TakenCopy; now: Instant }
): Promise<boolean> {
	const { copy, watermark, sizeBytes, sha256 } = written;
	return app.db.transaction(async (write) => {
		const { exports: t, exportTakes } = write.tables;
		const counted = await write
			.update(t)
			.set({ copies: copy })
			.where(
				and(
					eq(t.id, row.id),
					eq(t.copies, copy - 1),
					isNull(t.revokedAt),
					or(isNull(t.expiresAt), gt(t.expiresAt, now))
				)
			)
			.returning({ id: t.id });
		if (counted.length === 0) return false;
		await write.insert(exportTakes).values({
			id: app.ids(),
			exportId: row.id,
			copy,
			takenBy: actor.id,
			takenAt: now,
			watermark,
			sizeBytes,
			sha256
		});
		const facts = { copy, sha256 };
		await recordAudit(write, { type: 'export.taken', subjectId: row.id, facts, at: now, actor });
		return true;
	});
}
