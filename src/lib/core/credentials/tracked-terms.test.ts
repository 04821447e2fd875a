import { describe, expect, it } from 'vitest';
import type { Credential } from './kinds.ts';
import type { RecordedCredential } from './recorded.ts';
import { standingOfTerms, trackedTerms } from './tracked-terms.ts';

const recorded = (
	id: string,
	credential: Credential,
	more: Partial<RecordedCredential> = {}
): RecordedCredential =>
	({ id, recordedAt: 0, supersedes: null, isVoid: false, ...credential, ...more }) as RecordedCredential; // kind and body stay together

const licence = (id: string, expiresOn: string, more: object = {}, row: Partial<RecordedCredential> = {}) =>
	recorded(
		id,
		{
			kind: 'licence',
			body: {
				jurisdiction: 'TX',
				pathway: 'full',
				status: 'active',
				issuedOn: '2020-01-01',
				expiresOn,
				...more
			}
		},
		row
	);
const check = (id: string, of: string, verifiedOn: string, result: 'confirmed' | 'differs' = 'confirmed') =>
	recorded(id, {
		kind: 'verification',
		body: { of, verifiedOn, result, sourceName: 'Board', sourceType: 'primary', method: 'web' }
	});
const terms = (rows: RecordedCredential[], verificationMaxAgeDays: number | null = null) =>
	trackedTerms({ holder: 'r1', rows, verificationMaxAgeDays });
const standings = (rows: RecordedCredential[], today = '2026-06-01') =>
	Object.fromEntries(
		standingOfTerms(terms(rows), today).map(({ term, standing }) => [term.id, standing.state])
	);

describe('what runs out', () => {
	it('is read from rows that stand, with the day of the last check', () => {
		const found = terms([licence('a', '2026-12-31'), check('c', 'a', '2026-05-01')]);
		expect(found).toEqual([
			expect.objectContaining({ id: 'a', of: 'TX full', expiresOn: '2026-12-31', verifiedOn: '2026-05-01' })
		]);
	});

	it('is followed over a row that was settled, with the check that goes along', () => {
		const settled = (one: RecordedCredential, id: string) => ({ ...one, id, supersedes: one.id });
		const [row, seen] = [licence('a', '2026-12-31'), check('c', 'a', '2026-05-01')];
		const again = { ...settled(seen, 'd'), body: { ...seen.body, of: 'b' } } as RecordedCredential;
		const found = terms([row, seen, settled(row, 'b'), again], 120);
		expect(found.map(({ id, rootId, earlierIds }) => [id, rootId, earlierIds])).toEqual([
			['b', 'a', ['a']],
			['d', 'c', ['c']]
		]);
	});

	it('is not checked where the last look found it otherwise', () => {
		const rows = [
			licence('a', '2026-12-31'),
			check('c', 'a', '2026-05-01'),
			check('d', 'a', '2026-05-02', 'differs')
		];
		expect(terms(rows)[0]?.verifiedOn).toBeNull();
	});

	it.each(['inactive', 'retired', 'denied', 'pending', 'revoked', 'surrendered'] as const)(
		'is nothing of a licence that is %s',
		(status) => expect(terms([licence('a', '2026-12-31', { status })])).toEqual([])
	);

	it('counts a compact licence and a full one of a state as the same thing', () => {
		expect(terms([licence('a', '2026-12-31', { pathway: 'imlc-expedited-full' })])[0]?.of).toBe('TX full');
	});

	it('is the agreement where a privilege by proxy outlives it', () => {
		const privilege = recorded('p', {
			kind: 'privilege',
			body: {
				facility: 'f1',
				from: '2025-01-01',
				to: '2027-01-01',
				byProxy: {
					distantSite: 'Hub',
					agreementFrom: '2025-01-01',
					agreementTo: '2026-11-30',
					privilegedThereUntil: '2026-12-31'
				}
			}
		});
		expect(terms([privilege])).toEqual([
			expect.objectContaining({ kind: 'proxy-agreement', expiresOn: '2026-11-30' })
		]);
	});

	it('is a check that goes stale before what it checked ends', () => {
		const rows = [licence('a', '2027-12-31'), check('c', 'a', '2026-05-01')];
		expect(terms(rows, 120)[1]).toEqual(
			expect.objectContaining({ id: 'c', kind: 'verification', of: 'a', expiresOn: '2026-08-29' })
		);
		expect(terms([licence('a', '2026-06-30'), check('c', 'a', '2026-05-01')], 120)).toHaveLength(1);
	});

	it('keeps its root over corrections, and what was sent where the end stayed the same', () => {
		const rows = [
			licence('a', '2026-11-30'),
			licence('b', '2026-12-31', {}, { supersedes: 'a' }),
			licence('c', '2026-12-31', { number: 'T1' }, { supersedes: 'b' })
		];
		expect(terms(rows)).toEqual([expect.objectContaining({ id: 'c', rootId: 'a', earlierIds: ['b'] })]);
	});
});

describe('a term', () => {
	it('is open until a newer one was checked, which is said of a renewal', () => {
		const rows = [licence('a', '2026-06-30'), licence('b', '2028-06-30')];
		const [first] = standingOfTerms(terms(rows), '2026-06-01');
		expect(first?.standing).toEqual({ state: 'open', renewal: expect.objectContaining({ id: 'b' }) });
		expect(standings([...rows, check('c', 'b', '2026-05-30')])).toEqual({ a: 'closed', b: 'open' });
	});

	it('is past where a later one has ended as well: only the last one is asked about', () => {
		expect(
			standings([licence('a', '2022-06-30'), licence('b', '2024-06-30'), licence('c', '2026-06-30')])
		).toEqual({ a: 'past', b: 'open', c: 'open' });
	});

	it('is followed once where it was recorded twice', () => {
		expect(standings([licence('a', '2026-06-30'), licence('b', '2026-06-30')])).toEqual({
			a: 'open',
			b: 'past'
		});
	});
});
