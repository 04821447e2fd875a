import { formatCount } from '#lib/i18n/formats.ts';

export const verify = {
	title: 'Verify a file',
	lead: 'Choose what you were given. It is read in your browser and stays there; bundles and draws are checked without asking us anything, also without a network.',
	leadNoScript: 'Without JavaScript, paste the SHA-256 of the file (for instance from sha256sum).',
	file: 'File',
	files: 'Files to verify',
	filesHint:
		'A bundle (ZIP), a draw certificate together with its frame, a checkpoint or an extract of the audit log, or any file that was exported here. Several at once, or dropped on this page.',
	drop: 'Or drop files here',
	hash: 'SHA-256',
	byHash: 'Look up a single file by its SHA-256',
	check: 'Check',
	computing: 'Reading…',
	progress: 'Read so far',
	of: (done: string, of: string) => `${done} of ${of}`,
	cancel: 'Stop',
	stopped: {
		cancelled: 'Stopped. Nothing is said about the files.',
		unreadable: 'The files could not be read to their end. Choose them again.'
	},
	results: 'What was found',
	bundleGood: (name: string) => `${name} is genuine.`,
	bundleGoodDetail: (group: string, files: number, size: string) =>
		`${group} signed it, and all ${formatCount(files)} files in it (${size}) are exactly as they were signed.`,
	bundleBad: (name: string) => `${name} is not as it was signed.`,
	restUnchecked:
		'What comes after the first difference was not looked at. Ask for the bundle again, and keep this one.',
	nothingCounts: 'So nothing that it says of itself counts. Ask for the bundle again, and keep this one.',
	leftOut: 'Asked for and not in it',
	filesOf: (n: number) => (n === 1 ? '1 file' : `${formatCount(n)} files`),
	columns: { path: 'File and its SHA-256', size: 'Size', rows: 'Rows' },
	drawGood: (name: string) => `The draw of ${name} holds.`,
	drawBad: (name: string) => `The draw of ${name} does not hold.`,
	drawWaits: (name: string) => `${name} was not checked.`,
	logGood: (name: string) => `${name} holds.`,
	logBad: (name: string) => `${name} does not hold.`,
	checksOf: (n: number) => `${n} checks`,
	inBundle: (name: string) => `${name} is exactly as it was signed.`,
	inBundleDetail: (path: string) => `It is the file “${path}” of the bundle that was verified with it.`,
	notInBundle: (name: string) => `${name} is in no bundle that was verified with it.`,
	notInBundleDetail:
		'A single file is known by its SHA-256. Looking it up sends these 64 digits to this server, and nothing else.',
	lookUp: 'Look it up',
	keysTitle: 'Whose signature counts',
	keysLead: (group: string, n: number) =>
		`Bundles are checked with the public keys of ${group || 'this group'} (${n === 1 ? '1 key' : `${n} keys`}), which came with this page. Compare them with those that you got by another way.`,
	keySpan: (from: string, to: string | null) => (to === null ? `since ${from}` : `${from} to ${to}`),
	keysNone: 'This group has not signed anything yet, so it has no public key.',
	ownKeys: 'Check with other keys',
	ownKeysHint:
		'Paste the keys that you were given: overread-keys.json, a PEM, or 64 hexadecimal digits. They are used instead of those of this page.',
	ownKeysBad:
		'This is no public key: neither overread-keys.json, nor an Ed25519 PEM, nor 64 hexadecimal digits.',
	howTitle: 'How to check this without us',
	howBundle:
		'A bundle is a plain ZIP. Its README.txt says how to check the signature and every file with OpenSSL and sha256sum alone. The same check by command:',
	genuine: 'This file is exactly as exported.',
	genuineDetail: (kind: string, format: string, from: string, through: string, n: number, at: string) =>
		`${kind} (${format.toUpperCase()}), ${from} to ${through}, n ${n}, exported ${at}.`,
	copyDetail: (copy: number, at: string) => `It is copy ${copy}, taken ${at}.`,
	standings: {
		expired: 'Access to it has ended since: no further copy can be taken.',
		revoked: 'Access to it was withdrawn since: ask whoever gave it to you whether it still holds.'
	},
	unknown: 'No export has this SHA-256.',
	unknownDetail:
		'The file was changed after it was exported, or it was never exported here. Compare it with the original.',
	howDraw:
		'A draw certificate and its frame can also be checked by anybody without this server: run the stand-alone verifier with the two files.'
} as const;
