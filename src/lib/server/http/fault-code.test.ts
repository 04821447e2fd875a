import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultCode } from './fault-code.ts';

const schema = z.object({
	words: z.string().trim().max(5, 'text-too-long'),
	list: z.array(z.string()).max(1, 'too-many-marks').default([]),
	name: z.string('required')
});
const codesOf = (value: unknown) =>
	schema.safeParse(value, { reportInput: true }).error?.issues.map(faultCode);

describe('what is wrong with a field', () => {
	it('names the limit and the length of a text that is too long, as it would be kept', () => {
		expect(codesOf({ words: ' sieben  ', name: '' })).toEqual(['text-too-long|5|6']);
	});

	it('is the code alone where no text is too long', () => {
		expect(codesOf({ words: 'fünf.', list: ['a', 'b'] })).toEqual(['too-many-marks', 'required']);
	});
});
