import { z } from 'zod';
import { cohenKappa } from './cohen-kappa.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { gwetAgreement } from './gwet-agreement.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { method } from './method.ts';

const number = z.number();
const level = number.default(0.95);
const weights = z.enum(['none', 'linear', 'quadratic', 'ordinal']).default('none');
const ratings = z.array(z.array(number.nullable()));

/** The methods of agreement between reviewers. */
export const agreementMethods = {
	'agreement.cohenKappa': method(
		z.object({ table: z.array(z.array(number)), weights, level }),
		({ table, weights, level }) => cohenKappa(table, weights, level)
	),
	'agreement.fleissKappa': method(z.object({ counts: z.array(z.array(number)) }), ({ counts }) =>
		fleissKappa(counts)
	),
	'agreement.krippendorffAlpha': method(
		z.object({ ratings, metric: z.enum(['nominal', 'ordinal', 'interval']) }),
		({ ratings, metric }) => krippendorffAlpha(ratings, metric)
	),
	'agreement.gwetAC': method(
		z.object({ ratings, categories: number, weights, level }),
		({ ratings, ...options }) => gwetAgreement(ratings, options)
	)
};
