import { mapHeader, type ReadColumn } from './columns.ts';
import { readRowSchema, type ReadRow } from './read-row.ts';
import { readTable, type CsvFileError, type CsvRowError, type TableItem } from './read-table.ts';

export type { CsvFileError, CsvRowError };
export type CsvItem = TableItem<ReadColumn, ReadRow>;

/** Reads a CSV of reads from a stream of bytes; see {@link readTable}. */
export function readReadsCsv(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	options: { maxRecordChars?: number } = {}
): AsyncGenerator<CsvItem> {
	return readTable(chunks, { mapHeader, schema: readRowSchema }, options);
}
