import { samplingRates } from '#lib/core/demo/group/sections.ts';
import { defaultCredentialPolicy, type CredentialPolicy } from '#lib/core/credentials/policy.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { defaultReviewPolicy, type ReviewPolicy } from '#lib/core/review-policy.ts';
import type { SamplingRules } from '#lib/core/sampling/default-policy.ts';
import { policyKindNames, policyKinds, type PolicyBody } from '#lib/features/admin/policy-kinds.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { PastAudit } from './audit-log.ts';
import { DEMO_TIME_ZONE, type People } from './people.ts';
import type { Seeding } from './seeding.ts';
import { demoTurnaroundPolicy } from './turnaround.ts';

/** In the demo nobody works through what others hold, so cases are not taken back for six weeks. */
const LEASE_HOURS = 1080;

export const demoReviewPolicy: ReviewPolicy = {
	...defaultReviewPolicy,
	leaseHours: LEASE_HOURS,
	timeZone: DEMO_TIME_ZONE
};

/** Version 1: the year's sampling at the rates of the simulation, from every finished read, with or without images. */
export function pastSamplingRules({ rateFactor }: Pick<Seeding, 'rateFactor'>): SamplingRules {
	const rates = Object.entries(samplingRates).map(([modality, rate]) => [
		modality,
		Number(Math.min(1, rate * rateFactor).toFixed(6))
	]);
	return {
		defaultRate: 0.03,
		rates: Object.fromEntries(rates) as Record<string, number>, // pairs of the lines above
		minimumPerReader: rateFactor > 1 ? 0 : 5,
		lookBackDays: 90,
		exclusions: ['preliminary', 'already-drawn', 'reader-inactive', 'test-patient']
	};
}

/** Version 2: every read that has images here, and no other, so that all that is drawn can be looked at. */
export const presentSamplingRules: SamplingRules = {
	defaultRate: 1,
	rates: {},
	minimumPerReader: 0,
	lookBackDays: 30,
	exclusions: ['preliminary', 'no-images', 'already-drawn', 'reader-inactive', 'test-patient']
};

/** A hospital needs more readers than an imaging centre; the ACR has accredited two of the facilities. */
const demoCredentialPolicy: CredentialPolicy = {
	...defaultCredentialPolicy,
	leastReaders: 3,
	placeNeeds: [
		{ place: 'F1', leastReaders: 6, acrModalities: ['CT', 'MR'] },
		{ place: 'F3', leastReaders: null, acrModalities: ['US'] }
	]
};

/** Writes version 1 of every policy. Returns the id of the sampling policy. */
export async function writePolicies(
	seeding: Seeding,
	write: WriteHandle,
	people: People,
	audit: PastAudit
): Promise<string> {
	const at = people.startedAt + HOUR_MS;
	const createdBy = people.userIds.get('S01') ?? null;
	const bodies: { [K in (typeof policyKindNames)[number]]?: PolicyBody<K> } = {
		sampling: pastSamplingRules(seeding),
		review: demoReviewPolicy,
		turnaround: demoTurnaroundPolicy,
		credentials: demoCredentialPolicy,
		// Whoever looks at the demo has its printed password and no authenticator of invented people.
		access: { secondFactorRoles: [] }
	};
	const rows = policyKindNames.map((kind) => ({
		id: seeding.idAt(at),
		kind,
		version: 1,
		body: policyKinds[kind].schema.parse(bodies[kind] ?? policyKinds[kind].initial) as unknown,
		effectiveAt: at,
		createdBy,
		createdAt: at
	}));
	await write.insertRows(write.tables.policies, rows);
	for (const { id, kind, version } of rows) {
		audit.add({ type: 'policy.published', subjectId: id, facts: { kind, version }, at, actorId: createdBy });
	}
	return rows.find(({ kind }) => kind === 'sampling')?.id ?? '';
}
