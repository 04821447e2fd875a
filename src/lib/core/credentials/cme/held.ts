import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CredentialBody, CredentialKind } from '#lib/core/credentials/kinds.ts';
import { licenceStanding } from '#lib/core/credentials/licence-status.ts';
import type { CredentialPolicy } from '#lib/core/credentials/policy.ts';
import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { CmeActivity } from './activity.ts';
import type { CmePerson } from './condition.ts';
import { accreditationPack, boardsPack } from './packs.ts';
import { modalitiesOf, waysOf } from './requirement.ts';
import {
	evaluateCme,
	overridePack,
	rulesOf,
	type CmePack,
	type CmeRule,
	type CmeStanding,
	type OverrideError
} from './rule.ts';

/** The rules of a group: the packs with its own changes. */
export type CmePacks = { readonly boards: CmePack; readonly accreditation: CmePack };

/** The packs with a group's own changes laid over them. */
export function cmePacksOf({
	cmeChanges
}: Pick<CredentialPolicy, 'cmeChanges'>): Result<CmePacks, OverrideError> {
	const isBoards = new Set(boardsPack.rules.map(({ id }) => id));
	const boards = overridePack(
		boardsPack,
		cmeChanges.filter(({ rule }) => isBoards.has(rule))
	);
	if (!boards.ok) return err(boards.error);
	const accreditation = overridePack(
		accreditationPack,
		cmeChanges.filter(({ rule }) => !isBoards.has(rule))
	);
	if (!accreditation.ok) return err(accreditation.error);
	return ok({ boards: boards.value, accreditation: accreditation.value });
}

/** Who is asked: what stands of their records, and what the group knows of them besides. */
export type CmeHolder = {
	/** Rows that stand. */
	readonly rows: readonly RecordedCredential[];
	readonly degree: 'MD' | 'DO' | null;
	/** Codes of the modalities that somebody reads here. */
	readonly modalities: readonly string[];
	/** Those of them that somebody reads at a facility that the ACR has accredited for them. */
	readonly accredited?: readonly string[];
};

/** A rule that somebody is held to, with what is known of them for its authority. */
export type Held = {
	readonly rule: CmeRule;
	readonly person: CmePerson;
	/** Why: by a licence, by being qualified for mammography, by an accredited facility, or by the group's policy for all. */
	readonly because: 'licence' | 'mqsa' | 'accreditation' | 'policy';
	/** What has to be known before anybody can say which rule it is. */
	readonly lacking: readonly string[];
};

type Body<K extends CredentialKind> = CredentialBody<K>;

function bodiesOf<K extends CredentialKind>(rows: readonly RecordedCredential[], kind: K): Body<K>[] {
	return rows.flatMap((row) => (row.kind === kind ? [row.body as Body<K>] : [])); // the kind was compared
}

/** The rules that a radiologist is held to on a day, boards first. Which licences count is said in `isHolding`. */
export function heldTo(
	holder: CmeHolder,
	{ packs, cmeRules, asOf }: { packs: CmePacks; cmeRules: readonly string[]; asOf: CalendarDay }
): Held[] {
	const licences = bodiesOf(holder.rows, 'licence');
	const places = [
		...new Set(licences.filter((licence) => isHolding(licence, asOf)).map(({ jurisdiction }) => jurisdiction))
	].toSorted();
	const boards = places.flatMap((place) => {
		const found = rulesOf(packs.boards, place, holder.degree ?? 'MD');
		// Where both degrees have one board, the degree need not be known.
		const isOpen = holder.degree === null && found.some(({ degrees }) => degrees.length === 1);
		return found.map((rule): Held => ({
			rule,
			person: factsFor(holder, { jurisdiction: place, ruleId: rule.id, asOf }),
			because: 'licence',
			lacking: isOpen ? ['degree'] : []
		}));
	});
	const isMqsa = bodiesOf(holder.rows, 'mqsa').some(({ from, to }) => isOn({ from, to }, asOf));
	const others = packs.accreditation.rules.flatMap((rule): Held[] => {
		const isByMqsa = isMqsa && /^MQSA-(EXP|CE|NEW)$/.test(rule.id);
		const isByPolicy = cmeRules.includes(rule.id) && readsFor(rule, holder);
		const isByPlace = isAcrRuleFor(rule, holder.accredited ?? []);
		if (!isByMqsa && !isByPlace && !isByPolicy) return [];
		const person = factsFor(holder, { jurisdiction: null, ruleId: rule.id, asOf });
		const because = isByMqsa ? 'mqsa' : isByPlace ? 'accreditation' : 'policy';
		return [{ rule, person, because, lacking: [] }];
	});
	return [...boards, ...others];
}

/** A licence by which somebody practises as a physician of a state on a day: its board asks for education. */
export function isHolding(licence: Body<'licence'>, asOf: CalendarDay): boolean {
	const { status, pathway, issuedOn, expiresOn, graceUntil } = licence;
	if (pathway === 'training' || pathway === 'federal-exempt' || pathway === 'telehealth-registration')
		return false;
	const standing = licenceStanding[status];
	if (standing === 'none') return false;
	return isOn({ from: issuedOn, to: laterOf(expiresOn, graceUntil ?? null) }, asOf);
}

function laterOf(one: CalendarDay | null, other: CalendarDay | null): CalendarDay | null {
	return one !== null && other !== null && other > one ? other : one;
}

function isOn({ from, to }: { from: CalendarDay; to: CalendarDay | null }, day: CalendarDay): boolean {
	return from <= day && (to === null || to >= day);
}

/** The modalities that a rule is about: of its first way, for others count wider ones in its place. */
export function modalitiesOfRule(rule: CmeRule): readonly string[] {
	return modalitiesOf(waysOf(rule.requirement.value)[0]?.terms ?? {}) ?? [];
}

/** A rule confined to modalities holds only those who read one of them. */
function readsFor(rule: CmeRule, holder: CmeHolder): boolean {
	const asked = modalitiesOfRule(rule);
	return asked.length === 0 || asked.some((modality) => holder.modalities.includes(modality));
}

/** Whether a rule is one of the ACR for one of some modalities. */
export function isAcrRuleFor(rule: CmeRule, accredited: readonly string[]): boolean {
	return rule.id.startsWith('ACR-') && modalitiesOfRule(rule).some((one) => accredited.includes(one));
}

/** Facts of a radiologist for one authority: from the terms there and the certificates, then from what was entered by hand. */
function factsFor(
	{ rows }: CmeHolder,
	{ jurisdiction, ruleId, asOf }: { jurisdiction: string | null; ruleId: string; asOf: CalendarDay }
): CmePerson {
	const entered = bodiesOf(rows, 'person-fact');
	const of = (authority: string | undefined) =>
		Object.fromEntries(
			entered.filter((one) => one.authority === authority).map(({ fact, value }) => [fact, value])
		);
	return {
		specialty: 'radiology',
		...certificateFacts(bodiesOf(rows, 'board-certificate'), asOf),
		...(jurisdiction === null ? {} : licenceFacts(bodiesOf(rows, 'licence'), jurisdiction, asOf)),
		...(bodiesOf(rows, 'mqsa').some(({ from, to }) => isOn({ from, to }, asOf)) && { mqsaQualified: true }),
		...of(undefined),
		...(jurisdiction === null ? {} : of(jurisdiction)),
		...of(ruleId)
	};
}

const statusWords: Readonly<Partial<Record<Body<'licence'>['pathway'], string>>> = {
	'teleradiology-status': 'teleradiology',
	telemedicine: 'telemedicine',
	'special-purpose': 'telemedicine',
	limited: 'limited'
};

/** The true end of the term that runs, and the day of the first one: never guessed from a rule. */
function licenceFacts(
	licences: readonly Body<'licence'>[],
	jurisdiction: string,
	asOf: CalendarDay
): Record<string, unknown> {
	const own = licences.filter((one) => one.jurisdiction === jurisdiction);
	const [running] = own
		.filter((one) => isHolding(one, asOf))
		.toSorted((one, other) => (one.issuedOn < other.issuedOn ? 1 : -1));
	if (!running) return {};
	const first = own.map(({ issuedOn }) => issuedOn).toSorted()[0];
	return {
		termStartedOn: running.issuedOn,
		licensedOn: first,
		licenceStatus: statusWords[running.pathway] ?? 'active',
		...(running.expiresOn === null ? {} : { licenceExpiresOn: running.expiresOn })
	};
}

function certificateFacts(
	certificates: readonly Body<'board-certificate'>[],
	asOf: CalendarDay
): Record<string, unknown> {
	const active = certificates.filter(
		({ status, effectiveOn, expiresOn }) =>
			status === 'active' && isOn({ from: effectiveOn, to: expiresOn }, asOf)
	);
	if (active.length === 0) return {};
	const last = active
		.map(({ effectiveOn }) => effectiveOn)
		.toSorted()
		.at(-1);
	const says = active.map(({ meetsMoc }) => meetsMoc);
	const moc = says.includes('yes') ? true : says.every((one) => one === 'no') ? false : null;
	return { boardCertified: true, boardCertifiedOn: last, ...(moc === null ? {} : { mocParticipant: moc }) };
}

/** How somebody stands with a rule that they are held to. Nobody can tell while it is not known which rule it is. */
export function standWith(
	held: Held,
	{ activities, asOf }: { activities: readonly CmeActivity[]; asOf: CalendarDay }
): CmeStanding {
	const { rule, person, lacking } = held;
	const standing = evaluateCme({ rule, person, activities, asOf });
	if (lacking.length === 0) return standing;
	return { ...standing, result: 'cannot-tell', missing: [...lacking, ...standing.missing] };
}
