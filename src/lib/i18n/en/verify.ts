export const verify = {
	title: 'Verify a file',
	lead: 'Choose a file that was exported here. It is read in your browser: only its SHA-256 is sent.',
	leadNoScript: 'Without JavaScript, paste the SHA-256 of the file (for instance from sha256sum).',
	file: 'File',
	hash: 'SHA-256',
	check: 'Check',
	computing: 'Computing the SHA-256…',
	genuine: 'This file is exactly as exported.',
	genuineDetail: (kind: string, format: string, from: string, through: string, n: number, at: string) =>
		`${kind} (${format.toUpperCase()}), ${from} to ${through}, n ${n}, exported ${at}.`,
	unknown: 'No export has this SHA-256.',
	unknownDetail:
		'The file was changed after it was exported, or it was never exported here. Compare it with the original.',
	drawTitle: 'Check a draw',
	drawLead:
		'A draw certificate and its frame can be checked by anybody, without this server: run the stand-alone verifier with the two files.'
} as const;
