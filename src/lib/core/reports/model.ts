import type { ChartModel } from '#lib/core/charts/model.ts';
import type { Absence, FactType, ReportCell, ReportColumn, ReportRow } from './columns.ts';

/** The form of every report; files of `overread-report/1` are known by their hash alone. */
export const reportFormat = 'overread-report/2';

/** One report model: the screen, PDF, XLSX, CSV and JSON only render it, so the numbers of all five are the same values. */
export type Report = {
	readonly head: ReportHead;
	readonly sections: readonly ReportSection[];
	/** What must be known to read the numbers: definitions, what is counted and what is not. */
	readonly notes: readonly string[];
};

/** What every report carries so that an outsider can tell what it is and check it. */
export type ReportHead = {
	readonly format: typeof reportFormat;
	/** Version of this kind's sections and columns: raised when one is added, renamed or means something else. */
	readonly schemaVersion: number;
	readonly kind: string;
	/** R1 to R20 of the catalogue; null for what has no number there. */
	readonly number: string | null;
	readonly title: string;
	/** The making of what is taken away, the same in all its forms; null on a preview. */
	readonly runId: string | null;
	readonly group: string;
	readonly periodFromOn: string;
	readonly periodThroughOn: string;
	/** IANA zone of the period's days. */
	readonly timeZone: string;
	/** Whose facilities, in words. */
	readonly scope: string;
	/** What else it was limited to, in words: name → value. */
	readonly filters: Readonly<Record<string, string>>;
	/** random, census or another way into review; modes are never pooled. */
	readonly detectionMode: string;
	readonly blindingLevels: readonly string[];
	readonly policyVersions: Readonly<Record<string, number>>;
	readonly rulePackVersions: Readonly<Record<string, string>>;
	readonly frameHashes: readonly string[];
	/** Commitments to the seeds of the draws that the period meets; the seeds stand in the certificates alone. */
	readonly seedCommitments: readonly string[];
	readonly n: number;
	/** What n counts, in words: “reviewed cases”. */
	readonly nOf: string;
	readonly exclusions: Readonly<Record<string, number>>;
	readonly suppression: string;
	/** What was left out for whoever made it; others' reports have nothing here. */
	readonly leftOut?: string;
	/** Whether people stand in it by name; otherwise by code. */
	readonly namesPeople: boolean;
	readonly generatedAt: string;
	/** The roles of whoever made it: the register knows who. */
	readonly generatedBy: string;
	readonly generator: string;
	readonly privilege: Privilege;
	/** The audit log as it was: a report can be placed in it. Null before the first checkpoint. */
	readonly auditCheckpoint: AuditCheckpoint | null;
};

export const privilegeBases = ['none', 'state-peer-review', 'pswp'] as const;
export type PrivilegeBasis = (typeof privilegeBases)[number];

/** On what ground a report is confidential, and what its pages say about it. */
export type Privilege = {
	readonly basis: PrivilegeBasis;
	/** The statute, or the patient safety organisation; empty where there is none. */
	readonly reference: string;
	/** One sentence: stands with the notes and on the cover. */
	readonly legend: string;
	/** A few words: stand at the foot of every page. */
	readonly banner: string;
};

/** A signed head of the audit log's Merkle tree (RFC 9162). */
export type AuditCheckpoint = {
	readonly treeSize: number;
	/** Hexadecimal. */
	readonly rootHash: string;
	readonly at: string;
};

/** Marks the copy of one recipient in every form. */
export type CopyMark = {
	/** 1 for the first copy of a report. */
	readonly number: number;
	/** For instance “Copy 3 for ACR”: stands on every page. */
	readonly text: string;
};

/** A piece of a report, in reading order; `id` is unique in it. */
export type ReportSection = TableSection | ChartSection | TextSection | FactsSection | SignatureSection;

export type TableSection = {
	readonly kind: 'table';
	readonly id: string;
	readonly title: string;
	readonly columns: readonly ReportColumn[];
	readonly rows: readonly ReportRow[];
	/** Stands where there are no rows. */
	readonly empty: string;
};

export type ChartSection = {
	readonly kind: 'chart';
	readonly id: string;
	readonly title: string;
	readonly chart: ChartModel;
};

export type TextSection = {
	readonly kind: 'text';
	readonly id: string;
	readonly title: string;
	readonly paragraphs: readonly string[];
	/** A list below them. */
	readonly items?: readonly string[];
};

export type FactsSection = {
	readonly kind: 'facts';
	readonly id: string;
	readonly title: string;
	readonly facts: readonly ReportFact[];
};

export type ReportFact = FactType & {
	readonly key: string;
	readonly title: string;
	readonly value: ReportCell;
	/** Why the value is null. */
	readonly absent?: Absence;
};

/** Places where people sign what is printed. */
export type SignatureSection = {
	readonly kind: 'signatures';
	readonly id: string;
	readonly title: string;
	/** What they sign to. */
	readonly statement: string;
	readonly places: readonly SignaturePlace[];
};

export type SignaturePlace = {
	/** For instance “Medical director”. */
	readonly role: string;
	/** Who, where that is known; an empty line otherwise. */
	readonly name?: string;
};

/** The tables of a report, in order. */
export function tablesOf(report: Report): TableSection[] {
	return report.sections.filter((section) => section.kind === 'table');
}
