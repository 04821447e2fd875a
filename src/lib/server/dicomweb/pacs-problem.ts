import type { PacsFailure } from '#lib/server/pacs/failure.ts';
import { problem, type Answer } from './answer.ts';

/** By then at least some of those that wait have had their turn. */
const RETRY_SECONDS = '2';

const answers: Readonly<Record<PacsFailure, readonly [status: number, message: string]>> = {
	'pacs-not-set': [503, 'The images lie in a PACS, and no PACS is set up here.'],
	'pacs-unreachable': [502, 'The PACS cannot be reached.'],
	'pacs-too-slow': [504, 'The PACS did not answer in time.'],
	'pacs-denies': [502, 'The PACS does not let this server in.'],
	'pacs-refuses': [502, 'The PACS refused the request.'],
	'pacs-redirects': [502, 'The PACS points to another address, which is not followed.'],
	'pacs-has-not': [410, 'The PACS no longer has the images.'],
	'pacs-fails': [502, 'The PACS reports a fault of its own.'],
	'pacs-answer-unusable': [502, 'The PACS gave an answer that cannot be used.'],
	'pacs-answer-too-large': [502, 'The PACS gave more than can be taken.'],
	'pacs-answer-broken-off': [502, 'The answer of the PACS broke off.'],
	'pacs-object-differs': [502, 'The PACS gave another object than the one that it announced.'],
	'pacs-busy': [503, 'Too many requests wait for the PACS.'],
	'pacs-unwanted': [503, 'The request was given up.']
};

/** A failure of the PACS as an answer of the DICOMweb service (RFC 9110 15.6.3 to 15.6.5). */
export function pacsProblem(failure: PacsFailure): Answer {
	const [status, message] = answers[failure];
	return problem(status, failure, message, failure === 'pacs-busy' ? { 'retry-after': RETRY_SECONDS } : {});
}
