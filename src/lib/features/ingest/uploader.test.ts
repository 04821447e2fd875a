import { describe, expect, it } from 'vitest';
import type { ChosenFile } from './dropped-files.ts';
import type { Sender, SendOutcome } from './send-file.ts';
import { Uploader } from './uploader.svelte.ts';

const file = (name: string): ChosenFile => ({ file: new File(['12345'], name), name });

function aSender(answer: (name: string) => SendOutcome | Promise<SendOutcome>) {
	const calls: string[] = [];
	const sender: Sender = {
		begin: async () => 'b1',
		async send(batchId, { name, file: { size } }, { progress }) {
			progress(size);
			calls.push(`${batchId} ${name}`);
			return answer(name);
		},
		async finish(batchId) {
			calls.push(`finish ${batchId}`);
		}
	};
	return { sender, calls };
}

const sent = { kind: 'sent', taken: 1, unchanged: 0, refused: 0 } as const;

describe('an upload', () => {
	it('sends every file, counts, and closes the batch last', async () => {
		const { sender, calls } = aSender((name) => (name === 'c' ? { ...sent, taken: 0, refused: 1 } : sent));
		const uploader = new Uploader(sender);
		await uploader.run(['a', 'b', 'c', 'd'].map(file));
		expect(calls.slice(0, 4).sort()).toEqual(['b1 a', 'b1 b', 'b1 c', 'b1 d']);
		expect(calls[4]).toBe('finish b1');
		expect(uploader).toMatchObject({
			state: 'done',
			done: 4,
			taken: 3,
			refused: 1,
			sentBytes: 20,
			totalBytes: 20
		});
	});

	it('ends at a failure with what was sent before it, and says why', async () => {
		const { sender, calls } = aSender((name) => (name === 'b' ? { kind: 'failed', code: 'no' } : sent));
		const uploader = new Uploader(sender);
		await uploader.run(['a', 'b', 'c', 'd', 'e', 'f'].map(file));
		expect(uploader).toMatchObject({ state: 'failed', errorCode: 'no' });
		expect(uploader.done).toBeLessThan(5);
		expect(calls.at(-1)).toBe('finish b1');
	});

	it('stops when it is told to, and forgets what was half sent', async () => {
		let release: (outcome: SendOutcome) => void = () => undefined;
		const { sender } = aSender(() => new Promise((resolve) => (release = resolve)));
		const uploader = new Uploader(sender);
		const running = uploader.run([file('a')]);
		await Promise.resolve();
		uploader.stop();
		release({ kind: 'aborted' });
		await running;
		expect(uploader).toMatchObject({ state: 'stopped', done: 0, sentBytes: 0, left: 1 });
	});
});
