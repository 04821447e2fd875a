import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyIdOf } from '#lib/core/signing/keys.ts';
import {
	checkNote,
	noteKeyHash,
	originOf,
	parseNote,
	signCheckpoint,
	type Checkpoint
} from './checkpoint.ts';

function aKey() {
	const { privateKey, publicKey: half } = generateKeyPairSync('ed25519');
	const publicKey = half.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
	return { publicKey, keyId: keyIdOf(publicKey), sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) };
}

const checkpoint: Checkpoint = {
	origin: originOf('0123456789abcdef'.repeat(4)),
	treeSize: 12_345_678,
	rootHash: 'ab'.repeat(32),
	headHash: 'cd'.repeat(32),
	at: Date.UTC(2026, 10, 16, 12)
};

describe('a checkpoint', () => {
	const key = aKey();
	const note = signCheckpoint(checkpoint, key);

	it('is a signed note that a person can read', () => {
		expect(note.split('\n').slice(0, 6)).toEqual([
			'overread.audit/0123456789abcdef',
			'12345678',
			'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=',
			`head ${'cd'.repeat(32)}`,
			'time 2026-11-16T12:00:00.000Z',
			''
		]);
		expect(note.split('\n')[6]).toMatch(/^— overread\.audit\/0123456789abcdef [A-Za-z0-9+/]+={0,2}$/);
		expect(checkNote(note, [aKey(), key])).toEqual({ ok: true, value: { checkpoint, keyId: key.keyId } });
	});

	it('names its key as the standard says', () => {
		// c2sp.org/signed-note gives this key of the Go checksum database with its name and its hash.
		const verifier = 'ouNgi2T1pxDJbZAjNRH1ALQtaB4U5lZ2WX+a9wyF/F4=';
		expect(noteKeyHash('sum.golang.org', Buffer.from(verifier, 'base64').toString('hex'))).toHaveLength(8);
	});

	it.each([
		{ what: 'another size', altered: note.replace('\n12345678', '\n12345679'), error: 'note-signature' },
		{ what: 'another head', altered: note.replace('head cd', 'head cc'), error: 'note-signature' },
		{ what: 'another time', altered: note.replace('12:00', '13:00'), error: 'note-signature' },
		{ what: 'another root', altered: note.replace('q6ur', 'q6us'), error: 'note-signature' },
		{
			what: 'another log',
			altered: note.replaceAll('0123456789abcdef', '1123456789abcdef'),
			error: 'note-key'
		},
		{ what: 'a further line', altered: note.replace('time', 'note x\ntime'), error: 'note-form' },
		{
			what: 'a size with a leading zero',
			altered: note.replace('\n12345678', '\n012345678'),
			error: 'note-form'
		},
		{ what: 'no signature', altered: note.slice(0, note.indexOf('—')), error: 'note-form' },
		{
			what: 'a signature that is none',
			altered: note.replace(/— .*/, '— overread.audit/x ?'),
			error: 'note-form'
		},
		{
			what: 'a cut signature',
			altered: note.replace(/— .*/, '— overread.audit/0123456789abcdef AAAAAAA='),
			error: 'note-key'
		},
		{ what: 'nothing', altered: '', error: 'note-form' }
	])('with $what is refused as $error', ({ altered, error }) => {
		expect(altered).not.toBe(note);
		expect(checkNote(altered, [key])).toEqual({ ok: false, error });
	});

	it('of a key that is not known is refused', () => {
		expect(checkNote(note, [aKey()])).toEqual({ ok: false, error: 'note-key' });
		expect(checkNote(note, [])).toEqual({ ok: false, error: 'note-key' });
	});

	it('may bear the signatures of others as well, and is read with the line ends of other systems', () => {
		const other = `${note}— a.witness/1 ${Buffer.alloc(76).toString('base64')}\n`;
		expect(checkNote(other, [key])).toMatchObject({ ok: true });
		expect(parseNote(note.replaceAll('\n', '\r\n'))).toMatchObject({ ok: true });
	});
});
