import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Mark } from '#lib/viewer/types.ts';
import { FirstWindow } from './first-window.svelte.ts';
import { SecondWindow } from './second-window.svelte.ts';

const key = 'overread.images';
/** What stands for a browser: each tab has kept things of its own, a duplicated one a copy. */
const kept = new Map<string, string>();
const stops: (() => void)[] = [];

beforeEach(() => {
	kept.clear();
	kept.set(key, 'pair');
	vi.stubGlobal('sessionStorage', {
		getItem: (name: string) => kept.get(name) ?? null,
		setItem: (name: string, value: string) => void kept.set(name, value),
		removeItem: (name: string) => void kept.delete(name)
	});
	vi.stubGlobal('addEventListener', () => undefined);
	vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
	vi.unstubAllGlobals();
});

const mark = (id: string): Mark => ({
	id,
	kind: 'key',
	sopInstanceUid: '1.2',
	frameNumber: 1,
	frameOfReferenceUid: '',
	points: [],
	pointsPx: [],
	label: ''
});
const pathOf = (name: string) => `/reviews/${name}/images`;

/** A tab with a case and its marks. */
function lead(name: string, tab: string) {
	const shown = { marks: [mark(`${name}1`)] };
	const first = new FirstWindow(
		{
			path: () => pathOf(name),
			marks: () => shown.marks,
			others: () => undefined,
			readOnly: () => false,
			isReportOpen: () => false,
			onMark: (marks) => (shown.marks = marks)
		},
		tab
	);
	const stop = first.start();
	stops.push(stop);
	return { first, stop, ids: () => shown.marks.map(({ id }) => id) };
}

/** A second window on a case, which goes to another only when it is let. */
function follow(name: string) {
	const page = { path: pathOf(name), asked: [] as string[], leader: null as string | null };
	const second = new SecondWindow({
		path: () => page.path,
		go: (path) => page.asked.push(path),
		onReportOpen: () => undefined,
		leader: { get: () => page.leader, set: (tab) => (page.leader = tab) },
		closeSoon: () => () => undefined
	});
	stops.push(second.start('pair'));
	const arrive = (at: string) => {
		page.path = pathOf(at);
		second.arrived();
	};
	return { second, page, arrive, ids: () => second.marks.map(({ id }) => id) };
}

it('a mark of either window is in both, of the case that both show', async () => {
	const tab = lead('a', 'tab-1');
	const { second, ids } = follow('a');
	await vi.waitFor(() => expect(ids()).toEqual(['a1']));
	expect([second.tie, second.readOnly]).toEqual(['inStep', false]);
	second.marked([mark('a1'), mark('a2')]);
	await vi.waitFor(() => expect(tab.ids()).toEqual(['a1', 'a2']));
});

it('a duplicated tab takes neither the marks nor the second window of the one it was made of', async () => {
	const tab = lead('a', 'tab-1');
	const { second, page, ids } = follow('a');
	await vi.waitFor(() => expect(second.tie).toBe('inStep'));
	const copy = lead('b', 'tab-2');
	await vi.waitFor(() => expect(kept.has(key)).toBe(false));
	copy.first.marked([mark('b1'), mark('b2')]);
	second.marked([mark('a1'), mark('a2')]);
	await vi.waitFor(() => expect(tab.ids()).toEqual(['a1', 'a2']));
	expect([ids(), page.asked, page.leader, copy.ids()]).toEqual([['a1', 'a2'], [], 'tab-1', ['b1']]);
});

it('while the next case opens, the second window takes no marks, and none of the case before arrive', async () => {
	const before = lead('a', 'tab-1');
	const { second, page, arrive, ids } = follow('a');
	await vi.waitFor(() => expect(second.tie).toBe('inStep'));
	before.stop();
	await vi.waitFor(() => expect([second.tie, second.readOnly]).toEqual(['left', true]));
	second.marked([mark('late')]);
	const next = lead('b', 'tab-1');
	await vi.waitFor(() => expect(page.asked).toEqual([pathOf('b')]));
	second.marked([mark('later')]);
	expect(second.readOnly).toBe(true);
	arrive('b');
	expect([second.readOnly, ids()]).toEqual([false, ['b1']]);
	second.marked([mark('b1'), mark('b2')]);
	await vi.waitFor(() => expect(next.ids()).toEqual(['b1', 'b2']));
	expect(before.ids()).toEqual(['a1']);
});
