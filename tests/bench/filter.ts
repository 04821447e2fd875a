import type { Page } from '@playwright/test';
import { startDemoPortal } from './demo-portal.ts';
import { launch } from './measure-viewer.ts';
import { spread } from './measure.ts';
import { signInAs } from './sign-in.ts';

const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 12);
/** Choices that only warm up: scripts are compiled, charts drawn once. */
const WARM_UP = 2;
/** How long somebody looks at the page before the next choice. */
const LOOK_MS = 700;

/** What is chosen in turn on a page, as name and value; '' as value takes the first one back. */
type Choice = { readonly name: string; readonly value: string };
const choices = (usual: string, longer: string): readonly Choice[] => [
	{ name: 'modality', value: 'CT' },
	{ name: 'months', value: longer },
	{ name: 'modality', value: '' },
	{ name: 'months', value: usual }
];

/** Milliseconds from a choice until the answer was here, in the page, and painted. */
type Followed = { readonly answered: number; readonly shown: number; readonly painted: number };

/**
 * From the choice of a filter to the painted page, in Chromium on the demo group: the address asked for, the page changed, and the frame
 * after that handed on. The server has answered other choices before, as it has for anybody who looks at a page.
 */
export async function benchFilter(): Promise<string[]> {
	const { portal, password, stop } = await startDemoPortal();
	const browser = await launch();
	try {
		const cookie = await signInAs(portal, 'director@demo.overread.example', password);
		const at = cookie.indexOf('=');
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		await context.addCookies([
			{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: portal.origin, secure: true }
		]);
		const page = await context.newPage();
		await page.goto(`${portal.origin}/turnaround`);
		const place = await page.locator('select[name=facility] option').nth(1).getAttribute('value');
		const lines: string[] = [];
		const pages = {
			'/quality': choices('12', '24'),
			'/turnaround': choices('1', '6'),
			[`/turnaround/facilities/${place}`]: choices('1', '6')
		};
		for (const [path, chosen] of Object.entries(pages)) {
			const followed = await measurePage(page, `${portal.origin}${path}`, chosen);
			const told = (['answered', 'shown', 'painted'] as const).map(
				(what) => `${what} ${spread(followed.map((each) => each[what]))}`
			);
			lines.push(`${path.replace(place ?? '', '…')}, ms from a choice: ${told.join('; ')}`);
		}
		return lines;
	} finally {
		await browser.close();
		await stop();
	}
}

async function measurePage(page: Page, address: string, chosen: readonly Choice[]): Promise<Followed[]> {
	await page.goto(address, { waitUntil: 'networkidle' });
	const followed: Followed[] = [];
	for (let round = 0; round < ROUNDS + WARM_UP; round++) {
		const choice = chosen[round % chosen.length];
		if (!choice) continue;
		const one = await page.evaluate(follow, choice);
		if (round >= WARM_UP) followed.push(one);
		await page.waitForTimeout(LOOK_MS);
	}
	return followed;
}

/** Makes a choice as a person does, and waits until the page that follows from it has been handed to the screen. */
async function follow({ name, value }: Choice): Promise<Followed> {
	const form = document.querySelector('form[role=search]');
	const select = form?.querySelector<HTMLSelectElement>(`select[name=${name}]`);
	const said = form?.querySelector('[aria-live]');
	if (!select || !said) throw new Error('no filter');
	const changed = new Promise<void>((resolve) => {
		const observer = new MutationObserver(() => {
			observer.disconnect();
			resolve();
		});
		observer.observe(said, { childList: true, characterData: true, subtree: true });
	});
	performance.clearResourceTimings();
	select.value = value;
	const startedAt = performance.now();
	select.dispatchEvent(new Event('change', { bubbles: true }));
	await changed;
	const shown = performance.now() - startedAt;
	const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
	await frame();
	await frame();
	const painted = performance.now() - startedAt;
	const [answer] = performance
		.getEntriesByType('resource')
		.filter((each) => each.name.includes('__data.json'));
	const answered = (answer instanceof PerformanceResourceTiming ? answer.responseEnd : NaN) - startedAt;
	return { answered, shown, painted };
}
