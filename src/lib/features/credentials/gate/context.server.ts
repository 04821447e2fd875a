import { count, eq, inArray } from 'drizzle-orm';
import { GATE_VERSION } from '#lib/core/credentials/gate/evaluate.ts';
import { makePersonGate, type PersonGate } from '#lib/core/credentials/gate/person-gate.ts';
import { federalSystems, type FederalSystem, type GatePolicy } from '#lib/core/credentials/gate/policy.ts';
import { gatePolicyOf } from '#lib/core/credentials/policy.ts';
import { toRecords } from '#lib/core/credentials/recorded.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What the gate asks of a facility. */
export type GateFacility = {
	readonly id: string;
	readonly jurisdiction: string;
	readonly timeZone: string;
	readonly federalSystem: FederalSystem | null;
};

/** What every read of a run is checked against. */
export type GateContext = {
	readonly policy: GatePolicy;
	readonly policyVersion: number;
	readonly ruleVersion: string;
	readonly facilities: ReadonlyMap<string, GateFacility>;
	/** The gates of these people; their records are read when they are first asked for. */
	peopleOf(radiologistIds: readonly string[]): Promise<ReadonlyMap<string, PersonGate>>;
	/**
	 * The people among these of whom something was recorded since their records were read, or all of them where another policy was published:
	 * an answer about them is out of date, and a run that knows more is under way or waits.
	 */
	outdated(now: ReadHandle, radiologistIds: readonly string[]): Promise<ReadonlySet<string>>;
	/** The facilities of which the gate is told something else than when the run began: their reads wait for the run that follows from it. */
	movedFacilities(now: ReadHandle): Promise<ReadonlySet<string>>;
};

/**
 * People whose records are held at once; those asked for longest ago are read again when they come back. No fewer than the reads that
 * are checked at once, so that nobody's are read anew between an answer and its being written down.
 */
const MOST_PEOPLE = 2000;

/** The rules of the gate as they stand, under which it answers now. */
export async function gateRules(read: ReadHandle): Promise<{ ruleVersion: string; policyVersion: number }> {
	const { version, body } = await currentPolicy(read, 'credentials');
	return { ruleVersion: ruleVersionOf(gatePolicyOf(body)), policyVersion: version };
}

const ruleVersionOf = ({ packVersion }: GatePolicy): string =>
	packVersion === null ? GATE_VERSION : `${GATE_VERSION} ${packVersion}`;

/** Whether a licence has ever been recorded: before that the gate asks nothing, since every read would fail it. */
export async function hasBegun(read: ReadHandle): Promise<boolean> {
	const { credentialRows: t } = read.tables;
	return (await read.select({ id: t.id }).from(t).where(eq(t.kind, 'licence')).limit(1)).length > 0;
}

/** Facilities as the gate sees them. */
export async function gateFacilities(read: ReadHandle): Promise<Map<string, GateFacility>> {
	const { facilities: t } = read.tables;
	const rows = await read
		.select({
			id: t.id,
			jurisdiction: t.jurisdiction,
			timeZone: t.timeZone,
			federalSystem: t.federalSystem
		})
		.from(t);
	return new Map(
		rows.map((row) => [
			row.id,
			{ ...row, federalSystem: federalSystems.find((system) => system === row.federalSystem) ?? null }
		])
	);
}

function isSame(one: GateFacility, other: GateFacility | undefined): boolean {
	return (
		one.jurisdiction === other?.jurisdiction &&
		one.timeZone === other.timeZone &&
		one.federalSystem === other.federalSystem
	);
}

/** What a run of the gate needs; null before the first licence is recorded. */
export async function gateContext(read: ReadHandle): Promise<GateContext | null> {
	if (!(await hasBegun(read))) return null;
	const { version, body } = await currentPolicy(read, 'credentials');
	const policy = gatePolicyOf(body);
	const facilities = await gateFacilities(read);
	const held = new Map<string, PersonGate>();
	/** How many rows there were of each: they are only ever added. */
	const counts = new Map<string, number>();
	return {
		policy,
		policyVersion: version,
		ruleVersion: ruleVersionOf(policy),
		facilities,
		async peopleOf(radiologistIds) {
			const found = new Map<string, PersonGate>();
			for (const id of new Set(radiologistIds)) {
				let gate = held.get(id);
				if (!gate) {
					const rows = await findCredentialRows(read, { radiologistIds: [id] });
					counts.set(id, rows.length);
					gate = makePersonGate(toRecords(rows), policy);
				}
				held.delete(id);
				held.set(id, gate);
				found.set(id, gate);
				if (held.size > MOST_PEOPLE) for (const oldest of held.keys()) if (held.delete(oldest)) break;
			}
			return found;
		},
		async outdated(now, radiologistIds) {
			const ids = [...new Set(radiologistIds)];
			if ((await currentPolicy(now, 'credentials')).version !== version) return new Set(ids);
			const { credentialRows: t } = now.tables;
			const rows = await now
				.select({ id: t.radiologistId, n: count() })
				.from(t)
				.where(inArray(t.radiologistId, ids))
				.groupBy(t.radiologistId);
			const known = new Map(rows.map(({ id, n }) => [id, n]));
			return new Set(ids.filter((id) => (known.get(id) ?? 0) !== (counts.get(id) ?? 0)));
		},
		async movedFacilities(now) {
			const own = await gateFacilities(now);
			return new Set(
				[...own.values()].filter((one) => !isSame(one, facilities.get(one.id))).map(({ id }) => id)
			);
		}
	};
}
