import { expect, it } from 'vitest';
import { keyToShow } from './enrolment.server.ts';

it('shows a key as a QR code without a margin: dark in the corners that are found, light in the fourth', () => {
	const step = { kind: 'enrol', userId: 'u', email: 'a@example.org', key: 'JBSWY3DPEHPK3PXP', to: '/' };
	const { key, modules } = keyToShow(step as Parameters<typeof keyToShow>[0], 'A group');
	expect(key).toBe('JBSW Y3DP EHPK 3PXP');
	const last = modules.length - 1;
	expect(modules.every((row) => row.length === modules.length)).toBe(true);
	// A finder is seven dark modules wide, with a light ring in it (ISO/IEC 18004:2024, 5.3.3).
	expect(modules[0]?.slice(0, 8)).toEqual([...Array.from({ length: 7 }, () => true), false]);
	expect(modules[1]?.slice(0, 7)).toEqual([true, false, false, false, false, false, true]);
	expect([modules[0]?.[last], modules[last]?.[0]]).toEqual([true, true]);
});
