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
		const fault = (column: string, code: string, detail: string | null = null): void =>
			void faults.push({ line, column, code, detail });
		const before = faults.length;
		const meant = people.get(keyed(typed['radiologist'])) ?? [];
		const radiologistId = meant.length === 1 ? meant[0] : undefined;
		if (meant.length > 1) fault('radiologist', 'radiologist-ambiguous', typed['radiologist']);
		else if (!radiologistId)
			fault('radiologist', typed['radiologist']?.trim() ? 'radiologist-unknown' : 'required');
		else if (radiologistId === ownId) fault('radiologist', 'own-credential');
		if (typed['facility'] !== undefined) {
			const found = places.get(keyed(typed['facility'])) ?? [];
			if (found.length > 1) fault('facility', 'facility-ambiguous', typed['facility']);
			else if (found.length === 0 && typed['facility'].trim() !== '') fault('facility', 'facility-unknown');
			typed['facility'] = found[0] ?? typed['facility'];
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

/** A name as it is looked up. */
function keyed(word: string | undefined): string {
	return (word ?? '').trim().toLowerCase();
}

/** Ids by each of their names, in small letters: a name that two go by means neither. */
function byEachName(
	all: readonly { readonly id: string; readonly names: readonly (string | null)[] }[]
): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	for (const { id, names } of all)
		for (const key of new Set(names.map((name) => keyed(name ?? '')))) {
			if (key === '') continue;
			found.set(key, [...(found.get(key) ?? []), id]);
		}
	return found;
}

/** Radiologists by code, NPI and the identifier of messages. */
async function peopleByName(read: App['db']['read']) {
	const { radiologists: t } = read.tables;
	const rows = await read.select({ id: t.id, code: t.code, npi: t.npi, externalId: t.externalId }).from(t);
	return byEachName(rows.map(({ id, code, npi, externalId }) => ({ id, names: [externalId, npi, code] })));
}

/** Facilities by code and name. */
async function placesByName(read: App['db']['read']) {
	const { facilities: t } = read.tables;
	const rows = await read.select({ id: t.id, code: t.code, name: t.name }).from(t);
	return byEachName(rows.map(({ id, code, name }) => ({ id, names: [name, code] })));
}
