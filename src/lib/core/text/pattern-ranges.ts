import type { TextRange } from './ranges.ts';
import { matchRanges } from './ranges.ts';

const month =
	'(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:19|20)\\d\\d';
const weekday = '(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\\s+)?';

/** Whole calendar days; an interval ("2 weeks ago"), a year or a month alone stay. */
const dates = [
	new RegExp(
		`\\b${year}[-/.](?:0?[1-9]|1[0-2])[-/.]${day}(?:T\\d\\d:?\\d\\d(?::?\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![\\d])`,
		'g'
	),
	new RegExp(`(?<![\\d.])${day}[-/]${day}[-/](?:${year}|\\d\\d)(?![\\d/])`, 'g'),
	new RegExp(`(?<![\\d.])${day}\\.(?:0?[1-9]|1[0-2])\\.${year}(?!\\d)`, 'g'),
	new RegExp(`\\b${weekday}${month}\\s+${day}(?:st|nd|rd|th)?,?\\s+${year}\\b`, 'gi'),
	new RegExp(
		`\\b${weekday}${day}(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?${month}[\\s,-]+(?:${year}|\\d\\d)\\b`,
		'gi'
	),
	new RegExp(
		`\\b${weekday}(?:${month.replace('|May', '')}|May(?=\\s+${day}(?:st|nd|rd|th)))\\s+${day}(?:st|nd|rd|th)?(?!\\d|\\.\\d|\\s*(?:mm|cm|ml|cc|%))\\b`,
		'g'
	),
	new RegExp(`(?<!\\d)${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:\\d{4}(?:\\d\\d)?)?(?!\\d)`, 'g')
];

const ordinal =
	'(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))';
const shortDay = '(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const spokenDates = [
	new RegExp(`\\b${ordinal}\\s+of\\s+${month}(?:,?\\s+${year})?`, 'gi'),
	new RegExp(`\\b${month.replace('|May', '')}\\s+(?:the\\s+)?${ordinal}\\b(?:,?\\s+${year})?`, 'gi'),
	// A month and a day alone look like a ratio: only where a study is compared or dated.
	new RegExp(
		`(?=\\d)(?<=\\b(?:compar(?:ed|ison)|prior|dated?|performed|obtained)\\b(?:[ \\t]+(?:with|to|study|studies|exams?|examination|the|of|from|on)){0,4}[ \\t:]{1,3}(?:(?:${shortDay})(?:,|[ \\t]+and|,[ \\t]+and)[ \\t]+)?)(?:${shortDay})(?![\\d/]|-\\d|[ \\t]*(?:mm|cm|ml|cc|%|images?|slices?|levels?|sequences?))`,
		'gi'
	)
];

/** Digits as they are spoken: of seven or more in a row nobody says anything but a number of somebody's. */
const spokenDigit = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)';
const spokenNumbers = [
	new RegExp(`\\b${spokenDigit}(?:[ ,-]{1,2}(?:double[ -])?${spokenDigit}){6,19}\\b`, 'gi'),
	new RegExp(
		`\\b(?:mrn|record|accession|phone|telephone|pager|beeper|extension|ext|fax|cell|call\\s?back)\\b(?:[ \\t]+(?:number|no|is))*[ \\t:.#]{1,3}(${spokenDigit}(?:[ ,-]{1,2}${spokenDigit}){2,19})\\b`,
		'dgi'
	)
];

/** What a scanner is called: letters, then a number, behind a word that says that it is one. */
const stations =
	/\b(?:(?:scanner|(?:work)?station|console|machine|modality)(?:[ \t]+(?:name|id|no\.?|number))?[ \t]*[:#]?[ \t]+|(?:scanned|performed|acquired|imaged)[ \t]+(?:on|at|with)[ \t]+)([A-Z]{2,}[A-Z0-9_-]{1,14}\d[A-Z0-9_-]{0,6})\b/dg;

const clock =
	/(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s*(?:[ap]m\b|[ap]\.m\.?))?(?:\s*(?:hours|hrs|h)\b)?(?:\s*(?:[ECMP][SD]?T|UTC|GMT)\b)?(?![\d:])/gi;
const otherTimes = [
	/\b(?:0?[1-9]|1[0-2])\s*(?:[ap]m\b|[ap]\.m\.?)/gi,
	/\b(?:[01]\d|2[0-3])[0-5]\d\s*(?:hours|hrs|h)\b/gi,
	/(?<=\bat\s)(?:[01]\d|2[0-3])[0-5]\d\b(?!\s*(?:mm|cm|ml|cc|mg|Hz|ms|HU|s\/mm|images?|slices?|mGy))/gi
];

const identifiers = [
	// Numbers of records, also in groups.
	/\b(?:MRN|M\.R\.N\.|medical record|accession|acc|patient id|account|acct|CSN|FIN|SSN|NHS)(?:\s*(?:number|no|num|id|ids))?\.?[ \t]*[#:]*[ \t]*((?:[A-Z]{1,4}[ \t-])?\d{3,}(?:[ \t-]\d{2,})+|[A-Z]{1,4}[ \t]\d{5,})/dgi,
	// A telephone number without its area, near a word that says so.
	/(?<![\d.-])(?=\d{3}-\d{4}(?![\d-]))(?<=\b(?:call|called|call\s?back|phone|telephone|tel|fax|cell|pager|number)\b[^\n]{0,40}?)\d{3}-\d{4}(?![ \t]*(?:ms|mm|HU|Hz))/gi,
	// Labelled numbers: everything that has a digit after the label.
	/\b(?:MRN|M\.R\.N\.|medical record|accession|acc|patient id|patient identifier|account|acct|visit|encounter|order|requisition|exam id|study id|case|CSN|FIN|SSN|NHS|job|dictation|document|confirmation|pager|beeper|ext|extension|license|NPI|DEA)(?:\s*(?:number|no|num|id|ids))?\.?\s*[#:]*\s*#?\s*((?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{2,})/dgi,
	/#\s?((?=[A-Z0-9-]*\d{3})[A-Z0-9][A-Z0-9-]{3,})/dgi,
	/(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/g,
	/(?<![\d.])(?:\+?\d{1,2}[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[.\s-])\d{3}[.\s-]\d{4}(?!\d)(?:\s*(?:x|ext\.?)\s*\d+)?/gi,
	/\b(?:phone|telephone|tel|call|called|cell|mobile|fax|pager|contact|at|x|ext)\b[\s.:#]*((?:\d{3}-\d{4}|\d-\d{4,5}))(?!\d)/dgi,
	/\b(?:pager|beeper|phone|tel|ext|extension)\b[\s.:#]*(\d{3,})\b/dgi,
	/\bx(\d{4,5})\b/dg,
	/(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,255}\.\p{L}{2,}/gu,
	/\bhttps?:\/\/\S+/gi,
	/(?<![\d.])\d+(?:\.\d+){5,}(?![\d.])/g,
	/(?<![\d.,])\d{7,}(?![\d.,]\d|\d)/g
];

/** A word's letters are counted: without an end, each of many apostrophes would begin a search to the end of the text. */
const places =
	/(?:\b(?:St\.|Saint|Mount|Mt\.|[A-Z][\p{L}'’]{1,40})[ \t]+(?:(?:of|the|and|&|[A-Z][\p{L}'’.]{1,40})[ \t]+){0,4})(?:Hospitals?|Medical Center|Medical Centre|Health System|Healthcare|Imaging Center|Imaging Centre|Radiology (?:Associates|Group|Partners)|Clinic)\b(?:[ \t]+of(?:[ \t]+[A-Z]\p{L}+){1,3})?/gu;
/** A letterhead: a line of capitals alone that ends like a place. Within a line, capitals tell no name from a sentence. */
const letterheads =
	/^[ \t]*(?:[A-Z][A-Z'’.&-]{1,40}[ \t]+){1,6}(?:HOSPITALS?|MEDICAL CENT(?:ER|RE)|HEALTH SYSTEM|HEALTHCARE|IMAGING CENT(?:ER|RE)|RADIOLOGY (?:ASSOCIATES|GROUP|PARTNERS)|CLINIC)[ \t]*$/gm;
const noPlace =
	/^(?:The |This |An? |At |In |From |To |Per )?(?:Outside|Other|Local|Prior|Referring|Same|Children|Community|Previous|Transferring|Follow|Outpatient|Breast|Pain|Emergency)[ \t]+(?:Hospitals?|Clinic|Medical Center|Imaging Center)$/i;

/** Dates, times, numbers and addresses that identify a patient, a shift or a place. */
export function patternRanges(text: string): TextRange[] {
	return [
		...[...dates, ...spokenDates, ...spokenNumbers, stations].flatMap((pattern) => [
			...matchRanges(text, pattern)
		]),
		...[...matchRanges(text, clock)].filter((range) => !isClockFace(text, range)),
		...otherTimes.flatMap((pattern) => [...matchRanges(text, pattern)]),
		...identifiers.flatMap((pattern) => [...matchRanges(text, pattern)]),
		...[...matchRanges(text, places), ...matchRanges(text, letterheads)].filter(
			({ start, end }) => !noPlace.test(text.slice(start, end))
		)
	];
}

/** "At 10:00, 5 cm from the nipple" is a place in the breast, not a time of the day. */
function isClockFace(text: string, { start, end }: TextRange): boolean {
	const written = text.slice(start, end);
	if (!/^(?:0?[1-9]|1[0-2]):(?:00|30)$/.test(written)) return false;
	const around = text.slice(Math.max(0, start - 40), end + 40);
	return (
		/o['’]?clock|position|nipple|axis|radian|radial|breast|areola|\bFN\b|\bN ?\+ ?\d/i.test(around) &&
		!/\b(?:called|phone|discussed|signed|dictated|notified)\b/i.test(around)
	);
}
