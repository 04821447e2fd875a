import type { CsvFileError, CsvRowError } from '#lib/core/csv/read-table.ts';
import type { KeptOutReason } from '#lib/core/dicom/image-kind.ts';
import type { Hl7ParseError } from '#lib/core/hl7/message.ts';
import type { Hl7Error } from '#lib/core/hl7/observation-report.ts';
import type { SplitError } from '#lib/core/hl7/split-messages.ts';
import type { ReportReadError } from '#lib/core/reads/from-report.ts';
import type { RowReadError } from '#lib/core/reads/from-row.ts';
import type { StoreError, StoreOutcome } from '#lib/features/imaging/store-instances.server.ts';
import type { ReadRefusal } from '#lib/features/reads/upsert-reads.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { LegacyRefusal } from './legacy-plan.server.ts';
import type { AiResultRefusal } from './take-ai-results.server.ts';
import type { WalkRefusal } from './walk-files.server.ts';

/** Why a message or a line is not taken. */
export type MessageReason =
	SplitError | Hl7ParseError | Hl7Error | ReportReadError | CsvRowError | RowReadError['code'] | ReadRefusal;

/** Why something that came in is not taken. */
export type RefusalReason =
	| WalkRefusal
	| MessageReason
	| CsvFileError
	| StoreError
	| Exclude<StoreOutcome, 'stored' | 'unchanged'>
	| 'archive-not-opened'
	| 'unknown-format'
	| 'no-row-readable'
	| AiResultRefusal
	| LegacyRefusal
	| 'no-space-left'
	| 'not-this-study'
	| 'not-storable'
	| 'too-large-file';

// A reason without words does not compile.
const refusals: Readonly<Record<RefusalReason, string>> = messages.ingest.reasons;
const keptOut: Readonly<Record<KeptOutReason, string>> = messages.ingest.keptOutReasons;

function textOf(texts: Readonly<Record<string, string>>, code: string): string {
	return texts[code] ?? code;
}

/** A refusal's reason in words, with what it is about. */
export function refusalText({ reason, detail }: { reason: string; detail: string | null }): string {
	const text = textOf(refusals, reason);
	return detail === null ? text : messages.ingest.withDetail(text, detailText(detail));
}

/** What a refusal is about: `date: not-a-day` as the column and words, anything else as it is. */
function detailText(detail: string): string {
	const [, column, code] = /^([^:]+): ([a-z-]+)$/.exec(detail) ?? [];
	return column && code ? `${column}: ${textOf(messages.ingest.valueProblems, code)}` : detail;
}

/** A refusal's reason in words. */
export function reasonText(reason: string): string {
	return textOf(refusals, reason);
}

/** How an import was started, in words. */
export function originText(origin: string): string {
	return textOf(messages.ingest.origins, origin);
}

/** Why an object that was taken is not shown, in words. */
export function keptOutText(reason: string): string {
	return textOf(keptOut, reason);
}

/** A file and the messages or lines in it that share a reason: `reports.hl7:2–61`. */
export type RefusedPlace = {
	readonly place: string;
	readonly reason: string;
	readonly detail: string | null;
};

type Placed = { name: string; position: number | null; reason: string; detail: string | null };

/** Refusals by name, those that follow each other in one file and share a reason as one. */
export function placesOf(refusals: readonly Placed[]): RefusedPlace[] {
	const sorted = refusals.toSorted((a, b) =>
		a.name === b.name ? (a.position ?? 0) - (b.position ?? 0) : a.name < b.name ? -1 : 1
	);
	const ranges: (Placed & { to: number | null })[] = [];
	for (const refusal of sorted) {
		const last = ranges.at(-1);
		const { name, position, reason, detail } = refusal;
		const isSame = last?.name === name && last.reason === reason && last.detail === detail;
		if (isSame && last.to !== null && position === last.to + 1) last.to = position;
		else ranges.push({ ...refusal, to: position });
	}
	return ranges.map(({ name, position, to, reason, detail }) => ({
		place: position === null ? name : `${name}:${position === to ? position : `${position}–${to}`}`,
		reason,
		detail
	}));
}
