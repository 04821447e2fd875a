import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { makeCopyReader, type BytesRow } from './copy-rows.ts';

const dialect = new PgDialect();

/**
 * Rows of a query whose columns are texts, but for the last one, which is bytes. They come as they are: as values of a row the driver takes
 * them as text only, twice as long, and a large table of them takes three times as long.
 */
export function copyOut(client: pg.ClientBase, query: SQL): Promise<BytesRow[]> {
	return client.query(new CopyOut(`copy (${textOf(query)}) to stdout (format binary)`)).done;
}

/** A statement of `COPY` takes no parameters: they are written into it. */
function textOf(query: SQL): string {
	const { sql, params } = dialect.sqlToQuery(query);
	return sql.replaceAll(/\$(\d+)/g, (_, place: string) => {
		const value = params[Number(place) - 1];
		if (typeof value === 'number' && Number.isFinite(value)) return String(value);
		if (typeof value === 'string') return pg.escapeLiteral(value);
		throw new TypeError('a value that is no text and no number');
	});
}

/** What the driver calls while a statement runs. */
class CopyOut implements pg.Submittable {
	readonly done: Promise<BytesRow[]>;
	readonly #text: string;
	readonly #reader = makeCopyReader();
	#failure: unknown = null;
	#settle: { resolve(rows: BytesRow[]): void; reject(error: unknown): void };

	constructor(text: string) {
		this.#text = text;
		const { promise, resolve, reject } = Promise.withResolvers<BytesRow[]>();
		this.done = promise;
		this.#settle = { resolve, reject };
	}

	submit(connection: pg.Connection): void {
		connection.query(this.#text);
	}

	handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
		// Thrown here it would end the process: the connection calls this.
		try {
			this.#reader.take(chunk);
		} catch (error) {
			this.#failure ??= error;
		}
	}

	handleCommandComplete(): void {}

	handleError(error: unknown): void {
		this.#settle.reject(error);
	}

	handleReadyForQuery(): void {
		try {
			if (this.#failure !== null) throw this.#failure;
			this.#settle.resolve(this.#reader.rows());
		} catch (error) {
			this.#settle.reject(error);
		}
	}
}
