import type { EvaluationPolicy } from '#lib/core/evaluation/policy.ts';
import type { Trigger } from '#lib/core/evaluation/triggers.ts';
import type { GridRow } from '#lib/core/reports/peer-review/grid.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import type { CriticalRow } from '#lib/core/turnaround/critical.ts';
import type { ReaderClass } from './reader-clocks.server.ts';
import type { TakenPart } from './oppe-rows.server.ts';

/** A licence, privilege, certificate or cover as a packet lists it. */
export type HeldCredential = {
	/** A kind of `core/credentials/kinds.ts`. */
	readonly kind: string;
	readonly detail: string;
	readonly fromOn: string | null;
	readonly untilOn: string | null;
	/** The status as recorded, where the kind has one. */
	readonly status: string | null;
	/** Whether it stands on the last day of the period. */
	readonly isCurrent: boolean;
};

/** A rule of continuing education and how somebody stands with it. */
export type CmeLine = {
	readonly rule: string;
	readonly asOf: string;
	readonly result: string;
	readonly isVerified: boolean;
};

/** A focused evaluation that met the period. */
export type PlanLine = {
	readonly trigger: string;
	readonly fromOn: string;
	readonly throughOn: string;
	/** Null while it runs. */
	readonly outcome: string | null;
};

/** Everything that the packet of one practitioner at one facility is made of. */
export type OppeFacts = {
	readonly person: {
		readonly code: string;
		/** Null where the maker may not see names. */
		readonly name: string | null;
		readonly npi: string | null;
		readonly section: string;
		readonly tier: string;
	};
	readonly facility: { readonly code: string; readonly name: string; readonly jurisdiction: string };
	readonly throughOn: string;
	readonly nextDueOn: string;
	/** Every modality, those without a read among them, and the sum (`modality` null). */
	readonly here: readonly GridRow[];
	/** The same at all facilities of the maker’s scope. */
	readonly everywhere: readonly GridRow[];
	/** Corrected reports among those signed here. */
	readonly corrected: Rate;
	readonly clocks: readonly ReaderClass[];
	readonly criticals: readonly CriticalRow[];
	readonly corrections: {
		readonly opened: number;
		readonly informed: number;
		readonly late: number;
		readonly amended: number;
	};
	readonly complaints: { readonly received: number; readonly sustained: number };
	readonly taken: TakenPart & { readonly held: number };
	readonly credentials: readonly HeldCredential[];
	readonly cme: readonly CmeLine[];
	readonly plans: readonly PlanLine[];
	/** Null for those who may not see what counts single cases. */
	readonly triggers: readonly Trigger[] | null;
	readonly policy: EvaluationPolicy;
};
