import { credentialKinds, type Credential } from '#lib/core/credentials/kinds.ts';
import { isCalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { parseOwn, parsePlanNet, type Extension } from './extension.ts';
import { hasCode, type PractitionerRole, type Qualification, type VerificationResult } from './resources.ts';
import { extensionKinds, listFields, systems, type FhirKind, type JsonObject } from './words.ts';

/** Something of a bundle that was not taken: where it stands, and a code that says why. */
export type FhirProblem = { readonly path: string; readonly code: string };

/** What is no credential of ours to begin with, or cannot be told from what is there. */
export type Unread = { readonly isLeftOut: boolean; readonly problems: readonly FhirProblem[] };

const leftOut = (path: string, code: string): Result<never, Unread> =>
	err({ isLeftOut: true, problems: [{ path, code }] });

type Body = Record<string, unknown>;

/** A day from a FHIR date or dateTime: the day as it is written. Null where the sender gave a year or a month alone. */
function dayOf(text: string): string | null {
	const day = text.slice(0, 10);
	return isCalendarDay(day) ? day : null;
}

/** First and last day of a period, each with its problem where it cannot be told. */
function daysOf(
	period: { start?: string | undefined; end?: string | undefined } | undefined,
	path: string
): { from: string | null; to: string | null; problems: FhirProblem[] } {
	const problems: FhirProblem[] = [];
	const read = (text: string | undefined, name: string): string | null => {
		const day = text === undefined ? null : dayOf(text);
		if (text !== undefined && day === null)
			problems.push({ path: `${path}.${name}`, code: 'day-incomplete' });
		return day;
	};
	const [from, to] = [read(period?.start, 'start'), read(period?.end, 'end')];
	if (period?.start === undefined) problems.push({ path: `${path}.start`, code: 'required' });
	if (from !== null && to !== null && to < from)
		problems.push({ path: `${path}.end`, code: 'days-reversed' });
	return { from, to, problems };
}

/** Which element of a resource holds a field of ours. */
const elements: Readonly<Record<string, string>> = {
	jurisdiction: 'extension.whereValid',
	splState: 'extension.whereValid',
	pathway: 'identifier[0].type',
	status: 'extension.status',
	number: 'identifier[0].value',
	board: 'issuer.display',
	certificate: 'code.text',
	category: 'code[0].text',
	facility: 'organization.identifier.value',
	sourceName: 'primarySource[0].who.display',
	verifiedOn: 'statusDate',
	of: 'target[0]'
};

/** Checks a body by the schema of its kind; what is wrong is named by the element that holds it. */
function checked(
	kind: FhirKind,
	body: Body,
	{ path, problems }: { path: string; problems: readonly FhirProblem[] }
): Result<Credential, Unread> {
	const parsed = credentialKinds[kind].safeParse(
		Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
	);
	const named = new Set(problems.map((problem) => problem.path));
	const others = parsed.success
		? []
		: parsed.error.issues.flatMap((issue): FhirProblem[] => {
				const field =
					issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '');
				// Days have been named by their own elements.
				if (/^(issuedOn|effectiveOn|expiresOn|from|to)$/.test(field)) return [];
				const element = elements[field] ?? `extension.${field}`;
				const code = body[field] === undefined ? 'required' : 'not-understood';
				return [{ path: `${path}.${element}`, code }];
			});
	const all = [...problems, ...others.filter((problem) => !named.has(problem.path))];
	if (all.length > 0) return err({ isLeftOut: false, problems: all });
	if (!parsed.success) return err({ isLeftOut: false, problems: [{ path, code: 'not-understood' }] });
	return ok({ kind, body: parsed.data } as Credential); // the body is of that very kind
}

/** Own fields but for the word that says which kind it is. */
function ownFields(extension: Parameters<typeof parseOwn>[0]): { kind: string | null; fields: JsonObject } {
	const { kind, ...fields } = parseOwn(extension);
	return { kind: typeof kind === 'string' ? kind : null, fields };
}

const planNetStatus: Readonly<Record<string, string>> = {
	active: 'active',
	inactive: 'inactive',
	revoked: 'revoked',
	pending: 'pending'
};

/** A qualification as a licence, a certificate or a compact letter. Degrees and courses are left out. */
export function readQualification(
	given: Qualification,
	{ path, issuer }: { readonly path: string; readonly issuer: string | undefined }
): Result<Credential, Unread> {
	const { kind, fields } = ownFields(given.extension);
	const planNet = parsePlanNet(given.extension);
	const [number] = given.identifier ?? [];
	const isMedical = hasCode(number?.type, ['MD', 'DO'], systems.identifierType);
	const isLicence = isMedical || hasCode(number?.type, ['LN', 'SL'], systems.identifierType);
	const days = daysOf(given.period, `${path}.period`);
	const at = { path, problems: days.problems };
	if (kind === 'compact-letter') {
		const body = { ...fields, splState: planNet.state ?? undefined, issuedOn: days.from, expiresOn: days.to };
		return checked('compact-letter', body, at);
	}
	if (kind === 'board-certificate' || hasCode(given.code, ['CER'], systems.degree)) {
		const unsaid =
			kind === null
				? { duration: days.to ? 'time-limited' : 'continuous', status: 'unknown', meetsMoc: 'unknown' }
				: {};
		const named = { board: issuer, certificate: given.code?.text, number: number?.value };
		const body = { ...unsaid, ...fields, ...named, effectiveOn: days.from, expiresOn: days.to };
		return checked('board-certificate', body, at);
	}
	if (kind !== 'licence' && !isLicence) return leftOut(path, 'not-a-credential');
	// What a foreign system does not say is not made up: without a status the licence may not read, and a licence whose ground is not
	// said to be the medical one is not taken.
	const unsaid =
		kind === null
			? {
					status: planNetStatus[planNet.status ?? ''] ?? 'unknown',
					...(planNet.status === null ? {} : { statusRaw: planNet.status }),
					...(isMedical ? { pathway: 'full' } : {})
				}
			: {};
	const own = fields.jurisdiction;
	const jurisdiction = planNet.state ?? federalPlace(given) ?? (typeof own === 'string' ? own : undefined);
	const body = {
		...unsaid,
		...fields,
		jurisdiction,
		board: issuer,
		number: number?.value,
		issuedOn: days.from,
		expiresOn: days.to
	};
	return checked('licence', body, at);
}

/** The VA and its like are no states: they stand under a code of ours. */
function federalPlace({ extension }: Qualification): string | null {
	const parts = extension?.find(({ url }) => url === systems.planNet)?.extension ?? [];
	const codes = parts.flatMap(({ valueCodeableConcept }) => valueCodeableConcept?.coding ?? []);
	return codes.find(({ code }) => code?.startsWith('federal-'))?.code ?? null;
}

/** An extension of our own on a Practitioner as what R4 has no element for; null for any other. */
export function readOther(
	given: Extension,
	{ path }: { readonly path: string }
): Result<Credential, Unread> | null {
	const { kind: said, fields } = ownFields([given]);
	const kind = extensionKinds.find((one) => one === said);
	if (!kind) return null;
	const body = Object.entries(fields).map(([name, value]) =>
		listFields.includes(name) && typeof value === 'string'
			? [name, value.split(' ').filter((code) => code !== '')]
			: [name, value]
	);
	return checked(kind, Object.fromEntries(body) as Body, { path, problems: [] }); // names with their values
}

/** A role as a privilege at a facility. */
export function readRole(
	given: PractitionerRole,
	{ path, facility }: { readonly path: string; readonly facility: string | undefined }
): Result<Credential, Unread> {
	const { fields } = ownFields(given.extension);
	const days = daysOf(given.period, `${path}.period`);
	const modalities = (given.specialty ?? []).flatMap(({ coding }) =>
		(coding ?? []).flatMap(({ system, code }) => (system === systems.modality && code ? [code] : []))
	);
	const category = given.code?.[0]?.text;
	const body = {
		...fields,
		facility,
		category,
		modalities: modalities.length > 0 ? modalities : undefined,
		from: days.from,
		to: days.to
	};
	return checked('privilege', body, { path, problems: days.problems });
}

const results: Readonly<Record<string, string>> = {
	validated: 'confirmed',
	'val-fail': 'differs',
	'reval-fail': 'differs'
};

/** A result of validation as a check at the source. One that has not ended is left out. */
export function readCheck(
	given: VerificationResult,
	{ path, of }: { readonly path: string; readonly of: string | undefined }
): Result<Credential, Unread> {
	const { kind, fields } = ownFields(given.extension);
	const [source] = given.primarySource ?? [];
	const result = results[given.status ?? ''];
	if (kind === null && result === undefined) return leftOut(`${path}.status`, 'check-not-ended');
	const methods = source?.communicationMethod ?? [];
	const has = (...codes: string[]): boolean => methods.some((method) => hasCode(method, codes));
	const unsaid =
		kind === null
			? {
					result,
					sourceType: hasCode(given.validationType, ['primary']) ? 'primary' : 'secondary',
					method: has('portal') ? 'web' : has('pull', 'push') ? 'api' : 'document'
				}
			: {};
	const said = given.lastPerformed ?? given.statusDate ?? source?.validationDate;
	const verifiedOn = said === undefined ? undefined : (dayOf(said) ?? said);
	const body = { ...unsaid, ...fields, of, verifiedOn, sourceName: source?.who?.display };
	return checked('verification', body, { path, problems: [] });
}
