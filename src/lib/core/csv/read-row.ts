import { z } from 'zod';
import { parseHl7Day } from '#lib/core/hl7/time.ts';
import { bodyRegions, modalities } from '#lib/core/reads/incoming-read.ts';
import { modalityOf } from '#lib/core/reads/modality.ts';
import { patientClassOf, priorityOf, sexOf } from '#lib/core/reads/words.ts';

const text = (max: number) => z.string().trim().max(max);
const optionalText = (max: number) =>
	text(max)
		.optional()
		.transform((value) => (value === undefined || value === '' ? null : value));

/** Left out where it is empty, so that a row without it is kept, and known again, as rows were before there was such a column. */
const eventText = text(40)
	.optional()
	.transform((value) => value || undefined);

const statuses = {
	p: 'preliminary',
	prelim: 'preliminary',
	preliminary: 'preliminary',
	f: 'final',
	final: 'final',
	finalized: 'final',
	finalised: 'final',
	signed: 'final',
	c: 'corrected',
	corrected: 'corrected',
	a: 'addendum',
	addendum: 'addendum',
	addended: 'addendum',
	x: 'cancelled',
	cancelled: 'cancelled',
	canceled: 'cancelled'
} as const;

function isStatusWord(word: string): word is keyof typeof statuses {
	return word in statuses;
}

const status = optionalText(40).transform((value, context) => {
	const word = value?.toLowerCase() ?? '';
	if (word === '') return null;
	if (isStatusWord(word)) return statuses[word];
	context.addIssue({ code: 'custom', message: 'unknown-status' });
	return z.NEVER;
});

const kind = optionalText(40).transform((value, context) => {
	const word = value?.toLowerCase() ?? '';
	if (word === '') return null;
	if (/^p(relim(inary)?)?$/.test(word)) return 'preliminary' as const;
	if (/^f(inal)?$/.test(word)) return 'final' as const;
	context.addIssue({ code: 'custom', message: 'unknown-kind' });
	return z.NEVER;
});

/** `YYYY-MM-DD`, `YYYYMMDD` or `M/D/YYYY` (the month first, as in US exports). */
const day = optionalText(40).transform((value, context) => {
	if (value === null) return null;
	const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value);
	const digits = us
		? `${us[3]}${us[1]?.padStart(2, '0')}${us[2]?.padStart(2, '0')}`
		: value.replace(/^(\d{4})-(\d{2})-(\d{2}).*$/, '$1$2$3');
	const parsed = parseHl7Day(digits);
	if (parsed !== null) return parsed;
	context.addIssue({ code: 'custom', message: 'not-a-day' });
	return z.NEVER;
});

const age = optionalText(8).transform((value, context) => {
	if (value === null) return null;
	const years = /^0*(\d{1,3})\s*[Yy]?$/.exec(value)?.[1];
	if (years !== undefined && Number(years) < 130) return Number(years);
	if (/^0*\d{1,3}\s*[MWD]$/i.test(value)) return 0;
	context.addIssue({ code: 'custom', message: 'not-an-age' });
	return z.NEVER;
});

const uid = optionalText(64).refine(
	(value) => value === null || /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(value),
	{
		message: 'not-a-uid'
	}
);

const modality = optionalText(40).transform((value, context) => {
	if (value === null) return null;
	const exact = modalities.find((known) => known === value.toUpperCase());
	const found = exact ?? modalityOf({ section: value, procedure: value });
	if (found) return found;
	context.addIssue({ code: 'custom', message: 'unknown-modality' });
	return z.NEVER;
});

const bodyRegion = optionalText(64).transform(
	(value) => bodyRegions.find((known) => known === value?.toLowerCase().replace(/[ _]/g, '-')) ?? null
);

/** One row of a CSV of reads, by column. Times stay as written: their zone is the facility's, which is not known here. */
export const readRowSchema = z.object({
	accession: text(64).min(1, 'missing'),
	studyUid: uid,
	facility: text(64).min(1, 'missing'),
	modality,
	bodyRegion,
	procedure: optionalText(400),
	priority: optionalText(40).transform(priorityOf),
	patientClass: optionalText(40).transform(patientClassOf),
	patientId: optionalText(64),
	patientIssuer: optionalText(64),
	patientName: optionalText(200),
	birthDate: day,
	sex: optionalText(20).transform(sexOf),
	age,
	readerId: optionalText(64),
	readerName: optionalText(200),
	coSigners: optionalText(1000).transform((value) =>
		(value ?? '')
			.split(/[;|]/)
			.map((name) => name.trim())
			.filter((name) => name !== '')
	),
	orderingProvider: optionalText(200),
	kind,
	status,
	orderedAt: optionalText(40),
	examCompletedAt: optionalText(40),
	imagesReceivedAt: optionalText(40),
	preliminaryAt: optionalText(40),
	finalAt: optionalText(40),
	arrivedAt: eventText,
	examStartedAt: eventText,
	firstImageAt: eventText,
	orderInfoAt: eventText,
	assignedAt: eventText,
	openedAt: eventText,
	dictatedAt: eventText,
	deliveredAt: eventText,
	holdStartAt: eventText,
	holdEndAt: eventText,
	holdReason: eventText,
	payer: eventText,
	serviceState: eventText,
	reportText: z
		.string()
		.max(1_000_000)
		.optional()
		.transform((value) => (value ?? '').replace(/\r\n?/g, '\n').trim())
});

export type ReadRow = z.infer<typeof readRowSchema>;
