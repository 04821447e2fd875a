import { describe, expect, it } from 'vitest';
import { transferSyntax } from './transfer-syntax.ts';

describe('transferSyntax', () => {
	it('keeps the UID of one that nobody knows', () => {
		expect(transferSyntax('1.2.3.4')).toMatchObject({ uid: '1.2.3.4', codec: 'unknown', viewer: 'never' });
	});

	it.each(['DOE^JANE', '1.2\r\nx-forged: 1', '', '1'.repeat(65)])(
		'lets no other text through: %j',
		(text) => {
			expect(transferSyntax(text)).toMatchObject({ uid: '0', viewer: 'never' });
		}
	);
});
