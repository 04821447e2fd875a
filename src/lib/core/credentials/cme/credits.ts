import { z } from 'zod';

/**
 * Credits as whole thousandths: quarter hours, and whatever decimals another system writes, add up without drift. What comes
 * in and goes out is the number that people write.
 */
export type Thousandths = number;

const most = 1_000_000;

/** An amount of credits, hours or exams as it is written: not negative, with at most three decimals. */
export const amountSchema = z
	.number()
	.min(0)
	.max(most)
	.refine((amount) => Math.abs(amount * 1000 - Math.round(amount * 1000)) < 1e-6, {
		message: 'more than three decimals'
	});

/** Credits as whole thousandths. */
export function toThousandths(amount: number): Thousandths {
	return Math.round(amount * 1000);
}

/** Whole thousandths as people write credits. */
export function fromThousandths(amount: Thousandths): number {
	return amount / 1000;
}

/** What is missing of a required amount: nought where nothing is. */
export function missingOf(required: Thousandths, earned: Thousandths): Thousandths {
	return Math.max(0, required - earned);
}

/** The sum of amounts. */
export function sumOf(amounts: Iterable<Thousandths>): Thousandths {
	let sum = 0;
	for (const amount of amounts) sum += amount;
	return sum;
}
