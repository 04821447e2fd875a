import { basisOf } from '#lib/core/credentials/fact.ts';
import { federalSystems, type FederalSystem, type GatePolicy } from '#lib/core/credentials/gate/policy.ts';
import type { LicensurePack } from './pack.ts';

/** What a group decides about its gate; the law it cannot. */
export type GateChoices = Pick<
	GatePolicy,
	'requirePrivilege' | 'requireMalpractice' | 'verificationMaxAgeDays'
> & {
	/** Federal systems whose law covers all of the group's readers, by employment or contract. */
	readonly coveredSystems: readonly FederalSystem[];
};

/** The policy of the gate from a rule pack and a group's choices. Every fact that can move an outcome carries its basis along. */
export function makeGatePolicy(pack: LicensurePack, choices: GateChoices): GatePolicy {
	const jurisdictions = Object.entries(pack.jurisdictions);
	const { coveredSystems, ...asked } = choices;
	return {
		...asked,
		noLicenceNeeded: jurisdictions
			.filter(([, { licenceNeed }]) => licenceNeed.value === 'readers-inside')
			.map(([jurisdiction, { licenceNeed }]) => ({
				jurisdiction,
				outsideOnly: true,
				basis: basisOf(`${jurisdiction} licenceNeed`, licenceNeed)
			})),
		anyStateLicence: federalSystems
			.filter((system) => pack.federal[system].value)
			.map((system) => ({
				system,
				coversAll: coveredSystems.includes(system),
				basis: basisOf(`federal ${system}`, pack.federal[system])
			})),
		compactUncertain: jurisdictions
			.filter(([, { compact }]) => compact.value.status !== 'member')
			.map(([jurisdiction, { compact }]) => ({
				jurisdiction,
				since: compact.value.status === 'uncertain' ? compact.value.since : null,
				basis: basisOf(`${jurisdiction} compact`, compact)
			})),
		packVersion: `${pack.id} ${pack.version}`
	};
}
