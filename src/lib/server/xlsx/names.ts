/** What Excel lets stand in the name of a sheet: 31 characters, none of these signs, no apostrophe at an end. */
const LONGEST = 31;

function allowed(name: string): string {
	const safe = name
		.replace(/[\p{Cc}[\]:*?/\\]/gu, ' ')
		.replace(/\s+/g, ' ')
		.replace(/^[\s']+|[\s']+$/g, '');
	// “History” is taken by Excel itself.
	return /^history$/i.test(safe) ? `${safe} of all` : safe || 'Sheet';
}

const cut = (text: string, length: number): string =>
	[...text]
		.slice(0, length)
		.join('')
		.replace(/[\s']+$/, '');

/** Names for sheets as Excel allows them, in the order of the titles; two that would be one in capitals or when cut get numbers. */
export function sheetNames(titles: readonly string[]): string[] {
	const taken = new Set<string>();
	return titles.map((title) => {
		const whole = allowed(title);
		let name = cut(whole, LONGEST);
		for (let nth = 2; taken.has(name.toLowerCase()); nth += 1) {
			const tail = ` (${nth})`;
			name = cut(whole, LONGEST - tail.length) + tail;
		}
		taken.add(name.toLowerCase());
		return name;
	});
}
