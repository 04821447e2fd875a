import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scrubText } from './scrub.ts';
import { validateHl7Corpus, validateReportsCorpus } from './validate-corpus-text.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'overread-corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, content: string) => writeFile(join(folder, name), content);
const message = [
	'MSH|^~\\&|RIS|NORTH|||20250814||ORU^R01|9|P|2.4',
	'PID|1||7^^^N^MR||DOE^JANE',
	'OBR||1|A1|C^CT HEAD|||||||||||||||||||||F|||||||D^ROE^RICHARD',
	'OBX|1|TX|||Dictated by: Richard Roe. Jane Doe is well. ||||||F'
].join('\r');

describe('checking HL7 files of a corpus', () => {
	it('passes what is as expected', async () => {
		await put('a.hl7', message);
		const entry = {
			messageType: 'ORU^R01',
			messagesInFile: 1,
			patientIds: ['7^^^N^MR'],
			placer: '1',
			textChars: 44,
			textStart: 'Dictated by: Richard Roe. Jane Doe is well.',
			namesToScrub: ['DOE, JANE', 'ROE, RICHARD'],
			accept: true
		};
		await put('expected.json', JSON.stringify({ 'a.hl7': entry }));
		expect(await validateHl7Corpus(folder)).toEqual({ passed: 1, failed: 0, lines: [] });
	});

	it('names file, field, expected and got of what is not', async () => {
		await put('a.hl7', message);
		await put('b.hl7', 'not a message');
		await put(
			'expected.json',
			JSON.stringify({
				'a.hl7': { controlId: '10' },
				'b.hl7': { controlId: '1' },
				'c.hl7': {},
				'b.hl7 ': { accept: false }
			})
		);
		expect((await validateHl7Corpus(folder)).lines).toEqual([
			'a.hl7: controlId: expected "10", got "9"',
			'b.hl7: message: expected "a message", got "text-outside-message"',
			'c.hl7: message: expected "a message", got "ENOENT"'
		]);
	});

	it('fails a name that is left in the text', async () => {
		await put('a.hl7', message.replace('Jane Doe', 'young zebra'));
		await put('expected.json', JSON.stringify({ 'a.hl7': { namesToScrub: ['ZEBRA, YOUNG'] } }));
		expect((await validateHl7Corpus(folder)).lines).toEqual([
			'a.hl7: namesToScrub: expected "absent", got "YOUNG ZEBRA"'
		]);
	});
});

describe('checking reports of a corpus', () => {
	it('fails what was left and what was lost', async () => {
		const text = 'Baker cyst. Dictated by: Jane Roe, MD';
		const entries = [
			{
				id: 'good',
				people: ['ROE, JANE'],
				mustScrub: ['Jane Roe'],
				mustKeep: ['Baker'],
				accession: 'A1234',
				text
			},
			{ id: 'left', people: [], mustScrub: ['Baker'], text },
			{ id: 'lost', people: ['ROE, JANE'], mustKeep: ['Jane'], text }
		];
		await put('reports.json', JSON.stringify(entries));
		expect(await validateReportsCorpus(folder)).toEqual({
			passed: 1,
			failed: 2,
			lines: [
				'reports.json left: mustScrub: expected "absent", got "Baker"',
				'reports.json lost: mustKeep: expected "Jane", got null',
				'reports.json: names and numbers of the messages: 4 places, 1 left, recall 75.0 %',
				'reports.json: 9 words taken out, 2 of them no name, number, day or title that the message explains, precision 77.8 %',
				'reports.json: not explained: Jane 1, Roe 1'
			]
		});
	});
});

describe('scrubbing standard input', () => {
	it('takes known names and numbers', () => {
		const scrubbed = scrubText('A77: seen by Roe.', { names: ['ROE, JANE'], accession: 'A77' });
		expect(scrubbed).toBe('▮▮▮: seen by ▮▮▮.');
	});
});
