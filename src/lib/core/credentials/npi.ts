/**
 * The check of a National Provider Identifier: ten digits that begin with 1 or 2, the last one a check digit by ISO/IEC 7812
 * (Luhn) over the number with the card-issuer prefix 80840 before it (45 CFR 162.406; CMS, "NPI check digit calculation").
 */
const ISSUER_PREFIX = '80840';

/** Sum of digits where every second one from the right, beginning left of the check digit, is doubled (less 9 over 9). */
function luhnSum(digits: string): number {
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const digit = Number(digits[digits.length - 1 - place]);
		const weighed = place % 2 === 1 ? digit * 2 : digit;
		sum += weighed > 9 ? weighed - 9 : weighed;
	}
	return sum;
}

/** Whether a text is an NPI with a right check digit. No spaces, no dashes: it is what is stored and compared. */
export function isNpi(text: string): boolean {
	return /^[12]\d{9}$/.test(text) && luhnSum(ISSUER_PREFIX + text) % 10 === 0;
}

/** The check digit that completes nine digits; null when they are not nine that may begin an NPI. */
export function npiCheckDigit(firstNine: string): number | null {
	if (!/^[12]\d{8}$/.test(firstNine)) return null;
	return (10 - (luhnSum(`${ISSUER_PREFIX}${firstNine}0`) % 10)) % 10;
}
