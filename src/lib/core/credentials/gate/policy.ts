import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { FactBasis } from '#lib/core/credentials/fact.ts';

/** A kind of facility that belongs to the federal government, where another law says which licence is enough. */
export const federalSystems = ['va', 'ihs', 'military'] as const;
export type FederalSystem = (typeof federalSystems)[number];

/** The jurisdiction under which a term of the pathway `federal-exempt` is recorded. */
export function federalJurisdiction(system: FederalSystem): string {
	return `federal-${system}`;
}

/** What the gate asks for: the group's choices, and the facts of the rule pack that it leans on, each with where it is from. */
export type GatePolicy = {
	/** Jurisdictions in which a reader needs no licence; `outsideOnly`: only a reader who does not sit there. */
	readonly noLicenceNeeded: readonly {
		readonly jurisdiction: string;
		readonly outsideOnly: boolean;
		readonly basis?: FactBasis;
	}[];
	/**
	 * Federal systems where a full licence of any state is enough for those whom the law covers: all readers of the group
	 * (`coversAll`), or who has a term of the pathway `federal-exempt` there.
	 */
	readonly anyStateLicence: readonly {
		readonly system: FederalSystem;
		readonly coversAll: boolean;
		readonly basis: FactBasis;
	}[];
	/** Jurisdictions of whose compact licences it is uncertain whether they stand: since a day, or (null) until one is verified. */
	readonly compactUncertain: readonly {
		readonly jurisdiction: string;
		readonly since: CalendarDay | null;
		readonly basis: FactBasis;
	}[];
	readonly requirePrivilege: boolean;
	readonly requireMalpractice: boolean;
	/** Days after which a check at the source is stale; null: never asked for. */
	readonly verificationMaxAgeDays: number | null;
	/** Version of the rule pack, with the group's own facts, from which this was made; null: from none. */
	readonly packVersion: string | null;
};

/** Asks for a licence and for what the law does, and leans on no fact of a pack. */
export const bareGatePolicy: GatePolicy = {
	noLicenceNeeded: [],
	anyStateLicence: [],
	compactUncertain: [],
	requirePrivilege: false,
	requireMalpractice: false,
	verificationMaxAgeDays: null,
	packVersion: null
};
