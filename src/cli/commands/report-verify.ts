import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';

export type Printer = (data: unknown, text: string) => void;

/** Looks a file's SHA-256 up in the export register and prints what it is. */
export async function verifyReportFile(app: App, path: string, print: Printer): Promise<number> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path), hash);
	const { value } = await verifyFileHash(app, hash.digest('hex'));
	const text = messages.verify;
	const found = value.export;
	const lines = found
		? [
				text.genuine,
				text.genuineDetail(
					messages.reports.kinds[found.kind] ?? found.kind,
					found.format,
					found.periodFromOn,
					found.periodThroughOn,
					found.n,
					found.exportedAt
				)
			]
		: [text.unknown, text.unknownDetail];
	print(value, [...lines, `SHA-256 ${value.sha256}`].join('\n'));
	return value.genuine ? 0 : 1;
}
