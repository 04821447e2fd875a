import { z } from 'zod';
import { federalSystems, type FederalSystem } from '#lib/core/credentials/gate/policy.ts';
import {
	makeOwnFacts,
	makeStatusWords,
	parseOwnFacts,
	parseStatusWords,
	type PolicyLineProblem
} from '#lib/core/credentials/policy-text.ts';
import { makePlaceNeeds, parsePlaceNeeds } from '#lib/core/credentials/place-needs.ts';
import type { CredentialPolicy } from '#lib/core/credentials/policy.ts';
import { makeTerms, parseTerms } from '#lib/core/scoring/taxonomy-text.ts';
import { plainText } from '#lib/core/text/plain-text.ts';
import { wholeNumber } from './fields.ts';

/** What this form gives; rules of continuing education have a place of their own and stay as they are. */
export type GatePolicyBody = Omit<CredentialPolicy, 'cmeRules' | 'cmeChanges'>;

const MAX_TEXT_CHARS = 100_000;
const yesNo = z.enum(['yes', 'no'], 'choose-one').transform((word) => word === 'yes');

/** Lines as text: problems stand under the number of their line. */
const linesOf = <T>(
	read: (text: string) => {
		value: T;
		problems: readonly (PolicyLineProblem | { line: number; code: string })[];
	}
) =>
	z
		.string()
		.overwrite(plainText)
		.max(MAX_TEXT_CHARS, 'text-too-long')
		.default('')
		.transform((text, context): T => {
			const { value, problems } = read(text);
			for (const { line, code } of problems)
				context.addIssue({ code: 'custom', message: code, path: [line] });
			return problems.length === 0 ? value : z.NEVER;
		});

const grounds = linesOf((text) => {
	const { list, problems } = parseTerms(text);
	const value = list.map(({ code, label }) => ({ code, words: label }));
	return {
		value,
		problems: list.length === 0 && problems.length === 0 ? [{ line: 1, code: 'required' }] : problems
	};
});

/** The name of the field that says whether a federal system's law covers all readers of the group. */
export function coveredField(system: FederalSystem): `covered-${FederalSystem}` {
	return `covered-${system}`;
}

/** The form of what the gate asks for. */
export const credentialPolicyForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		requirePrivilege: yesNo,
		requireMalpractice: yesNo,
		verificationMaxAgeDays: z
			.string()
			.trim()
			.default('')
			.transform((text) => (text === '' ? null : Number(text)))
			.pipe(
				z
					.number('not-a-number')
					.int('not-a-whole-number')
					.min(1, 'out-of-range')
					.max(3660, 'out-of-range')
					.nullable()
			),
		'covered-va': yesNo,
		'covered-ihs': yesNo,
		'covered-military': yesNo,
		exceptionGrounds: grounds,
		statusWords: linesOf(parseStatusWords),
		ownFacts: linesOf(parseOwnFacts),
		leastReaders: wholeNumber(1, 500),
		placeNeeds: linesOf(parsePlaceNeeds)
	})
	.transform((form): { basedOn: number; body: GatePolicyBody } => {
		const {
			basedOn,
			requirePrivilege,
			requireMalpractice,
			verificationMaxAgeDays,
			exceptionGrounds,
			statusWords,
			ownFacts,
			leastReaders,
			placeNeeds
		} = form;
		const coveredSystems = federalSystems.filter((system) => form[coveredField(system)]);
		return {
			basedOn,
			body: {
				requirePrivilege,
				requireMalpractice,
				verificationMaxAgeDays,
				coveredSystems,
				exceptionGrounds,
				statusWords,
				ownFacts,
				leastReaders,
				placeNeeds
			}
		};
	});

const word = (is: boolean): string => (is ? 'yes' : 'no');

/** What the gate asks for as the fields of its form. */
export function credentialPolicyFields(body: GatePolicyBody): Record<string, string | number> {
	return {
		requirePrivilege: word(body.requirePrivilege),
		requireMalpractice: word(body.requireMalpractice),
		verificationMaxAgeDays: body.verificationMaxAgeDays ?? '',
		...Object.fromEntries(
			federalSystems.map((system) => [coveredField(system), word(body.coveredSystems.includes(system))])
		),
		exceptionGrounds: makeTerms(body.exceptionGrounds.map(({ code, words }) => ({ code, label: words }))),
		statusWords: makeStatusWords(body.statusWords),
		ownFacts: makeOwnFacts(body.ownFacts),
		leastReaders: body.leastReaders,
		placeNeeds: makePlaceNeeds(body.placeNeeds)
	};
}
