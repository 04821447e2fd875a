import {
	columnsOf,
	readCredentialTable,
	type ImportedKind
} from '#lib/core/credentials/entry/import-table.ts';
import { isSameTerm, sameThing } from '#lib/core/credentials/entry/notes.ts';
import { parseCredential, typedOf } from '#lib/core/credentials/entry/parse.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { NewCredential } from './commands.server.ts';
import type { PlannedFile } from './import.server.ts';
import type { LineFault } from './import-plan.ts';
import { findCredentialRows, standing } from './rows.server.ts';

/**
 * What a file of one kind would record: every row that is wrong is named with each of its faults.
 * @param given.ownId the radiologist who takes it, whose own credentials somebody else records
 */
export async function planRows(
	{ db }: Pick<App, 'db'>,
	{ kind, ownId }: { readonly kind: ImportedKind; readonly ownId: string | null },
	chunks: AsyncIterable<Uint8Array>
): Promise<PlannedFile> {
	const { read } = db;
	const [people, places, known, policy] = await Promise.all([
		peopleByName(db.read),
		placesByName(db.read),
		findCredentialRows(read, { kinds: [kind] }),
		currentPolicy(read, 'credentials')
	]);
	const termsByKey = new Map<string, Credential>();
	for (const row of standing(known)) termsByKey.set(keyOf(row.radiologistId, row), row);
	const faults: LineFault[] = [];
	const rows: NewCredential[] = [];
	let [count, unchanged] = [0, 0];
	let headers: PlannedFile['headers'] = [];
	for await (const item of readCredentialTable(chunks, kind)) {
		if (item.kind === 'header') {
			headers = item.mapping.headers.map((header, at) => ({
				header,
				column: item.mapping.columns[at] ?? null
			}));
			continue;
		}
		if (item.kind === 'refused-file') {
			faults.push({ line: null, column: null, code: item.reason, detail: item.detail });
			break;
		}
		count += 1;
		const { line } = item;
		if (item.kind === 'refused-row') {
			faults.push({ line, column: null, code: item.reason, detail: item.detail });
			continue;
		}
		const typed = { ...item.row };
		const fault = (column: string, code: string): void =>
			void faults.push({ line, column, code, detail: null });
		const before = faults.length;
		const radiologistId = people.get((typed['radiologist'] ?? '').trim().toLowerCase());
		if (!radiologistId)
			fault('radiologist', typed['radiologist']?.trim() ? 'radiologist-unknown' : 'required');
		else if (radiologistId === ownId) fault('radiologist', 'own-credential');
		if (typed['facility'] !== undefined) {
			const id = places.get(typed['facility'].trim().toLowerCase());
			if (!id && typed['facility'].trim() !== '') fault('facility', 'facility-unknown');
			typed['facility'] = id ?? typed['facility'];
		}
		const parsed = parseCredential({ kind, typed, ownWords: policy.body.statusWords });
		if (!parsed.ok) for (const [column, code] of Object.entries(parsed.error)) fault(column, code);
		if (!parsed.ok || !radiologistId || faults.length > before) continue;
		const key = keyOf(radiologistId, parsed.value);
		const same = termsByKey.get(key);
		if (same && isSameTerm(same, parsed.value)) {
			if (saysTheSame(same, parsed.value)) unchanged += 1;
			else fault(columnsOf(kind)[1]?.name ?? '', 'recorded-otherwise');
			continue;
		}
		termsByKey.set(key, parsed.value);
		rows.push({ ...parsed.value, radiologistId, source: 'csv' });
	}
	return { count, unchanged, faults, rows, headers, matches: [], gone: [] };
}

function keyOf(radiologistId: string, credential: Credential): string {
	const { fromOn, toOn } = spanOf(credential);
	return [radiologistId, sameThing(credential), fromOn, toOn].join('\n');
}

/** Whether two terms say the same in every column. */
function saysTheSame(one: Credential, other: Credential): boolean {
	const [a, b] = [typedOf(one), typedOf(other)];
	return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => a[name] === b[name]);
}

/** Radiologists by code, NPI and the identifier of messages, in small letters. */
async function peopleByName(read: App['db']['read']): Promise<Map<string, string>> {
	const { radiologists: t } = read.tables;
	const rows = await read.select({ id: t.id, code: t.code, npi: t.npi, externalId: t.externalId }).from(t);
	return new Map(
		rows.flatMap(({ id, code, npi, externalId }) =>
			[externalId, npi, code].flatMap((name) => (name ? [[name.toLowerCase(), id] as const] : []))
		)
	);
}

/** Facilities by code and name, in small letters. */
async function placesByName(read: App['db']['read']): Promise<Map<string, string>> {
	const { facilities: t } = read.tables;
	const rows = await read.select({ id: t.id, code: t.code, name: t.name }).from(t);
	return new Map(
		rows.flatMap(({ id, code, name }) => [name, code].map((word) => [word.toLowerCase(), id] as const))
	);
}
