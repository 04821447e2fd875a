import type { z } from 'zod';
import { isCalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { personFacts } from '#lib/core/credentials/cme/person-facts.ts';
import {
	credentialKinds,
	spanOf,
	type Credential,
	type CredentialKind
} from '#lib/core/credentials/kinds.ts';
import { readLicenceStatus, type LicenceStatus } from '#lib/core/credentials/licence-status.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { credentialFields, type FieldSpec } from './fields.ts';

/** What is typed, by the name of its field. */
export type Typed = Readonly<Record<string, string>>;

/** Error codes by field; `i18n/en/errors.ts` has the words. */
export type FieldFaults = Readonly<Record<string, string>>;

/**
 * A credential from what was typed. A licence takes its status from the board's own words: what nobody knows is `unknown`, which may
 * not read.
 * @param given.ownWords words of boards that the group has added
 * @param given.keep what acts of their own have decided of the row that is corrected; it stays
 */
export function parseCredential(given: {
	kind: CredentialKind;
	typed: Typed;
	ownWords: Readonly<Record<string, LicenceStatus>>;
	keep?: Readonly<Record<string, unknown>>;
}): Result<Credential, FieldFaults> {
	const { kind, typed, ownWords, keep = {} } = given;
	const faults: Record<string, string> = {};
	const body: Record<string, unknown> = { ...keep };
	for (const spec of credentialFields[kind]) {
		const text = (typed[spec.name] ?? '').trim();
		if (text === '' && spec.isRequired) faults[spec.name] = 'required';
		const value = text === '' ? empty(spec) : valueOf(spec, text, typed);
		if (value === undefined) continue;
		if (value === null && text !== '') faults[spec.name] = faultOf(spec);
		else if (spec.path) body[spec.path[0]] = { ...(body[spec.path[0]] as object), [spec.path[1]]: value };
		else body[spec.name] = value;
	}
	if (kind === 'privilege') settleProxy(body);
	if (kind === 'licence') body['status'] = readLicenceStatus(typed['statusRaw'] ?? '', ownWords).status;
	if (kind === 'verification') body['of'] = typed['of'] ?? '';
	const parsed = credentialKinds[kind].safeParse(body, { reportInput: true });
	if (!parsed.success)
		for (const issue of parsed.error.issues) faults[fieldOf(kind, issue)] ??= codeOf(issue);
	if (!parsed.success || Object.keys(faults).length > 0) return err(faults);
	const credential = { kind, body: parsed.data } as Credential; // the body is of that very kind
	const reversed = reversedField(credential);
	return reversed ? err({ [reversed]: 'days-reversed' }) : ok(credential);
}

/** What an empty field is: nothing, or the null that says that there is no end. */
const empty = (spec: FieldSpec): null | undefined => (spec.isNullable ? null : undefined);

/** The value of a text; null where it is none. */
function valueOf(spec: FieldSpec, text: string, typed: Typed): unknown {
	switch (spec.type) {
		case 'day':
			return isCalendarDay(text) ? text : null;
		case 'yes-no':
			return yesNo(text);
		case 'number':
			return Number.isFinite(Number(text)) ? Number(text) : null;
		case 'codes':
			return text
				.split(/[\s,;]+/)
				.filter(Boolean)
				.map((code) => code.toUpperCase());
		case 'choice':
			return spec.options?.find((option) => option.toLowerCase() === text.toLowerCase()) ?? null;
		case 'fact':
			return factValue(typed['fact'] ?? '', text);
		default:
			return spec.name === 'country' ? text.toUpperCase() : text;
	}
}

function yesNo(text: string): boolean | null {
	if (/^(y|yes|true|1|x|on)$/i.test(text)) return true;
	return /^(n|no|false|0)$/i.test(text) ? false : null;
}

function factValue(fact: string, text: string): unknown {
	const form = Object.entries(personFacts).find(([name]) => name === fact)?.[1];
	if (form === 'yes-no') return yesNo(text);
	if (form === 'number') return Number.isFinite(Number(text)) ? Number(text) : null;
	if (form === 'day') return isCalendarDay(text) ? text : null;
	return text.slice(0, 200);
}

const valueFaults: Readonly<Partial<Record<FieldSpec['type'], string>>> = {
	day: 'not-a-day',
	number: 'not-a-number',
	'yes-no': 'not-yes-or-no',
	fact: 'fact-value-invalid'
};
const faultOf = ({ type }: FieldSpec): string => valueFaults[type] ?? 'choose-one';

/** Without a distant site there is no agreement; what is missing of one is the schema's to say. */
function settleProxy(body: Record<string, unknown>): void {
	const proxy = body['byProxy'];
	if (typeof proxy !== 'object' || proxy === null) return;
	if (Object.values(proxy).every((value) => value === null)) delete body['byProxy'];
}

/** The field of an issue. */
function fieldOf(kind: CredentialKind, { path }: z.core.$ZodIssue): string {
	const [first, second] = path.map(String);
	const nested = credentialFields[kind].find(
		({ path: own }) => own !== undefined && own[0] === first && own[1] === second
	);
	if (nested) return nested.name;
	return first === 'status' ? 'statusRaw' : (first ?? 'form');
}

function codeOf(issue: z.core.$ZodIssue): string {
	if (issue.code === 'too_big')
		return typeof issue.input === 'string'
			? `too-long|${issue.maximum}|${issue.input.length}`
			: 'out-of-range';
	if (issue.code === 'too_small') return 'required';
	if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'field-invalid';
	if (issue.code === 'invalid_value') return 'choose-one';
	return 'field-invalid';
}

/** The field whose day comes before the one that it should follow, or null. */
function reversedField(credential: Credential): string | null {
	const { fromOn, toOn } = spanOf(credential);
	if (fromOn !== null && toOn !== null && toOn < fromOn) return endField[credential.kind] ?? 'to';
	const { kind, body } = credential;
	if (kind === 'licence' && body.graceUntil && body.expiresOn && body.graceUntil < body.expiresOn)
		return 'graceUntil';
	if (
		kind === 'privilege' &&
		body.byProxy?.agreementTo &&
		body.byProxy.agreementTo < body.byProxy.agreementFrom
	)
		return 'proxyTo';
	return null;
}

const endField: Readonly<Partial<Record<CredentialKind, string>>> = {
	licence: 'expiresOn',
	'board-order': 'endsOn',
	'compact-letter': 'expiresOn',
	'board-certificate': 'expiresOn'
};

/** What stands in each field for a credential that was recorded: the twin of {@link parseCredential}. */
export function typedOf({ kind, body }: Credential): Typed {
	const values = body as Readonly<Record<string, unknown>>; // read by the names of its own fields
	const typed: Record<string, string> = {};
	for (const { name, path } of credentialFields[kind]) {
		const value = path ? (values[path[0]] as Record<string, unknown> | undefined)?.[path[1]] : values[name];
		if (value === undefined || value === null) continue;
		if (typeof value === 'boolean') typed[name] = value ? 'yes' : 'no';
		else typed[name] = Array.isArray(value) ? value.join(', ') : String(value as string | number);
	}
	if (kind === 'licence') typed['statusRaw'] ??= body.status;
	return typed;
}
