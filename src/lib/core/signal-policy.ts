import { z } from 'zod';

/** How radiologists are watched between evaluations, and when all of them are looked at (statistics reference, 9). */
export const signalPolicySchema = z.object({
	/** Limit of each person's CUSUM: the higher, the fewer false signals a year in the whole group. */
	cusumLimit: z.number().min(0.5).max(12),
	/** Odds of a discrepancy, against what is expected, that the CUSUM is to find. */
	cusumOddsRatio: z.number().min(1.1).max(10),
	/** Looks at all radiologists a year, on the first day of a month: each one costs false alarms. */
	looksPerYear: z.union([z.literal(1), z.literal(2), z.literal(4)]),
	/** Calendar months that a look goes back. */
	lookMonths: z.union([z.literal(12), z.literal(24)])
});

export type SignalPolicy = z.infer<typeof signalPolicySchema>;

export const defaultSignalPolicy: SignalPolicy = {
	cusumLimit: 5.5,
	cusumOddsRatio: 2,
	looksPerYear: 2,
	lookMonths: 12
};

/** The months, 1 to 12, on whose first day a look is due. */
export function lookMonthsOf({ looksPerYear }: Pick<SignalPolicy, 'looksPerYear'>): number[] {
	return Array.from({ length: looksPerYear }, (_, nth) => 1 + (nth * 12) / looksPerYear);
}
