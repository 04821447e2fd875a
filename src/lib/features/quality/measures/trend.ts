/** A month of the p-chart of any discrepancy; a month without reviews is a gap. */
export type TrendPoint = {
	/** `YYYY-MM` */
	readonly month: string;
	readonly x: number;
	readonly n: number;
	readonly rate: number | null;
	/** 3-sigma limits in [0, 1]; null in a gap. */
	readonly lower: number | null;
	readonly upper: number | null;
	readonly isBaseline: boolean;
	/** Outside its limits. */
	readonly signal: 'above' | 'below' | null;
	/** Belongs to eight or more in a row on one side of the centre. */
	readonly isRun: boolean;
	/** Reviews of the month that are still to come: its rate may change. */
	readonly isOpen: boolean;
};

/** Months that the centre rests on. `frozen`: as a director froze it; `first-months`: the first 12 months of the chart. */
export type TrendBaseline = {
	readonly source: 'frozen' | 'first-months';
	readonly version: number | null;
	readonly fromMonth: string;
	readonly throughMonth: string;
	readonly x: number;
	readonly n: number;
};

/** Something that happened, and may explain the months after it. */
export type TrendAnnotation = {
	readonly id: string;
	readonly kind: 'policy' | 'staff' | 'scanner' | 'other';
	/** `YYYY-MM-DD` */
	readonly on: string;
	readonly words: string;
	/** Code of the facility that it concerns; null for all. */
	readonly facilityCode: string | null;
	readonly modality: string | null;
	readonly byName: string;
};

export type Trend = {
	/** Always 24 months. */
	readonly points: readonly TrendPoint[];
	readonly center: number | null;
	readonly baseline: TrendBaseline | null;
	readonly annotations: readonly TrendAnnotation[];
	/** On average fewer than 5 events a month: months say little, and the chart says so. */
	readonly isSparse: boolean;
};
