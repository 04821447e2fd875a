import { describe, expect, it } from 'vitest';
import { exportRequestSchema, extractRequestSchema } from './schemas.ts';

describe('what is asked of the audit log', () => {
	const words = { purpose: 'Survey', recipient: 'ACR', subject: '' };

	it.each(['2026-02-30', '2026-13-01', '2026-00-10'])(
		'has no day %s, which would be the whole log',
		(day) => {
			expect(exportRequestSchema.safeParse({ form: 'csv', from: day }).success).toBe(false);
			expect(exportRequestSchema.safeParse({ form: 'csv', through: day }).success).toBe(false);
			expect(extractRequestSchema.safeParse({ ...words, from: day, through: '' }).success).toBe(false);
		}
	);

	it('has days of the calendar, or none', () => {
		expect(exportRequestSchema.safeParse({ form: 'csv', from: '2028-02-29' }).success).toBe(true);
		expect(extractRequestSchema.safeParse({ ...words, from: '', through: '' }).success).toBe(true);
	});
});
