import type { ActionResult } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { sendingFault } from './sending-fault.ts';

describe('a form that was not sent', () => {
	it.each<[string, unknown, boolean, unknown]>([
		['done', { type: 'success', status: 200 }, true, null],
		[
			'refused by its action',
			{ type: 'failure', status: 409, data: { error: 'already-decided' } },
			true,
			null
		],
		['answered with another page', { type: 'redirect', status: 303, location: '/' }, true, null],
		[
			'signed out',
			{ type: 'error', status: 401, error: { message: 'sign-in-required' } },
			true,
			{ kind: 'signedOut', code: 'sign-in-required', errorId: null }
		],
		[
			'without a network',
			{ type: 'error', error: new TypeError('Failed to fetch') },
			false,
			{ kind: 'offline', code: null, errorId: null }
		],
		[
			'without an answer, or with that of a gateway',
			{ type: 'error', error: new SyntaxError('Unexpected token <') },
			true,
			{ kind: 'unreachable', code: null, errorId: null }
		],
		[
			'met by a fault of the portal',
			{ type: 'error', status: 500, error: { message: 'unexpected', errorId: 'e-1' } },
			true,
			{ kind: 'failed', code: 'unexpected', errorId: 'e-1' }
		],
		[
			'no longer permitted',
			{ type: 'error', status: 403, error: { message: 'not-permitted' } },
			true,
			{ kind: 'refused', code: 'not-permitted', errorId: null }
		],
		[
			'refused before its action',
			{ error: 'too-large-request' },
			true,
			{ kind: 'refused', code: 'too-large-request', errorId: null }
		]
	])('is told apart: %s', (_name, result, isOnline, fault) =>
		expect(sendingFault(result as ActionResult, isOnline)).toEqual(fault)
	);
});
