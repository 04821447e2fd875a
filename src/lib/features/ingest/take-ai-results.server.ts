import { and, desc, eq, inArray } from 'drizzle-orm';
import { readAiResults, type AiResultRow } from '#lib/core/csv/ai-results.ts';
import { facilityCodeOf, storableText } from '#lib/features/reads/codes.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { wholeOrOneByOne } from './one-by-one.server.ts';
import type { Tally } from './tally.server.ts';
import type { Refusal } from './types.ts';

/** Why a line of algorithms' results is not taken. */
export type AiResultRefusal = 'unknown-facility' | 'result-differs';

/** A line of a file of results. */
export type AiResultItem = { readonly name: string; readonly line: number; readonly result: AiResultRow };

/** Reads a CSV of results; positions are lines. */
export async function* aiResultItems(
	name: string,
	chunks: AsyncIterable<Uint8Array>
): AsyncGenerator<{ kind: 'row'; row: AiResultItem } | { kind: 'refused'; refusal: Refusal }> {
	for await (const item of readAiResults(chunks)) {
		if (item.kind === 'header') continue;
		if (item.kind === 'row')
			yield { kind: 'row', row: { name, line: item.line, result: storableRow(item.row) } };
		else {
			const position = item.kind === 'refused-row' ? item.line : null;
			yield { kind: 'refused', refusal: { name, position, reason: item.reason, detail: item.detail } };
		}
	}
}

function storableRow(row: AiResultRow): AiResultRow {
	const { accession, facility, algorithm, version, finding } = row;
	return {
		...row,
		accession: storableText(accession),
		facility: storableText(facility),
		algorithm: storableText(algorithm),
		version: storableText(version),
		finding: storableText(finding)
	};
}

/**
 * Takes results in. One that is known already changes nothing; one that says otherwise than before, of the same version, is
 * refused, since somebody may have compared the first. A result may come before its read: it is linked later.
 */
export async function takeAiResults(app: App, tally: Tally, items: readonly AiResultItem[]): Promise<void> {
	await wholeOrOneByOne(app, items, {
		async work(rows) {
			const verdicts = await app.db.transaction((write) => keepResults(app, write, rows));
			for (const [at, verdict] of verdicts.entries()) {
				const { name, line } = rows[at] ?? { name: '', line: 0 };
				if (verdict === 'taken') tally.taken('result');
				else if (verdict === 'unchanged') tally.unchanged();
				else tally.refused({ name, position: line, reason: verdict, detail: null });
			}
		},
		refuse: ({ name, line }) => tally.refused({ name, position: line, reason: 'not-storable', detail: null })
	});
}

type Verdict = 'taken' | 'unchanged' | AiResultRefusal;

async function keepResults(app: App, write: WriteHandle, rows: readonly AiResultItem[]): Promise<Verdict[]> {
	const { facilities, aiResults } = write.tables;
	const known = await write.select({ id: facilities.id, code: facilities.code }).from(facilities);
	const facilityIds = new Map(known.map(({ id, code }) => [code, id]));
	const verdicts: Verdict[] = [];
	for (const { result } of rows) {
		const { accession, facility, algorithm, version, finding } = result;
		const facilityId = facilityIds.get(facility) ?? facilityIds.get(facilityCodeOf(facility));
		if (facilityId === undefined) {
			verdicts.push('unknown-facility');
			continue;
		}
		const naturalKey = JSON.stringify([facilityId, accession, algorithm, version, finding]);
		const [added] = await write
			.insert(aiResults)
			.values({
				id: app.ids(),
				naturalKey,
				readId: await readBehind(write, facilityId, accession),
				facilityId,
				accession,
				algorithm,
				algorithmVersion: version,
				finding,
				result: result.result,
				confidence: result.confidence,
				agreement: 'unknown',
				receivedAt: app.clock.now()
			})
			.onConflictDoNothing()
			.returning({ id: aiResults.id });
		if (added) verdicts.push('taken');
		else {
			const [before] = await write
				.select({ result: aiResults.result })
				.from(aiResults)
				.where(eq(aiResults.naturalKey, naturalKey));
			verdicts.push(before?.result === result.result ? 'unchanged' : 'result-differs');
		}
	}
	return verdicts;
}

/** The read that a result is about: the final one of its accession, else the preliminary one; null while none has come. */
export async function readBehind(
	read: ReadHandle,
	facilityId: string,
	accession: string
): Promise<string | null> {
	const { reads } = read.tables;
	const rows = await read
		.select({ id: reads.id, kind: reads.kind })
		.from(reads)
		.where(
			and(
				eq(reads.facilityId, facilityId),
				eq(reads.accession, accession),
				inArray(reads.status, ['current', 'corrected'])
			)
		)
		.orderBy(desc(reads.reportVersion));
	return (rows.find(({ kind }) => kind === 'final') ?? rows[0])?.id ?? null;
}
