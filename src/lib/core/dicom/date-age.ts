/** A DICOM date (DA, `YYYYMMDD`, also the retired `YYYY.MM.DD`) as `YYYY-MM-DD`; undefined when it is no calendar day. */
export function parseDate(text: string | undefined): string | undefined {
	const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text?.trim() ?? '');
	if (!parts) return undefined;
	const day = `${parts[1]}-${parts[2]}-${parts[3]}`;
	const instant = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : undefined;
}

/** A DICOM time (TM, `HHMMSS.ffffff` or shorter) as `HH:MM:SS`; undefined when it is none. */
export function parseTime(text: string | undefined): string | undefined {
	const parts = /^(\d{2}):?(\d{2})?:?(\d{2})?(?:\.\d{1,6})?$/.exec(text?.trim() ?? '');
	if (!parts) return undefined;
	const [hours = '00', minutes = '00', seconds = '00'] = [parts[1], parts[2], parts[3]];
	if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
	return `${hours}:${minutes}:${seconds}`;
}

const yearsPerUnit = { D: 1 / 365.25, W: 7 / 365.25, M: 1 / 12, Y: 1 } as const;

/** An age string (AS, `nnnD|W|M|Y`; leading zeros may be missing) in years; undefined when it is none. */
export function parseAgeYears(text: string | undefined): number | undefined {
	const parts = /^(\d{1,3})([DWMY])$/.exec(text?.trim().toUpperCase() ?? '');
	if (!parts) return undefined;
	const unit = parts[2] as keyof typeof yearsPerUnit; // the pattern admits no other letter
	return Number(parts[1]) * yearsPerUnit[unit];
}

/** Age in years from two days (`YYYY-MM-DD`), as a fraction; undefined when one is missing or the order is wrong. */
export function ageBetween(birthOn: string | undefined, studyOn: string | undefined): number | undefined {
	if (!birthOn || !studyOn || birthOn > studyOn) return undefined;
	const days = (Date.parse(studyOn) - Date.parse(birthOn)) / 86_400_000;
	return days / 365.25;
}

/**
 * An age that identifies no one, as AS: whole years, 90 for everybody from 90 on (as 45 CFR 164.514(b)(2)(i)(C) asks),
 * months below two years.
 */
export function formatBlindedAge(years: number): string {
	if (years >= 90) return '090Y';
	if (years < 2) return `${String(Math.floor(years * 12 + 1e-6)).padStart(3, '0')}M`;
	return `${String(Math.floor(years + 1e-6)).padStart(3, '0')}Y`;
}
