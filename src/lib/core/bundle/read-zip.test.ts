import { describe, expect, it } from 'vitest';
import { readZip } from './read-zip.ts';
import { crc32, localHeader, zipTail } from './zip-layout.ts';

describe('a ZIP', () => {
	it('is read where a number of its ZIP does not fit in 32 bits', async () => {
		// Nothing of its content is made: it is all zeros, but for headers.
		const size = 2 ** 32 + 5;
		const entries = [
			{ name: 'large.bin', size, crc32: 0 },
			{ name: 'b', size: 1, crc32: crc32(Buffer.from('b')) }
		];
		const [large = { name: '', size: 0, crc32: 0 }, small = large] = entries;
		const parts = [
			{ at: 0, bytes: localHeader(large) },
			{
				at: localHeader(large).length + size,
				bytes: Buffer.concat([localHeader(small), Buffer.from('b'), zipTail(entries)])
			}
		];
		const whole = (parts[1]?.at ?? 0) + (parts[1]?.bytes.length ?? 0);
		const read = (from: number, to: number): Promise<Uint8Array> => {
			const bytes = new Uint8Array(Math.max(0, Math.min(to, whole) - from));
			for (const part of parts) {
				for (const [i, byte] of part.bytes.entries()) {
					const at = part.at + i - from;
					if (at >= 0 && at < bytes.length) bytes[at] = byte;
				}
			}
			return Promise.resolve(bytes);
		};
		const found = await readZip({ size: whole, read });
		expect(found.ok && found.value.map(({ name, size: bytes }) => [name, bytes])).toEqual([
			['large.bin', size],
			['b', 1]
		]);
	});
});
