import type { Manifest } from '#lib/core/bundle/manifest.ts';
import { LOCAL_SIGN } from '#lib/core/bundle/zip-layout.ts';
import { aKey, aManifest, signedContents, someBytes, zipOf, type Content } from './a-bundle.ts';

/** A genuine bundle and what it is made of. */
export type Bundle = { manifest: Manifest; contents: Content[]; zip: Buffer };

/** The group’s key. */
export const key = aKey();
const other = aKey();
const files: Content[] = [
	{ name: 'README.txt', bytes: Buffer.from('How to check this.\n') },
	{ name: 'reports/summary.csv', bytes: someBytes(200_000) },
	{ name: 'reports/summary.json', bytes: Buffer.from('{"n":244}') }
];

/** A genuine bundle of three files, signed with `key`. */
export async function genuineBundle(): Promise<Bundle> {
	const manifest = await aManifest(files, key.published.keyId);
	const contents = signedContents(manifest, key.privateKey, files);
	return { manifest, contents, zip: zipOf(contents) };
}

/** The same contents but for one, which is made anew. */
const replaced = (
	contents: readonly Content[],
	name: string,
	bytes: (old: Uint8Array) => Uint8Array
): Buffer => zipOf(contents.map((one) => (one.name === name ? { name, bytes: bytes(one.bytes) } : one)));

const without = (contents: readonly Content[], name: string): Content[] =>
	contents.filter((one) => one.name !== name);

/** A copy with one byte or more put in at a place. */
export function poke(zip: Buffer, at: number, ...bytes: number[]): Buffer {
	const copy = Buffer.from(zip);
	copy.set(bytes, at);
	return copy;
}

/** Where the header before a file's content begins. */
export function localAt(zip: Buffer, name: string): number {
	for (let at = zip.indexOf(name); at >= 0; at = zip.indexOf(name, at + 1)) {
		if (zip.readUInt32LE(at - 30) === LOCAL_SIGN) return at - 30;
	}
	throw new Error(`${name} is not in the ZIP`);
}
/** Where the line of a file in the list at the end begins. */
const centralAt = (zip: Buffer, name: string): number => zip.lastIndexOf(name) - 46;
const endAt = (zip: Buffer): number => zip.length - 22;

/** Changes the manifest in its own words, and leaves the signature. */
const restated = ({ contents }: Bundle, from: string, to: string): Buffer =>
	replaced(contents, 'manifest.json', (old) => Buffer.from(Buffer.from(old).toString().replace(from, to)));

/** Puts bytes before the list at the end and moves that on, so that the ZIP stays readable. */
function inserted(zip: Buffer, more: Buffer): Buffer {
	const directory = zip.readUInt32LE(endAt(zip) + 16);
	const copy = Buffer.concat([zip.subarray(0, directory), more, zip.subarray(directory)]);
	copy.writeUInt32LE(directory + more.length, endAt(copy) + 16);
	return copy;
}

/** A bundle that a forger made anew from a manifest, signed with a key of their own under the id of the group's. */
const forged = ({ manifest }: Bundle, more: Partial<Manifest>, by = other): Buffer =>
	zipOf(signedContents({ ...manifest, ...more }, by.privateKey, files));

/** Every way to tamper, and what is said of it. */
export const ways: readonly (readonly [way: string, tamper: (bundle: Bundle) => Uint8Array, says: RegExp])[] =
	[
		[
			'one digit of a report is changed',
			({ contents }) => replaced(contents, 'reports/summary.json', () => Buffer.from('{"n":245}')),
			/“reports\/summary.json” was changed: bytes 0 to 8 differ/
		],
		[
			'one byte in the middle of a long file is changed',
			({ zip }) => poke(zip, localAt(zip, 'reports/summary.csv') + 49 + 70_000, 0x21),
			/“reports\/summary.csv” was changed: bytes 65.536 to 131.071 differ/
		],
		[
			'a line is added to a file',
			({ contents }) =>
				replaced(contents, 'README.txt', (old) => Buffer.concat([old, Buffer.from('Trust us.')])),
			/“README.txt” was changed.*It is 28 bytes long, and 19 were signed/
		],
		[
			'the end of a file is cut',
			({ contents }) => replaced(contents, 'reports/summary.csv', (old) => old.subarray(0, 131_072)),
			/“reports\/summary.csv” was changed: bytes 131.072 to 199.999 differ.*It is 131.072 bytes long/
		],
		[
			'a file is taken out',
			({ contents }) => zipOf(without(contents, 'README.txt')),
			/“README.txt” is missing/
		],
		[
			'a file is put in',
			({ contents }) => zipOf([...contents, { name: 'reports/better.csv', bytes: Buffer.from('n\n1\n') }]),
			/“reports\/better.csv” was added/
		],
		[
			'a file is renamed',
			({ contents }) =>
				zipOf(contents.map((one) => (one.name === 'README.txt' ? { ...one, name: 'READ.txt' } : one))),
			/“README.txt” was renamed to “READ.txt”/
		],
		[
			'two files change places',
			({ contents }) => zipOf([...contents.slice(0, 2), ...contents.slice(2).toReversed()]),
			/in another order: “reports\/summary.json” stands where “README.txt” was/
		],
		[
			'two files change names',
			({ contents }) => {
				const swap: Record<string, string> = {
					'README.txt': 'reports/summary.json',
					'reports/summary.json': 'README.txt'
				};
				return zipOf(contents.map((one) => ({ ...one, name: swap[one.name] ?? one.name })));
			},
			/in another order/
		],
		[
			'the purpose in the manifest is changed',
			(one) => restated(one, 'Accreditation', 'Advertising!!'),
			/signature does not fit/
		],
		[
			'the hash of a changed file is put into the manifest',
			(one) => restated(one, one.manifest.files[0]?.sha256 ?? '', 'ab'.repeat(32)),
			/signature does not fit/
		],
		[
			'a byte of the manifest is changed on the disk',
			({ zip }) => poke(zip, zip.indexOf('"group"') + 2, 0x47),
			/“manifest.json” was changed: it is not what its checksum/
		],
		[
			'blanks are put into the manifest',
			(one) => restated(one, ',"', ', "'),
			/manifest.json is not written as/
		],
		[
			'a field is put into the manifest',
			(one) => restated(one, '"title"', '"theme":"x","title"'),
			/manifest.json is not written as/
		],
		['the manifest is taken out', ({ contents }) => zipOf(contents.slice(1)), /no manifest.json/],
		[
			'the signature is taken out',
			({ contents }) => zipOf(without(contents, 'manifest.sig')),
			/manifest.sig, is missing/
		],
		[
			'the signature is changed',
			({ contents }) =>
				replaced(contents, 'manifest.sig', (old) => old.map((byte, i) => (i === 9 ? byte ^ 1 : byte))),
			/signature does not fit/
		],
		[
			'the signature is emptied',
			({ contents }) => replaced(contents, 'manifest.sig', () => new Uint8Array()),
			/manifest.sig is 0 bytes long/
		],
		[
			'the signature of another bundle is put in',
			({ contents, manifest }) => {
				const [, signature] = signedContents({ ...manifest, title: 'Another' }, key.privateKey, []);
				return replaced(contents, 'manifest.sig', () => signature?.bytes ?? new Uint8Array());
			},
			/signature does not fit/
		],
		[
			'it is signed anew with the forger’s key',
			(one) => forged(one, { keyId: other.published.keyId }),
			/not among the known ones/
		],
		['it is signed anew under the group’s key id', (one) => forged(one, {}), /signature does not fit/],
		[
			'it is dated before the key began',
			(one) => forged(one, { generatedAt: '2025-12-31T00:00:00.000Z' }, key),
			/made at 2025-12-31.*first used at 2026-01-01/
		],
		[
			'it is packed again with compression',
			({ zip }) => poke(zip, localAt(zip, 'README.txt') + 8, 8),
			/“README.txt” is compressed/
		],
		[
			'a file is marked as encrypted',
			({ zip }) => poke(zip, centralAt(zip, 'README.txt') + 8, 1),
			/“README.txt” is marked as encrypted/
		],
		[
			'a file’s size is put behind it',
			({ zip }) => poke(zip, localAt(zip, 'README.txt') + 6, 8),
			/size of “README.txt” behind its content/
		],
		[
			'a file unpacks to more than is there',
			({ zip }) => poke(zip, centralAt(zip, 'README.txt') + 24, 0xff, 0xff, 0xff, 0x7f),
			/two sizes: 19 bytes as packed and 2147483647/
		],
		[
			'a name is given twice',
			({ contents }) => zipOf([...contents, { name: 'README.txt', bytes: Buffer.from('Other') }]),
			/holds “README.txt” twice/
		],
		[
			'a name is given in capitals besides',
			({ contents }) => zipOf([...contents, { name: 'readme.TXT', bytes: Buffer.from('Other') }]),
			/holds “readme.TXT” twice/
		],
		[
			'a name leads out of the folder',
			({ contents }) => zipOf([...contents, { name: '../../.profile', bytes: Buffer.from('x') }]),
			/“..\/..\/.profile”.*outside of its folder/
		],
		[
			'a name begins at the root',
			({ contents }) => zipOf([...contents, { name: '/etc/passwd', bytes: Buffer.from('x') }]),
			/“\/etc\/passwd”.*outside/
		],
		[
			'a name has a backslash',
			({ contents }) => zipOf([...contents, { name: 'a\\b', bytes: Buffer.from('x') }]),
			/outside of its folder/
		],
		[
			'the list calls a file otherwise than its header',
			({ zip }) => poke(zip, localAt(zip, 'README.txt') + 30, 0x72),
			/two names: “README.txt” in its list and “rEADME.txt”/
		],
		[
			'two files share their content',
			({ zip }) => {
				const at = localAt(zip, 'README.txt');
				const copy = Buffer.from(zip);
				copy.writeUInt32LE(at, centralAt(zip, 'reports/summary.json') + 42);
				return copy;
			},
			/lies over that of another file/
		],
		[
			'something is hidden between the files',
			({ zip }) => inserted(zip, Buffer.from('hidden')),
			/belongs to none: bytes/
		],
		[
			'a header is changed that no program shows',
			({ zip }) => poke(zip, localAt(zip, 'README.txt') + 10, 1),
			/before the content of “README.txt” in the ZIP was changed/
		],
		[
			'a file is made a link',
			({ zip }) => poke(zip, centralAt(zip, 'README.txt') + 41, 0xa1),
			/times, rights or marks/
		],
		[
			'something is put behind the end',
			({ zip }) => Buffer.concat([zip, Buffer.from('more')]),
			/behind the end of the ZIP: bytes/
		],
		[
			'something is put before the beginning',
			({ zip }) => Buffer.concat([Buffer.from('#!'), zip]),
			/no ZIP|does not begin/
		],
		[
			'a comment is put in',
			({ zip }) => Buffer.concat([poke(zip, zip.length - 2, 4), Buffer.from('note')]),
			/comment was put into the ZIP/
		],
		['the end is cut off', ({ zip }) => zip.subarray(0, -100), /end of the ZIP is missing/],
		[
			'the list at the end is damaged',
			({ zip }) => poke(zip, centralAt(zip, 'README.txt'), 0),
			/list of files at the end|end of the ZIP/
		],
		['it is replaced by something else', () => Buffer.from('This is no bundle at all.'), /no ZIP/]
	];
