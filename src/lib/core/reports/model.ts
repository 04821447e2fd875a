/**
 * One report model: the preview, CSV and JSON only render it. Cells are texts, numbers or null (suppressed or undefined,
 * with the reason in the notes); a column says how to read them.
 */
export type ReportCell = string | number | null;

export type ReportColumn = {
	readonly key: string;
	readonly title: string;
	/** count: whole number; proportion: in [0,1]; text. */
	readonly kind: 'text' | 'count' | 'proportion';
};

export type ReportTable = {
	readonly id: string;
	readonly title: string;
	readonly columns: readonly ReportColumn[];
	readonly rows: readonly (readonly ReportCell[])[];
};

/** What every export carries so that an outsider can tell what it is and check it. */
export type ReportHead = {
	readonly format: 'overread-report/1';
	readonly kind: string;
	readonly title: string;
	readonly group: string;
	readonly periodFromOn: string;
	readonly periodThroughOn: string;
	readonly scope: string;
	readonly detectionMode: string;
	readonly blindingLevels: readonly string[];
	readonly policyVersions: Readonly<Record<string, number>>;
	readonly frameHashes: readonly string[];
	readonly n: number;
	readonly exclusions: Readonly<Record<string, number>>;
	readonly suppression: string;
	/** What was left out for whoever made it; others' reports have nothing here. */
	readonly leftOut?: string;
	readonly generatedAt: string;
	readonly generator: string;
	readonly privilege: string;
};

export type Report = {
	readonly head: ReportHead;
	readonly tables: readonly ReportTable[];
	readonly notes: readonly string[];
};
