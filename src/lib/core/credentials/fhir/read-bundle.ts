import type { z } from 'zod';
import { isNpi } from '#lib/core/credentials/npi.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import {
	readCheck,
	readOther,
	readQualification,
	readRole,
	type FhirProblem,
	type Unread
} from './read-resources.ts';
import {
	bundleSchema,
	checkSchema,
	practitionerSchema,
	roleSchema,
	type Practitioner,
	type VerificationResult
} from './resources.ts';
import { systems } from './words.ts';

/** A credential of a bundle. A check names what it checked by that one's path; a privilege its facility by the facility's code. */
export type FhirRow = Credential & { readonly path: string; readonly npi: string };

export type ReadBundle = {
	readonly rows: readonly FhirRow[];
	/** What is wrong or incomplete. */
	readonly problems: readonly FhirProblem[];
	/** What is no credential of ours, or of nobody who can be found. */
	readonly leftOut: readonly FhirProblem[];
};

type Entry = {
	readonly path: string;
	readonly names: readonly string[];
	readonly resource: Record<string, unknown>;
};
type Found<T> = { readonly path: string; readonly names: readonly string[]; readonly resource: T };

function pathText(path: readonly PropertyKey[]): string {
	return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}

/** Reads one resource by its schema; problems are named by their places in it. */
function parseAs<T>(schema: z.ZodType<T>, entry: Entry): Result<Found<T>, readonly FhirProblem[]> {
	const parsed = schema.safeParse(entry.resource);
	if (parsed.success) return ok({ ...entry, resource: parsed.data });
	return err(
		parsed.error.issues.map(({ path }) => ({
			path: `${entry.path}${pathText(path)}`,
			code: 'not-understood'
		}))
	);
}

function entriesOf(json: unknown): Result<Entry[], 'not-a-bundle'> {
	const lone = practitionerSchema.safeParse(json);
	if (lone.success) return ok([{ path: 'Practitioner', names: namesOf(lone.data), resource: lone.data }]);
	const bundle = bundleSchema.safeParse(json);
	if (!bundle.success) return err('not-a-bundle');
	return ok(
		(bundle.data.entry ?? []).flatMap(({ fullUrl, resource }, at) =>
			resource
				? [
						{
							path: `Bundle.entry[${at}].resource`,
							names: [...(fullUrl ? [fullUrl] : []), ...namesOf(resource)],
							resource
						}
					]
				: []
		)
	);
}

function namesOf(resource: Record<string, unknown>): string[] {
	const { id, resourceType } = resource;
	return typeof id === 'string' ? [`${String(resourceType)}/${id}`] : [];
}

const npiOf = ({ identifier }: Practitioner): string | null =>
	identifier?.find(({ system }) => system === systems.npi)?.value ?? null;

/** What a reference points at: by its full address or by type and id, whatever server stands before them. */
function pointsAt(names: readonly string[], reference: string | undefined): boolean {
	return (
		reference !== undefined && names.some((name) => reference === name || reference.endsWith(`/${name}`))
	);
}

/**
 * The credentials of a collection of FHIR R4, or of one Practitioner. Pure: who the people are, and which facilities there are, is for
 * the caller. Nothing is made up: what is missing is a problem with its path.
 */
export function readBundle(json: unknown): Result<ReadBundle, 'not-a-bundle'> {
	const entries = entriesOf(json);
	if (!entries.ok) return entries;
	const rows: FhirRow[] = [];
	const problems: FhirProblem[] = [];
	const leftOut: FhirProblem[] = [];
	const take = (read: Result<Credential, Unread>, path: string, npi: string): void => {
		if (read.ok) rows.push({ ...read.value, path, npi });
		else (read.error.isLeftOut ? leftOut : problems).push(...read.error.problems);
	};
	const all = <T>(type: string, schema: z.ZodType<T>): Found<T>[] =>
		entries.value
			.filter(({ resource }) => resource.resourceType === type)
			.flatMap((entry) => {
				const parsed = parseAs(schema, entry);
				if (!parsed.ok) problems.push(...parsed.error);
				return parsed.ok ? [parsed.value] : [];
			});

	const issuerName = (
		reference: { reference?: string | undefined; display?: string | undefined } | undefined
	) => {
		if (reference?.display !== undefined) return reference.display;
		const named = entries.value.find(({ names }) => pointsAt(names, reference?.reference));
		return typeof named?.resource.name === 'string' ? named.resource.name : undefined;
	};

	const people = all('Practitioner', practitionerSchema).flatMap((entry) => {
		const npi = npiOf(entry.resource);
		if (npi === null) leftOut.push({ path: `${entry.path}.identifier`, code: 'npi-missing' });
		else if (!isNpi(npi)) problems.push({ path: `${entry.path}.identifier`, code: 'npi-wrong' });
		return npi !== null && isNpi(npi) ? [{ ...entry, npi }] : [];
	});
	for (const { path, resource, npi } of people) {
		for (const [at, qualification] of (resource.qualification ?? []).entries()) {
			const place = `${path}.qualification[${at}]`;
			take(
				readQualification(qualification, { path: place, issuer: issuerName(qualification.issuer) }),
				place,
				npi
			);
		}
	}

	for (const { path, resource, npi } of people) {
		for (const [at, extension] of (resource.extension ?? []).entries()) {
			const place = `${path}.extension[${at}]`;
			const read = readOther(extension, { path: place });
			if (read) take(read, place, npi);
		}
	}

	const roles = all('PractitionerRole', roleSchema).flatMap((entry) => {
		const holder = people.find(({ names }) => pointsAt(names, entry.resource.practitioner?.reference));
		if (!holder) leftOut.push({ path: `${entry.path}.practitioner`, code: 'practitioner-not-found' });
		return holder ? [{ ...entry, npi: holder.npi }] : [];
	});
	for (const { path, resource, npi } of roles) {
		const places = [resource.organization, ...(resource.location ?? [])];
		const facility = places.find((place) => place?.identifier?.system === systems.facility)?.identifier
			?.value;
		take(readRole(resource, { path, facility }), path, npi);
	}

	for (const { path, resource } of all('VerificationResult', checkSchema)) {
		const target = resource.target?.[0]?.reference;
		const role = roles.find(({ names }) => pointsAt(names, target));
		const holder = people.find(({ names }) => pointsAt(names, target));
		const npi = role?.npi ?? holder?.npi;
		const of = role?.path ?? (holder && checkedPlace(holder, resource));
		if (npi === undefined) leftOut.push({ path: `${path}.target[0]`, code: 'target-not-found' });
		else if (!rows.some((row) => row.path === of))
			leftOut.push({ path: `${path}.targetLocation`, code: 'target-not-taken' });
		else take(readCheck(resource, { path, of }), path, npi);
	}
	return ok({ rows, problems, leftOut });
}

/** The path of the qualification or extension that a check is of: by its id, or by its place in the list. */
function checkedPlace(
	holder: Found<Practitioner>,
	{ targetLocation }: VerificationResult
): string | undefined {
	const [location = ''] = targetLocation ?? [];
	const element = /\.extension\b/.test(location) ? 'extension' : 'qualification';
	const id = /(?:qualification|extension)\.where\(id\s*=\s*'([^']+)'\)/.exec(location)?.[1];
	const nth = /(?:qualification|extension)\[(\d+)\]/.exec(location)?.[1];
	const all: readonly { readonly id?: string | undefined }[] = holder.resource[element] ?? [];
	const at = id === undefined ? Number(nth) : all.findIndex((one) => one.id === id);
	return Number.isInteger(at) && at >= 0 ? `${holder.path}.${element}[${at}]` : undefined;
}
