import { z } from 'zod';
import { isCalendarDay, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { makeHeaderMapper } from '#lib/core/csv/header.ts';
import { readTable, type TableItem } from '#lib/core/csv/read-table.ts';

/**
 * The lists of excluded people that come as files: OIG's LEIE (`UPDATED.csv`, 18 columns, days as YYYYMMDD, `00000000` for none, an NPI
 * of ten zeros for none) and the exclusion extract of SAM.gov (days as MM/DD/YYYY, `Indefinite` for no end).
 */
export const exclusionFiles = ['LEIE', 'SAM'] as const;
export type ExclusionFile = (typeof exclusionFiles)[number];

/** One person of a list. */
export type ExcludedPerson = {
	readonly familyName: string;
	readonly givenName: string;
	readonly npi: string | null;
	readonly bornOn: CalendarDay | null;
	readonly from: CalendarDay;
	readonly to: CalendarDay | null;
	readonly type: string;
	readonly waivedIn: string | null;
};

const columns = {
	LEIE: {
		familyName: ['LASTNAME'],
		givenName: ['FIRSTNAME'],
		npi: ['NPI'],
		bornOn: ['DOB'],
		from: ['EXCLDATE'],
		to: ['REINDATE'],
		type: ['EXCLTYPE'],
		waivedIn: ['WVRSTATE']
	},
	SAM: {
		familyName: ['Last'],
		givenName: ['First'],
		npi: ['NPI'],
		bornOn: ['Date of Birth'],
		from: ['Active Date'],
		to: ['Termination Date'],
		type: ['CT Code'],
		waivedIn: ['Waived In']
	}
} as const satisfies Record<ExclusionFile, Record<keyof ExcludedPerson, readonly string[]>>;

type Column = keyof ExcludedPerson;

/** The day of a list; null for its way of saying none; undefined for what is no day. */
function readDay(text: string): CalendarDay | null | undefined {
	const written = text.trim();
	if (written === '' || /^0+$/.test(written) || /^indefinite$/i.test(written)) return null;
	const plain = /^(\d{4})(\d\d)(\d\d)$/.exec(written) ?? /^(\d{4})-(\d\d)-(\d\d)$/.exec(written);
	const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written);
	const two = (digits = ''): string => digits.padStart(2, '0');
	const day = plain
		? `${plain[1]}-${plain[2]}-${plain[3]}`
		: american && `${american[3]}-${two(american[1])}-${two(american[2])}`;
	return day && isCalendarDay(day) ? day : undefined;
}

const day = z
	.string()
	.default('')
	.transform((text, context): CalendarDay | null => {
		const found = readDay(text);
		if (found !== undefined) return found;
		context.addIssue({ code: 'custom', message: 'not-a-day' });
		return z.NEVER;
	});
const text = z
	.string()
	.default('')
	.transform((written) => written.trim());

const schema = z.object({
	familyName: text,
	givenName: text,
	npi: text.transform((npi) => (/^[12]\d{9}$/.test(npi) ? npi : null)),
	bornOn: day,
	from: day.transform((from, context): CalendarDay => {
		if (from !== null) return from;
		context.addIssue({ code: 'custom', message: 'missing' });
		return z.NEVER;
	}),
	to: day,
	type: text.transform((type) => type.slice(0, 40)),
	waivedIn: text.transform((state) => (/^[A-Z]{2}$/.test(state) ? state : null))
});

/** Reads a list from a stream of bytes, one record at a time; see {@link readTable}. */
export function readExclusionList(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	list: ExclusionFile
): AsyncGenerator<TableItem<Column, ExcludedPerson>> {
	const mapHeader = makeHeaderMapper<Column>({
		synonyms: columns[list],
		required: ['familyName', 'givenName', 'npi', 'from', 'to', 'type']
	});
	return readTable(chunks, { mapHeader, schema });
}

/** A radiologist as a list is searched for them. */
export type Sought = {
	readonly npi: string | null;
	/** Family and first given name, in one spelling. */
	readonly nameKey: string;
	readonly bornOn: CalendarDay | null;
};

/** By what somebody was found: the number is theirs alone; a name may be another person's. */
export type MatchedBy = 'npi' | 'name-and-birth' | 'name';

/** Whether a person of a list may be a radiologist of the group; null: another person. */
export function matchExcluded(
	person: ExcludedPerson & { readonly nameKey: string },
	sought: Sought
): MatchedBy | null {
	if (person.npi !== null && sought.npi !== null) return person.npi === sought.npi ? 'npi' : null;
	if (person.nameKey !== sought.nameKey) return null;
	if (person.bornOn === null || sought.bornOn === null) return 'name';
	return person.bornOn === sought.bornOn ? 'name-and-birth' : null;
}

/** The row that a match becomes: open until somebody clears it. */
export function exclusionOf(
	list: ExclusionFile,
	{ from, to, type, waivedIn }: ExcludedPerson,
	note: string
): CredentialBody<'exclusion'> {
	return {
		list,
		from,
		to,
		...(type ? { type } : {}),
		...(waivedIn ? { waivedIn: [waivedIn] } : {}),
		note
	};
}
