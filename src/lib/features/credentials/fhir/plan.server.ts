import { createHash } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { canonicalJson } from '#lib/core/audit/chain.ts';
import { readBundle, type FhirRow } from '#lib/core/credentials/fhir/read-bundle.ts';
import type { FhirProblem } from '#lib/core/credentials/fhir/read-resources.ts';
import { fhirKinds } from '#lib/core/credentials/fhir/words.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import {
	findCredentialRows,
	standing,
	type CredentialRow
} from '#lib/features/credentials/records/rows.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Rows that one bundle may bring. */
const MOST_ROWS = 2000;

export type FhirImportError = 'file-empty' | 'not-json' | 'not-a-bundle' | 'too-many-credentials';

/** A credential of a bundle that is new, or recorded already. A check of a new one still names it by its path. */
export type PlannedRow = {
	readonly path: string;
	readonly radiologistId: string;
	readonly radiologistName: string;
	readonly credential: Credential;
	/** The row that says the very same; null: it is new. */
	readonly existingId: string | null;
};

export type ImportPlan = {
	readonly sha256: string;
	readonly rows: readonly PlannedRow[];
	readonly problems: readonly FhirProblem[];
	readonly leftOut: readonly FhirProblem[];
};

type Person = { readonly id: string; readonly name: string };

async function peopleByNpi(read: ReadHandle, npis: readonly string[]): Promise<ReadonlyMap<string, Person>> {
	if (npis.length === 0) return new Map();
	const { radiologists: t } = read.tables;
	const rows = await read
		.select({ id: t.id, npi: t.npi })
		.from(t)
		.where(inArray(t.npi, [...npis]));
	const names = await radiologistNames(read);
	return new Map(rows.map(({ npi, id }) => [npi ?? '', { id, name: names.get(id) ?? '' }]));
}

/** What makes a term the same one whatever else is said of it: kind, place, first day, number. */
function identityOf(credential: Credential): string {
	const { place, fromOn } = spanOf(credential);
	const { kind, body } = credential;
	const number = 'number' in body ? (body.number ?? '') : '';
	const more =
		kind === 'privilege'
			? `${body.category ?? ''} ${body.modalities?.join() ?? ''}`
			: kind === 'board-certificate'
				? body.certificate
				: '';
	const pathway = kind === 'licence' ? body.pathway : '';
	return [kind, place, fromOn ?? '', number, more, pathway].join('\n');
}

/** Where a person stands in a bundle: the path without the qualification. */
const personPath = (path: string): string => path.replace(/\.(qualification|extension)\[\d+\]$/, '');

/**
 * What a bundle would bring: which rows are new, which are recorded already, and what is not taken and why. A term that is recorded otherwise
 * is not overwritten: somebody corrects it by hand.
 */
export async function planImport(
	read: ReadHandle,
	text: string
): Promise<Result<ImportPlan, FhirImportError>> {
	if (text.trim() === '') return err('file-empty');
	let json: unknown;
	try {
		json = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return err('not-json');
	}
	const bundle = readBundle(json);
	if (!bundle.ok) return bundle;
	if (bundle.value.rows.length > MOST_ROWS) return err('too-many-credentials');
	const people = await peopleByNpi(read, [...new Set(bundle.value.rows.map(({ npi }) => npi))]);
	const { facilities } = read.tables;
	const places = await read.select({ id: facilities.id, code: facilities.code }).from(facilities);
	const recorded =
		people.size === 0
			? []
			: standing(
					await findCredentialRows(read, {
						radiologistIds: [...people.values()].map(({ id }) => id),
						kinds: fhirKinds
					})
				);
	const planner = makePlanner({
		people,
		recorded,
		facilityOf: new Map(places.map(({ id, code }) => [code, id]))
	});
	for (const row of bundle.value.rows) planner.add(row);
	return ok({
		sha256: createHash('sha256').update(text).digest('hex'),
		rows: planner.rows,
		problems: [...bundle.value.problems, ...planner.problems],
		leftOut: [...bundle.value.leftOut, ...planner.leftOut]
	});
}

function makePlanner(given: {
	readonly people: ReadonlyMap<string, Person>;
	readonly recorded: readonly CredentialRow[];
	readonly facilityOf: ReadonlyMap<string, string>;
}) {
	const rows: PlannedRow[] = [];
	const problems: FhirProblem[] = [];
	const leftOut: FhirProblem[] = [];
	const same = new Map(
		given.recorded.map((row) => [`${row.radiologistId}\n${row.kind}\n${canonicalJson(row.body)}`, row.id])
	);
	const terms = new Set(
		given.recorded
			.filter(({ kind }) => kind !== 'verification')
			.map((row) => `${row.radiologistId}\n${identityOf(row)}`)
	);
	const unknown = new Set<string>();

	/** The credential with ids in the place of what a bundle calls things by, or the problem. */
	const resolve = (row: FhirRow): Result<Credential, FhirProblem | 'left-out'> => {
		if (row.kind === 'privilege') {
			const facility = given.facilityOf.get(row.body.facility);
			if (facility === undefined)
				return err({ path: `${row.path}.organization.identifier.value`, code: 'facility-not-found' });
			return ok({ kind: row.kind, body: { ...row.body, facility } });
		}
		if (row.kind === 'verification') {
			const checked = rows.find(({ path }) => path === row.body.of);
			if (!checked) return err('left-out');
			return ok({ kind: row.kind, body: { ...row.body, of: checked.existingId ?? row.body.of } });
		}
		return ok(row);
	};

	const add = (row: FhirRow): void => {
		const person = given.people.get(row.npi);
		if (!person) {
			if (!unknown.has(row.npi)) leftOut.push({ path: personPath(row.path), code: 'radiologist-not-found' });
			unknown.add(row.npi);
			return;
		}
		const resolved = resolve(row);
		if (!resolved.ok) {
			if (resolved.error === 'left-out')
				leftOut.push({ path: `${row.path}.target[0]`, code: 'target-not-taken' });
			else problems.push(resolved.error);
			return;
		}
		const { kind, body } = resolved.value;
		const credential = { kind, body } as Credential; // the body is of that very kind
		const existingId = same.get(`${person.id}\n${kind}\n${canonicalJson(body)}`) ?? null;
		const term = `${person.id}\n${identityOf(credential)}`;
		if (existingId === null && kind !== 'verification' && terms.has(term)) {
			problems.push({ path: row.path, code: 'recorded-otherwise' });
			return;
		}
		if (kind !== 'verification') terms.add(term);
		rows.push({
			path: row.path,
			radiologistId: person.id,
			radiologistName: person.name,
			credential,
			existingId
		});
	};
	return { rows, problems, leftOut, add };
}
