import { npiCheckDigit } from '#lib/core/credentials/npi.ts';

/** An invented NPI with a right check digit: the same for the same place in the group. */
export function demoNpi(index: number): string {
	const nine = `1${String(55_500_000 + index * 137).padStart(8, '0')}`;
	return `${nine}${npiCheckDigit(nine) ?? 0}`;
}
