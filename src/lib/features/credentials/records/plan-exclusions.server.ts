import {
	exclusionOf,
	matchExcluded,
	readExclusionList,
	type ExclusionFile,
	type MatchedBy,
	type Sought
} from '#lib/core/credentials/entry/exclusion-lists.ts';
import { isSameTerm } from '#lib/core/credentials/entry/notes.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { nameKey } from '#lib/features/reads/names.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { NewCredential } from './commands.server.ts';
import type { PlannedFile } from './import.server.ts';
import type { FoundMatch, LineFault } from './import-plan.ts';
import { namesApart } from './names.ts';
import { findCredentialRows, standing, type CredentialRow } from './rows.server.ts';

type Wanted = Sought & { readonly id: string; readonly name: string };

/** Who of the group is on a list, or may be: nothing of anybody else is kept. Holds one line of the file at a time. */
export async function planExclusions(
	{ db }: Pick<App, 'db'>,
	list: ExclusionFile,
	chunks: AsyncIterable<Uint8Array>
): Promise<PlannedFile> {
	const rows = standing(await findCredentialRows(db.read, { kinds: ['exclusion', 'person-fact'] }));
	const wanted = await wantedPeople(db.read, rows);
	const byNpi = new Map(wanted.flatMap((one) => (one.npi === null ? [] : [[one.npi, one] as const])));
	const byName = Map.groupBy(wanted, (one) => one.nameKey);
	const faults: LineFault[] = [];
	const found: NewCredential[] = [];
	const matches: FoundMatch[] = [];
	const seen = new Set<string>();
	let [count, unchanged] = [0, 0];
	let headers: PlannedFile['headers'] = [];
	for await (const item of readExclusionList(chunks, list)) {
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
		if (item.kind === 'refused-row') {
			faults.push({ line: item.line, column: null, code: item.reason, detail: item.detail });
			continue;
		}
		const person = { ...item.row, nameKey: nameKey(item.row) };
		const own = person.npi === null ? undefined : byNpi.get(person.npi);
		for (const one of new Set([...(own ? [own] : []), ...(byName.get(person.nameKey) ?? [])])) {
			const by = matchExcluded(person, one);
			if (by === null) continue;
			const credential: Credential = { kind: 'exclusion', body: exclusionOf(list, person, noteOf(by)) };
			const known = [...rows, ...found].find(
				(row) => row.radiologistId === one.id && isSameTerm(row, credential)
			);
			if (known) unchanged += 1;
			else found.push({ ...credential, radiologistId: one.id, source: 'csv' });
			if (known && 'id' in known) seen.add(known.id);
			matches.push({
				line: item.line,
				radiologistId: one.id,
				name: one.name,
				by: noteOf(by),
				isNew: known === undefined
			});
		}
	}
	const nameOf = new Map(wanted.map(({ id, name }) => [id, name]));
	const gone = rows.flatMap((row) =>
		row.kind === 'exclusion' &&
		row.body.list === list &&
		row.body.to === null &&
		!row.body.isCleared &&
		!seen.has(row.id)
			? [{ radiologistId: row.radiologistId, name: nameOf.get(row.radiologistId) ?? '' }]
			: []
	);
	return { count, unchanged, faults, rows: found, headers, matches, gone };
}

function noteOf(by: MatchedBy): string {
	return messages.credentialImport.matchedBy[by];
}

async function wantedPeople(read: App['db']['read'], rows: readonly CredentialRow[]): Promise<Wanted[]> {
	const { radiologists: t } = read.tables;
	const people = await read
		.select({ id: t.id, npi: t.npi, familyName: t.familyName, givenName: t.givenName })
		.from(t);
	const names = namesApart(people);
	const bornOn = new Map(
		rows.flatMap((row) =>
			row.kind === 'person-fact' && row.body.fact === 'bornOn' && typeof row.body.value === 'string'
				? [[row.radiologistId, row.body.value] as const]
				: []
		)
	);
	return people.map(({ id, npi, familyName, givenName }) => ({
		id,
		npi,
		name: names.get(id) ?? '',
		nameKey: nameKey({ familyName, givenName }),
		bornOn: bornOn.get(id) ?? null
	}));
}
