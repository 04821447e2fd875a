import { describe, expect, it } from 'vitest';
import { makeLineSpeed, type TimedAnswer } from './line-speed.ts';
import { openPacking, slowBytesPerSecond } from './packing.ts';

const megabyte = 1_000_000;

/** An answer of so many bytes between two moments, in ms. */
function came(bytes: number, from: number, to: number, isCached = false): TimedAnswer {
	const transferSize = isCached ? 0 : bytes + 300;
	return {
		name: '',
		initiatorType: 'fetch',
		encodedBodySize: bytes,
		transferSize,
		responseStart: from,
		responseEnd: to
	};
}

describe('what a line brings', () => {
	const rateOf = (...answers: TimedAnswer[]) => {
		const speed = makeLineSpeed();
		speed.add(answers);
		const rate = speed.bytesPerSecond();
		return rate === null ? null : Math.round(rate / megabyte);
	};

	it('is not known of small answers nor of those that the browser had', () => {
		expect(rateOf(came(2_000, 0, 1), came(megabyte, 0, 1, true))).toBeNull();
	});

	it('is not what a script took, which is read no faster than it is compiled', () => {
		expect(rateOf({ ...came(megabyte, 0, 900), initiatorType: 'script' }, came(megabyte, 0, 10))).toBe(100);
	});

	it('is what a large answer took', () => {
		expect(rateOf(came(megabyte, 100, 200))).toBe(10);
	});

	it('is shared by answers that come at once', () => {
		expect(rateOf(came(megabyte, 0, 200), came(megabyte, 0, 200))).toBe(10);
	});

	it('is not what one answer took that had waited in the browser', () => {
		expect(rateOf(came(megabyte, 0, 100), came(megabyte, 100, 200), came(megabyte, 299, 300))).toBe(10);
	});

	it('is what it is now, and not what it was', () => {
		const before = Array.from({ length: 24 }, (_, at) => came(megabyte, at * 10, at * 10 + 10));
		const now = before.map((_, at) => came(megabyte, 1_000 + at * 1_000, 2_000 + at * 1_000));
		expect(rateOf(...before, ...now)).toBe(1);
	});
});

describe('a frame of a study', () => {
	const of = (study: string, frame: number) => `/door/studies/${study}/series/1/instances/${frame}/frames/1`;
	const isPacked = (url: string) =>
		new URLSearchParams(url.split('?')[1]).get('accept')?.startsWith('multipart/related;type=image/jls,') ??
		false;

	/** A page on a line of so many bytes a second, null where nothing has told it yet. */
	function aPage(bytesPerSecond: number | null, kept = new Map<string, string>()) {
		const line = { bytesPerSecond, now: 0, afterFirst: bytesPerSecond };
		const timers: (() => void)[] = [];
		const packing = openPacking({
			speed: { add: () => undefined, bytesPerSecond: () => line.bytesPerSecond },
			told: () => {
				line.bytesPerSecond = line.afterFirst;
				return Promise.resolve();
			},
			after: () => new Promise((resolve) => timers.push(resolve)),
			store: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
			now: () => line.now
		});
		return {
			line,
			kept,
			packing,
			/** As if the others had waited long enough. */
			waitsNoLonger: () => timers.forEach((end) => end()),
			asks: async (study: string, at = 1) => isPacked(await packing.addressOf(of(study, at)))
		};
	}
	const slow = slowBytesPerSecond - 1;

	it('is asked for compressed over a slow line alone', async () => {
		expect(await aPage(slow).asks('a')).toBe(true);
		expect(await aPage(slowBytesPerSecond).asks('a')).toBe(false);
	});

	it('is asked for as the others of its study, whatever the line has become', async () => {
		const page = aPage(slow);
		await page.asks('a');
		page.line.bytesPerSecond = slowBytesPerSecond * 9;
		expect([await page.asks('a', 2), await page.asks('b')]).toEqual([true, false]);
	});

	it('is asked for in the same way in another tab, as long as the browser keeps it', async () => {
		const { kept, asks } = aPage(slow);
		await asks('a');
		const second = aPage(slowBytesPerSecond * 9, kept);
		expect(await second.asks('a')).toBe(true);
		const later = aPage(slowBytesPerSecond * 9, kept);
		later.line.now = 3_600_000;
		expect(await later.asks('a')).toBe(false);
	});

	it('waits for the first one where nothing has told the line', async () => {
		const page = aPage(null);
		page.line.afterFirst = slow;
		expect(await page.asks('a', 1)).toBe(false);
		let isAsked = false;
		const second = page.asks('a', 2).finally(() => (isAsked = true));
		await new Promise((resolve) => setImmediate(resolve));
		expect(isAsked).toBe(false);
		page.packing.done(of('a', 1), true);
		expect(await second).toBe(true);
	});

	it('is asked for as it is where the first one did not tell either', async () => {
		const page = aPage(null);
		await page.asks('a', 1);
		page.packing.done(of('a', 1), true);
		expect(await page.asks('a', 2)).toBe(false);
	});

	it('is asked for as it is again after a reload where nothing told the line', async () => {
		const page = aPage(null);
		await page.asks('a', 1);
		page.packing.arrived(of('a', 1), 2_000);
		page.packing.done(of('a', 1), true);
		expect(await page.asks('a', 2)).toBe(false);
		expect(await aPage(slow, page.kept).asks('a', 2)).toBe(false);
	});

	it('waits for a silent one only so long, and is then asked for as it is, also after a reload', async () => {
		const page = aPage(null);
		await page.asks('a', 1);
		const others = [page.asks('a', 2), page.asks('a', 3)];
		page.waitsNoLonger();
		expect(await Promise.all(others)).toEqual([false, false]);
		expect(await aPage(slow, page.kept).asks('a', 2)).toBe(false);
	});

	it.each([
		['a slow', 1_000_000, true],
		['a fast', 30_000_000, false]
	])(
		'waits for a large one on %s line only so long, and is then asked for by what has come',
		async (_, bytes, expected) => {
			const page = aPage(null);
			await page.asks('a', 1);
			page.line.now = 500;
			page.packing.arrived(of('a', 1), 1_000);
			page.line.now = 1_500;
			page.packing.arrived(of('a', 1), bytes);
			const other = page.asks('a', 2);
			page.waitsNoLonger();
			expect(await other).toBe(expected);
		}
	);

	it('tells the line in place of the first one, where that does not come', async () => {
		const page = aPage(null);
		page.line.afterFirst = slow;
		await page.asks('a', 1);
		const second = page.asks('a', 2);
		const third = page.asks('a', 3);
		page.line.afterFirst = null;
		page.packing.done(of('a', 1), false);
		expect(await second).toBe(false);
		page.line.afterFirst = slow;
		page.packing.done(of('a', 2), true);
		expect(await third).toBe(true);
	});

	it.each(['nonsense', '{}', '[{"study":1}]'])('is asked for although the storage holds %s', async (text) => {
		expect(await aPage(slow, new Map([['frames-asked-as', text]])).asks('a')).toBe(true);
	});

	it('leaves no name of its study in the storage', async () => {
		const page = aPage(slow);
		await page.asks('1.2.826.0.1');
		expect([...page.kept.values()].join()).not.toMatch(/1\.2\.826|door/);
	});
});
