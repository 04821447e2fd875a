import { describe, expect, it } from 'vitest';
import { defaultHangingPolicy } from '#lib/core/hanging/built-in.ts';
import { hangingFields, hangingForm, previewHanging } from './hanging-form.ts';
import { lineProblem } from './taxonomy-form.ts';

const protocols = hangingFields(defaultHangingPolicy).protocols ?? '';
const posted = { basedOn: '1', protocols };
const [first, second, ...others] = defaultHangingPolicy.protocols;
if (!first || !second) throw new Error('the set that comes with the product is empty');

describe('the form of the hanging protocols', () => {
	it('gives back what it shows, also with the line ends of a browser', () => {
		const crlf = { ...posted, protocols: protocols.replaceAll('\n', '\r\n') };
		expect(hangingForm.parse(crlf)).toEqual({ basedOn: 1, body: defaultHangingPolicy });
	});

	it('names the line of what is wrong', () => {
		const parsed = hangingForm.safeParse({
			...posted,
			protocols: 'protocol a | A\nlayout 1x1\n\ncell nede x'
		});
		const problems = Object.fromEntries(
			(parsed.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])
		);
		expect(problems).toEqual({ 'protocols.4': 'clause-unreadable' });
		expect(lineProblem(problems, 'protocols')).toEqual({ line: 4, code: 'clause-unreadable' });
	});

	it('may be empty: then nothing is laid out', () => {
		expect(hangingForm.parse({ ...posted, protocols: '' }).body).toEqual({ protocols: [] });
	});

	it('refuses more protocols than anybody can choose from', () => {
		const many = Array.from({ length: 81 }, (_, at) => `protocol p${at} | P\nlayout 1x1\ncell`).join('\n');
		expect(hangingForm.safeParse({ ...posted, protocols: many }).error?.issues[0]?.message).toBe(
			'too-many-terms'
		);
	});
});

describe('previewHanging', () => {
	it('tells what is new, gone, changed and in another order, and draws each protocol', () => {
		const after = {
			protocols: [
				second,
				{ ...first, name: 'Other' },
				{ ...first, id: 'new', name: 'New' },
				...others.slice(1)
			]
		};
		const preview = previewHanging(defaultHangingPolicy, after);
		expect(preview.hanging).toEqual({
			added: [{ id: 'new', name: 'New' }],
			retired: [{ id: others[0]?.id, name: others[0]?.name }],
			changed: [{ id: first.id, name: 'Other' }],
			isReordered: true
		});
		expect(preview.drawn[1]).toEqual({
			id: 'ct-head',
			name: 'Other',
			rows: 1,
			columns: 3,
			cells: [['brain'], ['bone'], ['subdural']]
		});
	});

	it('tells of no change where there is none', () => {
		expect(previewHanging(defaultHangingPolicy, defaultHangingPolicy).hanging).toEqual({
			added: [],
			retired: [],
			changed: [],
			isReordered: false
		});
	});
});
