import { z } from 'zod';
import type { CredentialKind } from '#lib/core/credentials/kinds.ts';
import { makeHeaderMapper, type MapHeader } from '#lib/core/csv/header.ts';
import { readTable, type TableItem } from '#lib/core/csv/read-table.ts';
import { credentialFields } from './fields.ts';

/** Kinds that come in as a file of their own, a row a term. */
export const importedKinds = [
	'licence',
	'privilege',
	'board-certificate',
	'malpractice',
	'mqsa'
] as const satisfies readonly CredentialKind[];
export type ImportedKind = (typeof importedKinds)[number];

/** Headers under which other systems export a column. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
	radiologist: ['radiologist_code', 'reader', 'reader_code', 'npi', 'provider_npi', 'physician'],
	jurisdiction: ['state', 'licence_state', 'license_state'],
	number: ['licence_number', 'license_number', 'certificate_number'],
	pathway: ['licence_type', 'license_type'],
	statusRaw: ['status', 'licence_status', 'license_status'],
	issuedOn: ['issue_date', 'issued', 'effective_date'],
	expiresOn: ['expiration_date', 'expires', 'expiry_date'],
	graceUntil: ['grace'],
	facility: ['facility_code', 'site', 'hospital'],
	from: ['from_date', 'start_date', 'effective_date'],
	to: ['to_date', 'end_date', 'expiration_date'],
	effectiveOn: ['effective_date', 'certified_on'],
	reverifyOn: ['reverification_date'],
	meetsMoc: ['moc', 'oncc', 'continuing_certification'],
	certificate: ['certificate_name', 'specialty'],
	policyNumber: ['policy'],
	limitPerClaim: ['per_claim'],
	limitAggregate: ['aggregate']
};

/** The columns of a kind, the radiologist first. */
export function columnsOf(kind: ImportedKind): { name: string; isRequired: boolean }[] {
	return [
		{ name: 'radiologist', isRequired: true },
		...credentialFields[kind].map(({ name, isRequired = false }) => ({ name, isRequired }))
	];
}

function mapperOf(kind: ImportedKind): MapHeader<string> {
	const columns = columnsOf(kind);
	return makeHeaderMapper<string>({
		// A certificate has a column of the name `status` itself.
		synonyms: Object.fromEntries(columns.map(({ name }) => [name, synonyms[name] ?? []])),
		required: columns.filter(({ isRequired }) => isRequired).map(({ name }) => name)
	});
}

const rowSchema = z.record(z.string(), z.string());

/** Reads a CSV of one kind from a stream of bytes: each row as it is typed, by column; see {@link readTable}. */
export function readCredentialTable(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	kind: ImportedKind
): AsyncGenerator<TableItem<string, Record<string, string>>> {
	return readTable(chunks, { mapHeader: mapperOf(kind), schema: rowSchema });
}
