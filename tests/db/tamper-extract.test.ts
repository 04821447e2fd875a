import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64 } from '#lib/core/audit/checkpoint.ts';
import { signedBytes, type AuditExtract } from '#lib/core/audit/extract.ts';
import { checkFiles } from '#lib/core/bundle/check.ts';
import { memorySource } from '#lib/core/bundle/source.ts';
import { getValue } from '#lib/core/result.ts';
import { makeExtract } from '#lib/features/audit/extract.server.ts';
import { logSentence } from '#lib/i18n/en/log-checks.ts';
import { publicKeys, signingKey } from '#lib/server/crypto/signing-key.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { getActor } from '../support/sign-in.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

type Entry = AuditExtract['entries'][number];

let app: TestApp;
let genuine: AuditExtract;
beforeAll(async () => {
	app = await testApp();
	await aSetUpGroup(app);
	const director = await getActor(app, (await aUser(app, 'director')).id);
	const at = app.clock.now();
	for (let nth = 0; nth < 6; nth++) {
		await app.db.transaction((write) =>
			recordAudit(write, { type: 'work.retried', facts: { n: nth }, at, actor: director })
		);
	}
	const asked = { from: null, to: null, subjectId: null, purpose: 'A survey', recipient: 'A surveyor' };
	genuine = getValue(await makeExtract(app, director, asked));
});
afterAll(() => app.close());

/** The extract with entries changed. */
const withEntries = (extract: AuditExtract, change: (entries: Entry[]) => Entry[]): AuditExtract => ({
	...extract,
	entries: change([...extract.entries])
});

const withEntry = (extract: AuditExtract, nth: number, more: Partial<Entry>): AuditExtract =>
	withEntries(extract, (entries) => entries.map((entry, i) => (i === nth ? { ...entry, ...more } : entry)));

/** What somebody says who holds the group's own key: the file is signed anew, and only the log itself can tell. */
async function resigned({ signature: _, ...extract }: AuditExtract): Promise<AuditExtract> {
	const key = await signingKey(app);
	return { ...extract, signature: toBase64(key.sign(signedBytes(extract))) };
}

async function said(text: string): Promise<string> {
	const file = { name: 'audit-extract.json', source: memorySource(Buffer.from(text)) };
	const [checked] = await checkFiles([file], { keys: await publicKeys(app.db.read) });
	if (checked?.kind !== 'log') throw new Error('not taken for an extract');
	return logSentence(checked.outcome);
}

type Way = readonly [way: string, tamper: (extract: AuditExtract) => AuditExtract, says: RegExp];

/** Changes that the signature tells. */
const unsigned: readonly Way[] = [
	[
		'facts of an entry are changed',
		(one) => withEntry(one, 2, { facts: '{"n":99}' }),
		/altered after it was signed/
	],
	[
		'an entry is taken out',
		(one) => withEntries(one, (all) => all.toSpliced(2, 1)),
		/altered after it was signed/
	],
	['the purpose is changed', (one) => ({ ...one, purpose: 'Advertising' }), /altered after it was signed/],
	[
		'the signature is another',
		(one) => ({ ...one, signature: toBase64(new Uint8Array(64)) }),
		/altered after it was/
	],
	['it names another key', (one) => ({ ...one, keyId: '0'.repeat(16) }), /not among those that count/],
	['a field is missing', ({ hashes: _, ...one }) => one as AuditExtract, /no extract of an audit log/]
];

/** Changes by somebody who holds the key: signature and all are made anew. */
const signedAnew: readonly Way[] = [
	[
		'facts of an entry are changed',
		(one) => withEntry(one, 2, { facts: '{"n":99}' }),
		/Entry 3: Its content is not/
	],
	[
		'who acted is changed',
		(one) => withEntry(one, 1, { actor: 'somebody-else' }),
		/Entry 2: Its content is not/
	],
	[
		'an entry is taken out',
		(one) => withEntries(one, (all) => all.toSpliced(2, 1)),
		/Entry 4: An entry before it was left out/
	],
	[
		'two entries change places',
		(one) => withEntries(one, ([a, b, ...rest]) => (a && b ? [b, a, ...rest] : [])),
		/Entry 1: It stands in the wrong place/
	],
	[
		'an entry is made up at the end',
		(one) =>
			withEntries(one, (all) => [...all, ...all.slice(-1).map((last) => ({ ...last, seq: last.seq + 1 }))]),
		/Entry \d+: (?:The checkpoint does not cover it|Its content is not)/
	],
	[
		'the proof of an entry is that of another',
		(one) => withEntry(one, 1, { proof: one.entries[4]?.proof ?? [] }),
		/Entry 2: It is not in the log/
	],
	[
		'the proof of an entry is emptied',
		(one) => withEntry(one, 1, { proof: [] }),
		/Entry 2: It is not in the log/
	],
	[
		'the checkpoint is cut',
		(one) => ({ ...one, checkpoint: one.checkpoint.slice(0, 40) }),
		/checkpoint is damaged/
	],
	[
		'the checkpoint has another number of entries',
		(one) => ({ ...one, checkpoint: one.checkpoint.replace(/\n\d+\n/, '\n99\n') }),
		/checkpoint was altered/
	]
];

describe('an extract of the audit log', () => {
	it('holds as it was given away', async () => {
		expect(await said(JSON.stringify(genuine))).toMatch(/in the log under the checkpoint.* None is left out/);
	});

	it.each(unsigned)('is caught where %s', async (_, tamper, says) => {
		expect(await said(JSON.stringify(tamper(genuine)))).toMatch(says);
	});

	it.each(signedAnew)('is caught where %s and it is signed anew', async (_, tamper, says) => {
		expect(await said(JSON.stringify(await resigned(tamper(genuine))))).toMatch(says);
	});

	it('is caught where it is damaged', async () => {
		expect(await said(JSON.stringify(genuine).slice(0, -20))).toMatch(/or it is damaged/);
	});
});
