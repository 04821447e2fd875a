import type { ToolkitTab } from '#lib/core/reports/catalogue.ts';

/** Folders of a survey pack, in the order of the toolkit. */
const folders: Readonly<Record<ToolkitTab, string>> = {
	site: '1-site',
	'physician-personnel': '2-physician-personnel',
	policies: '3-policies',
	'physician-qa': '4-physician-qa',
	'image-labelling': '5-image-labelling'
};

/** What README.txt of a bundle says: how to check it with tools of one's own. */
function readme({
	title,
	group,
	keyId,
	origin
}: {
	title: string;
	group: string;
	keyId: string;
	origin: string;
}): string {
	return `${title}
${group}

How to check this bundle without asking us
------------------------------------------

You need OpenSSL 3.0 or later and sha256sum (on a Mac: shasum -a 256).
Unpack the ZIP, open a terminal in its folder, and do these four things.

1. Whose signature is it? The key in public-key.pem came with this bundle, so
   compare it with the one that you got by another way, for instance from
   ${origin}/.well-known/overread-keys.json
   Its id is ${keyId}, the first 16 digits that this prints:

   openssl pkey -pubin -in public-key.pem -outform DER | tail -c 32 | sha256sum

2. Is the list of files signed? This prints "Signature Verified Successfully":

   openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig

3. Are the checksums those of the list? This prints 1:

   grep -c "$(sha256sum SHA256SUMS | cut -c 1-64)" manifest.json

4. Is every file as it was signed? Each line ends with OK:

   sha256sum -c SHA256SUMS

   A file that SHA256SUMS does not name was put in by somebody else, but for
   SHA256SUMS itself, manifest.json and manifest.sig.

Where one of them says otherwise, keep the bundle as it is and ask us.

With less typing: open ${origin}/verify and drop the ZIP there. It is read
in your browser, also without a network, and nothing of it is sent. Or run
npx overread report verify bundle.zip --key overread-keys.json

What is in it
-------------

manifest.json   what the bundle says of itself, and every file with size, SHA-256
                and the SHA-256 of each 64 KiB of it; signed as it is, byte by byte
manifest.sig    the signature (Ed25519, 64 bytes)
index.pdf       what is in which folder, and what was left out and why
draws/          certificate and list of reads of every draw of the period: with
                npx overread draw verify certificate.json frame.csv
                anybody can repeat it and gets the same cases
audit/          entries of the audit log of the period, each with a proof that it
                stands in the log as it was signed; the verify page checks them
`;
}

export const bundle = {
	packTitle: (modality: string | null) => `ACR survey pack${modality ? `, ${modality}` : ''}`,
	auditExtract: 'Extract of the audit log',
	copy: (recipient: string) => `Copy 1 for ${recipient}`,
	folders,
	readme,
	index: {
		lead: (facility: string, from: string, through: string) => `${facility}, ${from} to ${through}`,
		about: 'About this bundle',
		columns: { number: 'No.', title: 'Report', files: 'Files', rows: 'Rows' },
		nothing: 'The portal makes no report for this tab.',
		draws: 'Draws of the period',
		drawColumns: { draw: 'Draw', reads: 'Reads in the frame', certificate: 'Certificate' },
		noDraws: 'No draw of this period has been revealed.',
		leftOut: 'Left out',
		nothingLeftOut: 'Nothing that the portal has for this pack was left out.',
		check: 'How to check it',
		checkText: (origin: string) =>
			`Drop the ZIP on ${origin}/verify, or follow README.txt with tools of your own. Nothing of it has to be sent to us.`,
		facts: {
			group: 'Group',
			facility: 'Facility',
			modality: 'Modality',
			allModalities: 'all',
			period: 'Period',
			purpose: 'Purpose',
			recipient: 'Recipient',
			made: 'Made',
			key: 'Signed with key'
		},
		page: (page: number, of: number) => `Page ${page} of ${of}`,
		footer: 'Confidential peer-review and credentialing material, see each report'
	},
	screen: {
		title: 'ACR survey pack',
		lead: 'One signed file with the reports of a facility in the order of the toolkit. An auditor can check it without asking you, and without a network.',
		modality: 'Modality',
		allModalities: 'All modalities',
		modalityHint: 'Reports that count all modalities together stay so; the index says which.',
		make: 'Make the pack',
		contents: 'What goes in',
		besides: 'Besides',
		others: [
			'Certificate and list of reads of every draw of the period',
			'Extract of the audit log of the period, with a proof for each entry',
			'An index (PDF)',
			'A signed list of all files with their checksums',
			'How to check it with tools of one’s own'
		]
	},
	leftOut: {
		'one-each': 'made for one radiologist at a time: take it by itself',
		'not-of-roles': 'whoever made the bundle may not make it',
		'no-authority': 'made for one authority at a time: take it by itself',
		'no-modality': 'made for one modality: choose one',
		'all-modalities': 'is in the pack for all modalities: it cannot be limited to one',
		'could-not': (error: string) => `could not be made (${error})`,
		draws: 'whoever made the bundle may not see draws'
	}
} as const;
