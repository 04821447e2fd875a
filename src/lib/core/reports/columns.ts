/** A raw value: days are `YYYY-MM-DD`, instants ISO 8601 in UTC, proportions in [0, 1], durations in the column's unit. */
export type ReportCell = string | number | boolean | null;

/** Why there is no value: too few to be told, not defined (nothing over nothing), not asked for here, or nobody wrote it down. */
export const absences = ['suppressed', 'undefined', 'not-applicable', 'not-recorded'] as const;
export type Absence = (typeof absences)[number];

export const durationUnits = ['minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof durationUnits)[number];

/** The other columns that a value is never shown without, by their keys. */
type WithInterval = { readonly n: string; readonly lower: string; readonly upper: string };
/** The column is one end of the interval of the column it names. */
type LimitOf = { readonly limitOf: string };

/** How the values of a column are read. */
export type ColumnType =
	| { readonly kind: 'text' }
	/** An identifier: of a person, a facility, a case, a hash. */
	| { readonly kind: 'code' }
	| { readonly kind: 'boolean' }
	/** A calendar day without a zone. */
	| { readonly kind: 'day' }
	| { readonly kind: 'instant' }
	/** A whole number, never below zero. */
	| { readonly kind: 'count' }
	| { readonly kind: 'integer' }
	| DecimalType
	| DurationType
	/** A rate, which is an estimate: never without its n and its interval. */
	| ({ readonly kind: 'proportion' } & (WithInterval | LimitOf))
	/** A part of a whole that was counted in full, so without an interval: never without the whole, which `n` names. */
	| { readonly kind: 'share'; readonly n: string };

type DecimalType = {
	readonly kind: 'decimal';
	/** Written behind the number, for instance “credits”; empty: none. */
	readonly unit: string;
	/** Digits after the point where people read it; files keep the whole value. */
	readonly digits: number;
} & Partial<WithInterval & LimitOf>;

type DurationType = {
	readonly kind: 'duration';
	readonly unit: DurationUnit;
} & Partial<WithInterval & LimitOf>;

export type ColumnKind = ColumnType['kind'];

export type ReportColumn = ColumnType & {
	readonly key: string;
	readonly title: string;
	/** A heading above this column and its neighbours of the same group. */
	readonly group?: string;
};

/** What stands alone, beside its name: types that need no other column. */
export type FactType = Exclude<ColumnType, { kind: 'proportion' | 'share' }>;

export const rowKinds = ['body', 'subtotal', 'total'] as const;
export type RowKind = (typeof rowKinds)[number];

/** A cell for each column, in their order; of each that is null, `absent` says why by the column's key. */
export type ReportRow = {
	readonly kind: RowKind;
	readonly cells: readonly ReportCell[];
	readonly absent?: Readonly<Record<string, Absence>>;
};

/** What a maker puts in place of a value that there is none of. */
export type Absent = { readonly absent: Absence };

export const suppressed: Absent = { absent: 'suppressed' };
export const undefinedValue: Absent = { absent: 'undefined' };
export const notApplicable: Absent = { absent: 'not-applicable' };
export const notRecorded: Absent = { absent: 'not-recorded' };

const isAbsent = (value: ReportCell | Absent): value is Absent => typeof value === 'object' && value !== null;

/**
 * A row from its values by column key. Throws where a column has none, where a value has no column, and where a value is null without
 * a reason: a maker's mistake, not a user's.
 */
export function makeRow(
	kind: RowKind,
	columns: readonly ReportColumn[],
	values: Readonly<Record<string, ReportCell | Absent>>
): ReportRow {
	const absent: Record<string, Absence> = {};
	const cells = columns.map(({ key }): ReportCell => {
		const value = values[key];
		if (value === undefined || value === null) throw new Error(`a row says nothing of its column ${key}`);
		if (!isAbsent(value)) return value;
		absent[key] = value.absent;
		return null;
	});
	const known = new Set(columns.map(({ key }) => key));
	const stray = Object.keys(values).find((key) => !known.has(key));
	if (stray !== undefined) throw new Error(`a row has a value for a column that is not there: ${stray}`);
	return Object.keys(absent).length > 0 ? { kind, cells, absent } : { kind, cells };
}

/** The column that is one end of another's interval says of which; null for every other. */
export function limitOf(column: ReportColumn): string | null {
	return 'limitOf' in column ? (column.limitOf ?? null) : null;
}

/** The keys of the columns that a value is never shown without; none for most. */
export function companionsOf(column: ReportColumn): { n?: string; lower?: string; upper?: string } {
	if (limitOf(column) !== null) return {};
	return {
		...('n' in column && column.n !== undefined ? { n: column.n } : {}),
		...('lower' in column && column.lower !== undefined ? { lower: column.lower } : {}),
		...('upper' in column && column.upper !== undefined ? { upper: column.upper } : {})
	};
}

/** Whether a column's values are numbers, which stand on the right. */
export function isNumeric({ kind }: { readonly kind: ColumnKind }): boolean {
	return ['count', 'integer', 'decimal', 'duration', 'proportion', 'share'].includes(kind);
}
