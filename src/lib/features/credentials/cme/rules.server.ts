import { setImmediate } from 'node:timers/promises';
import type { Actor } from '#lib/core/actor.ts';
import type { CredentialPolicy } from '#lib/core/credentials/policy.ts';
import type { CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { refreshCmeJob } from '#lib/core/credentials/cme/jobs.ts';
import { waysOf } from '#lib/core/credentials/cme/requirement.ts';
import type { CmeRule } from '#lib/core/credentials/cme/rule.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { arePlacesKnown } from '#lib/features/admin/place-needs.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { enqueueAfter } from '#lib/server/jobs/queue.ts';
import { changesText, readChanges, type CmeRulesForm, type LineProblem } from './rules-form.ts';
import { basisOf, cmeBasis, cmePeople, standingsUnder, type PersonStandings } from './standings.server.ts';

/** A rule as the list shows it. */
export type RuleLine = {
	readonly id: string;
	readonly authority: string;
	/** What it asks for in all by its first way; null: no number. */
	readonly total: number | null;
	readonly unit: string;
	readonly isUnknown: boolean;
	readonly topics: readonly string[];
	readonly source: string;
	readonly asOf: string | null;
	readonly verified: boolean;
	readonly doubts: readonly string[];
	readonly citations: readonly string[];
	readonly note: string | null;
	readonly version: string;
	readonly isForAll: boolean;
	/** What the pack says where the group has its own. */
	readonly replaces: { readonly total: number | null; readonly source: string } | null;
};

export type CmeRulesView = {
	readonly boards: { readonly version: string; readonly rules: readonly RuleLine[] };
	readonly accreditation: { readonly version: string; readonly rules: readonly RuleLine[] };
	readonly policyVersion: number;
	readonly cmeRules: readonly string[];
	readonly changes: string;
};

/** Every rule of the packs with the group's own changes beside what the pack says. */
export async function cmeRulesView(app: Pick<App, 'db' | 'clock'>): Promise<CmeRulesView> {
	const { body, version } = await currentPolicy(app.db.read, 'credentials');
	const { packs } = await cmeBasis(app.db.read, app.clock);
	const line = (rule: CmeRule): RuleLine => ruleLine(rule, body.cmeRules);
	return {
		boards: { version: packs.boards.version, rules: packs.boards.rules.map(line) },
		accreditation: { version: packs.accreditation.version, rules: packs.accreditation.rules.map(line) },
		policyVersion: version,
		cmeRules: body.cmeRules,
		changes: changesText(body.cmeChanges)
	};
}

function ruleLine(rule: CmeRule, forAll: readonly string[]): RuleLine {
	const { value, source, asOf, verified, note, replaces } = rule.requirement;
	const terms = waysOf(value)[0]?.terms ?? {};
	return {
		id: rule.id,
		authority: value.authority,
		total: terms.total ?? null,
		unit: value.unit ?? 'credits',
		isUnknown: value.isUnknown ?? false,
		topics: (terms.topics ?? []).map(({ topic }) => topic),
		source,
		asOf,
		verified,
		doubts: rule.doubts,
		citations: rule.citations,
		note: note ?? null,
		version: rule.version,
		isForAll: forAll.includes(rule.id),
		replaces: replaces
			? { total: waysOf(replaces.value)[0]?.terms.total ?? null, source: replaces.source }
			: null
	};
}

/** One result that would be another. */
export type ResultChange = {
	readonly radiologistId: string;
	readonly name: string;
	readonly rule: string;
	readonly authority: string;
	readonly before: CmeResult | null;
	readonly after: CmeResult | null;
};

/** What became of the form: lines that cannot be read, who would change, or the version published. */
export type RulesOutcome = {
	readonly problems: readonly LineProblem[];
	readonly preview: { readonly count: number; readonly changes: readonly ResultChange[] } | null;
	readonly version: number | null;
	/** What was sent, so that it stays in the form. */
	readonly rules: readonly string[];
	readonly changes: string;
};

const SHOWN = 200;
/** People who are worked out between two moments in which others are served. */
const PEOPLE_A_TIME = 10;

/** Says whose results would be others under the rules of the form, and keeps nothing. */
export async function previewRules(app: App, form: CmeRulesForm): Promise<Result<RulesOutcome, never>> {
	const { changes, problems } = readChanges(form.changes);
	const sent = { rules: form.rules, changes: form.changes };
	if (problems.length > 0) return ok({ ...sent, problems, preview: null, version: null });
	const now = await cmeBasis(app.db.read, app.clock);
	const then = basisOf(
		{ cmeRules: form.rules, cmeChanges: changes, placeNeeds: [...now.placeNeeds] },
		{ version: now.policyVersion, asOf: now.asOf }
	);
	const people = await cmePeople(app.db.read);
	const changed: ResultChange[] = [];
	for (let at = 0; at < people.length; at += PEOPLE_A_TIME) {
		const ids = people.slice(at, at + PEOPLE_A_TIME).map(({ id }) => id);
		const [before = [], after = []] = await standingsUnder(app.db.read, [now, then], {
			clock: app.clock,
			ids
		});
		changed.push(...changesBetween(byRule(before), byRule(after)));
		await setImmediate();
	}
	return ok({
		...sent,
		problems,
		preview: { count: changed.length, changes: changed.slice(0, SHOWN) },
		version: null
	});
}

type Standings = ReturnType<typeof byRule>;

function changesBetween(before: Standings, after: Standings): ResultChange[] {
	return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
		const [old, own] = [before.get(key), after.get(key)];
		const one = own ?? old;
		if (!one || old?.result === own?.result) return [];
		const { radiologistId, name, rule, authority } = one;
		return [
			{ radiologistId, name, rule, authority, before: old?.result ?? null, after: own?.result ?? null }
		];
	});
}

function byRule(people: readonly PersonStandings[]) {
	return new Map(
		people.flatMap(({ person, held }) =>
			held.map(({ held: { rule }, standing }) => [
				`${person.id} ${rule.id}`,
				{
					radiologistId: person.id,
					name: person.name,
					rule: rule.id,
					authority: rule.requirement.value.authority,
					result: standing.result
				}
			])
		)
	);
}

/** Publishes the group's choices of rules; what else the policy says stays. Old results keep the version of their rule. */
export async function publishRules(
	app: App,
	actor: Actor,
	form: CmeRulesForm
): Promise<Result<RulesOutcome, 'stale-policy' | 'unknown-cme-rule' | 'place-unknown'>> {
	const { changes, problems } = readChanges(form.changes);
	const sent = { rules: form.rules, changes: form.changes };
	if (problems.length > 0) return ok({ ...sent, problems, preview: null, version: null });
	const { accreditation } = basisOf(
		{ cmeRules: form.rules, cmeChanges: changes, placeNeeds: [] },
		{ version: 0, asOf: '' }
	).packs;
	if (form.rules.some((id) => !accreditation.rules.some((rule) => rule.id === id)))
		return err('unknown-cme-rule');
	const { body } = await currentPolicy(app.db.read, 'credentials');
	const published = await publishCredentialPolicy(app, actor, {
		body: { ...body, cmeRules: [...form.rules], cmeChanges: changes },
		basedOn: form.basedOn
	});
	if (!published.ok) return published;
	return ok({ ...sent, problems: [], preview: null, version: published.value.version });
}

/** Publishes the policy of credentials, by which everybody's education is then worked out anew. */
export async function publishCredentialPolicy(
	app: App,
	actor: Actor,
	given: { readonly body: CredentialPolicy; readonly basedOn: number }
): Promise<Result<{ version: number }, 'stale-policy' | 'place-unknown'>> {
	if (!(await arePlacesKnown(app.db.read, given.body.placeNeeds))) return err('place-unknown');
	const at = { ids: app.ids, now: app.clock.now() };
	return publishPolicy(app, actor, { kind: 'credentials', ...given }, (write) =>
		enqueueAfter(write, at, refreshCmeJob, { payload: { radiologistId: null }, key: refreshCmeJob.name })
	);
}
