import { z } from 'zod';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { samplingRulesSchema, type SamplingRules } from '#lib/core/sampling/default-policy.ts';
import { exclusionReasons } from '#lib/core/sampling/policy.ts';

/** A rate as people write it, in percent with at most four decimals, as a proportion; empty is null. */
const percent = z
	.string('required')
	.trim()
	.regex(/^(\d{1,3}([.,]\d{1,4})?)?$/, 'rate-percent')
	.transform((text) => (text === '' ? null : Number((Number(text.replace(',', '.')) / 100).toFixed(6))))
	.pipe(z.number().max(1, 'rate-percent').nullable());

const wholeNumber = (maximum: number) =>
	z
		.string('required')
		.trim()
		.regex(/^\d+$/, 'not-a-whole-number')
		.transform(Number)
		.pipe(z.number().max(maximum, 'out-of-range'));

const rateFields = Object.fromEntries(modalities.map((modality) => [`rate${modality}`, percent.optional()]));

/** The form that publishes a sampling policy: rates in percent; a modality left empty takes the default. */
export const samplingPolicyForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		defaultRate: percent.refine((rate) => rate !== null, 'required'),
		juniorRate: percent,
		minimumPerReader: wholeNumber(100_000),
		lookBackDays: wholeNumber(3660).refine((days) => days >= 1, 'out-of-range'),
		// A read has one case of the lottery: without this exclusion a later draw could not be kept.
		exclusions: z
			.array(z.enum(exclusionReasons))
			.default([])
			.refine((list) => list.includes('already-drawn'), 'already-drawn-required'),
		...rateFields
	})
	.transform((form) => {
		const given: Readonly<Record<string, unknown>> = form;
		const rates = modalities.flatMap((modality): [string, number][] => {
			const rate = given[`rate${modality}`];
			return typeof rate === 'number' ? [[modality, rate]] : [];
		});
		return {
			basedOn: form.basedOn,
			body: samplingRulesSchema.parse({
				defaultRate: form.defaultRate ?? 0,
				rates: Object.fromEntries(rates),
				...(form.juniorRate === null ? {} : { readerTierRates: { junior: form.juniorRate } }),
				minimumPerReader: form.minimumPerReader,
				lookBackDays: form.lookBackDays,
				exclusions: form.exclusions
			})
		};
	});

const inPercent = (rate: number | undefined): string =>
	rate === undefined ? '' : String(Number((rate * 100).toFixed(4)));

/** A policy as the fields of its form. */
export function samplingPolicyFields(rules: SamplingRules): Record<string, string> {
	return {
		defaultRate: inPercent(rules.defaultRate),
		juniorRate: inPercent(rules.readerTierRates?.junior),
		minimumPerReader: String(rules.minimumPerReader),
		lookBackDays: String(rules.lookBackDays),
		...Object.fromEntries(modalities.map((modality) => [`rate${modality}`, inPercent(rules.rates[modality])]))
	};
}
