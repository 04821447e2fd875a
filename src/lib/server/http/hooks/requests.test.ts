import { describe, expect, it } from 'vitest';
import { faultOf, maxBodyBytes } from './requests.ts';

const origin = 'https://qa.example.org';

function aRequest(method: string, headers: Record<string, string>, body?: string): Request {
	return new Request(`${origin}/reviews/1/draft`, {
		method,
		headers,
		...(body === undefined ? {} : { body })
	});
}

describe('a request', () => {
	it.each(['GET', 'HEAD', 'OPTIONS'])('that only reads comes from anywhere: %s', (method) => {
		expect(faultOf(aRequest(method, {}), { origin, limit: maxBodyBytes })).toBeNull();
	});

	describe.each(['POST', 'PUT', 'PATCH', 'DELETE'])('that changes something: %s', (method) => {
		it.each([
			['our own page', origin, null],
			['another site', 'https://evil.example', 'not-permitted-origin'],
			['a neighbour under the same domain', 'https://www.example.org', 'not-permitted-origin'],
			['our own name without encryption', 'http://qa.example.org', 'not-permitted-origin'],
			['a page without an origin', 'null', 'not-permitted-origin'],
			['nobody says where', undefined, 'not-permitted-origin']
		])('comes from %s', (_, from, fault) => {
			for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
				const headers = { 'content-type': type, 'content-length': '2', ...(from ? { origin: from } : {}) };
				expect(faultOf(aRequest(method, headers, '{}'), { origin, limit: maxBodyBytes })).toBe(fault);
			}
		});
	});

	it.each([
		['as long as may be', String(maxBodyBytes), null],
		['one byte longer', String(maxBodyBytes + 1), 'too-large-request'],
		['of no known length', undefined, 'too-large-request'],
		['of a length that is no number', 'many', 'too-large-request']
	])('has a body %s', (_, length, fault) => {
		const headers = { origin, ...(length ? { 'content-length': length } : {}) };
		expect(faultOf(aRequest('PUT', headers, 'x'), { origin, limit: maxBodyBytes })).toBe(fault);
	});

	it('has no body, and so no length to say', () => {
		expect(faultOf(aRequest('POST', { origin }), { origin, limit: maxBodyBytes })).toBeNull();
	});

	it('may be of any length where the route bounds it itself', () => {
		expect(faultOf(aRequest('PUT', { origin }, 'x'), { origin, limit: Infinity })).toBeNull();
	});
});
