import { describe, expect, it } from 'vitest';
import { Autosave, type SaveOutcome } from './autosave.svelte.ts';

/** A page with a text, a server that answers as told, and a clock that runs only when asked. */
function aPage(answers: SaveOutcome<string>[]) {
	const page = {
		text: 'one',
		sent: [] as [string, number][],
		timers: [] as { ms: number; run: () => void }[]
	};
	const save = new Autosave<string>({
		revision: 3,
		savedAt: null,
		read: () => page.text,
		send: async (value, revision) => {
			page.sent.push([value, revision]);
			return answers.shift() ?? { kind: 'saved', revision: revision + 1 };
		},
		isSame: (one, other) => one === other,
		now: () => 1000,
		wait: (ms, run) => {
			const timer = { ms, run };
			page.timers.push(timer);
			return () => {
				page.timers = page.timers.filter((other) => other !== timer);
			};
		}
	});
	const write = (text: string) => {
		page.text = text;
		save.changed();
	};
	const runTimers = async () => {
		for (const timer of page.timers.splice(0)) timer.run();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { page, save, write, runTimers };
}

describe('saving a draft', () => {
	it('waits for the writing to pause, then sends once', async () => {
		const { page, save, write, runTimers } = aPage([]);
		write('two');
		write('three');
		expect(save.status).toBe('dirty');
		expect(page.timers).toHaveLength(1);
		await runTimers();
		expect(page.sent).toEqual([['three', 3]]);
		expect(save).toMatchObject({ status: 'saved', revision: 4, savedAt: 1000 });
	});

	it('asks nobody to choose between two versions that say the same', async () => {
		const { save, write, runTimers } = aPage([{ kind: 'conflict', revision: 8, theirs: 'two' }]);
		write('two');
		await runTimers();
		expect(save).toMatchObject({ status: 'saved', revision: 8, theirs: null, savedAt: 1000 });
	});

	it('keeps what was refused on the page, says why, and tries again once it is changed', async () => {
		const { page, save, write, runTimers } = aPage([{ kind: 'refused', code: 'text-too-long' }]);
		write('far too long');
		await runTimers();
		expect(save).toMatchObject({ status: 'refused', refusedCode: 'text-too-long', revision: 3 });
		expect(page.timers).toEqual([]);
		write('short');
		expect(save.status).toBe('dirty');
		await runTimers();
		expect(page.sent.at(-1)).toEqual(['short', 3]);
		expect(save).toMatchObject({ status: 'saved', revision: 4 });
	});

	it('sends again what changed while it was sending', async () => {
		const { page, save, write, runTimers } = aPage([]);
		write('two');
		const first = save.flush();
		write('three');
		await first;
		expect(save.status).toBe('dirty');
		await runTimers();
		expect(page.sent).toEqual([
			['two', 3],
			['three', 4]
		]);
		expect(save.isSaved()).toBe(true);
	});

	it('never has two saves under way', async () => {
		const { page, save, write } = aPage([]);
		write('two');
		const both = [save.flush(), save.flush()];
		expect(page.sent).toHaveLength(1);
		expect(await Promise.all(both)).toEqual([true, true]);
		expect(page.sent).toHaveLength(1);
	});

	it.each(['offline', 'signed-out'] as const)('tries again by itself when %s', async (kind) => {
		const { page, save, write, runTimers } = aPage([{ kind }]);
		write('two');
		await runTimers();
		expect(save.status).toBe(kind);
		expect(page.timers).toHaveLength(1);
		await runTimers();
		expect(page.sent).toEqual([
			['two', 3],
			['two', 3]
		]);
		expect(save.status).toBe('saved');
	});

	it('holds both versions in a conflict until the person decides', async () => {
		const { page, save, write, runTimers } = aPage([{ kind: 'conflict', revision: 8, theirs: 'other' }]);
		write('mine');
		await runTimers();
		expect(save).toMatchObject({ status: 'conflict', theirs: 'other' });
		write('mine, longer');
		expect(page.timers).toHaveLength(0);
		expect(await save.flush()).toBe(false);
		expect(await save.keepMine()).toBe(true);
		expect(page.sent.at(-1)).toEqual(['mine, longer', 8]);
	});

	it('stops when the draft has ended, and keeps the text on the page', async () => {
		const { page, save, write, runTimers } = aPage([{ kind: 'ended', code: 'already-expired' }]);
		write('two');
		await runTimers();
		write('three');
		expect(page.timers).toHaveLength(0);
		expect(save).toMatchObject({ status: 'ended', endedCode: 'already-expired' });
	});

	it('takes over the revision of a form that carried the draft', async () => {
		const { page, save, write } = aPage([]);
		write('two');
		save.adopt(9);
		expect(page.timers).toHaveLength(0);
		expect(save).toMatchObject({ status: 'saved', revision: 9 });
	});
});
