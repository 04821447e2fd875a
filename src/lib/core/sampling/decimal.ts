/** An exact fraction numerator / 10^digits. */
export type Decimal = { readonly numerator: bigint; readonly digits: number };

/**
 * The decimal a number was written as (its shortest form that reads back the same), or a decimal text. 0.03 becomes
 * exactly 3/100, which no binary fraction is. Throws on anything else than a plain or exponential decimal.
 */
export function parseDecimal(value: number | string): Decimal {
	const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value));
	if (!parts) throw new RangeError(`${value} is not a decimal number`);
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
	const digits = fraction.length - Number(exponent);
	const numerator = BigInt(`${sign}${whole}${fraction}`);
	return digits < 0 ? { numerator: numerator * 10n ** BigInt(-digits), digits: 0 } : { numerator, digits };
}

/** The sum of two decimals. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
	const digits = Math.max(a.digits, b.digits);
	return { numerator: scaleTo(a, digits) + scaleTo(b, digits), digits };
}

/** A decimal times a count. */
export function timesCount(value: Decimal, count: number): Decimal {
	return { numerator: value.numerator * BigInt(count), digits: value.digits };
}

/** The lesser of two decimals. */
export function leastDecimal(a: Decimal, b: Decimal): Decimal {
	const digits = Math.max(a.digits, b.digits);
	return scaleTo(a, digits) <= scaleTo(b, digits) ? a : b;
}

/** floor(value + 1/2) of a decimal that is not negative. */
export function roundHalfUp({ numerator, digits }: Decimal): number {
	const unit = 10n ** BigInt(digits);
	return Number((2n * numerator + unit) / (2n * unit));
}

function scaleTo(value: Decimal, digits: number): bigint {
	return value.numerator * 10n ** BigInt(digits - value.digits);
}
