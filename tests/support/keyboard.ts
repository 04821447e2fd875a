import { expect, type Locator, type Page } from '@playwright/test';
import { enterOn, tabTo } from './loop-desk.ts';

/** What shows that an element has the focus: a ring of its own, of its label, or around the row that it opens. */
async function hasRing(control: Locator): Promise<boolean> {
	return control.evaluate((element) => {
		const shown: [Element | null, string?][] = [
			[element],
			[element, '::after'],
			[element.closest('label')],
			[element.parentElement]
		];
		return shown.some(([part, pseudo]) => {
			if (!part) return false;
			const { outlineStyle, outlineWidth } = getComputedStyle(part, pseudo);
			return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
		});
	});
}

/** The focus rests on the element, within the window, and is to be seen. */
export async function restsOn(control: Locator): Promise<void> {
	await expect(control).toBeFocused();
	// A control may be there for machines only, in the label that everybody sees.
	const label = control.locator('xpath=ancestor::label');
	await expect((await label.count()) > 0 ? label : control).toBeInViewport();
	// The styles of a page that was only just come to may still be on their way.
	await expect.poll(() => hasRing(control), `a ring shows that ${String(control)} has the focus`).toBe(true);
}

/** The title of the page, where somebody begins who came by a link or whose act led elsewhere. */
export const title = (page: Page, name?: string | RegExp): Locator =>
	page.getByRole('heading', { level: 1, name });

/** Follows a link by key: the next page takes the focus at its title. */
export async function follow(page: Page, link: Locator, name?: string | RegExp): Promise<void> {
	await tabTo(page, link);
	await restsOn(link);
	await page.keyboard.press('Enter');
	await restsOn(title(page, name));
}

/** Presses a button by key; the focus rests on what is given after it, or on the button still. */
export async function press(page: Page, button: Locator, then: Locator = button): Promise<void> {
	await tabTo(page, button);
	await restsOn(button);
	await page.keyboard.press('Enter');
	await restsOn(then);
}

/** Opens a list of choices by typing the beginning of one. */
export async function choose(page: Page, list: Locator, words: string): Promise<void> {
	await tabTo(page, list);
	await page.keyboard.type(words);
	await expect(list.locator('option:checked')).toHaveText(new RegExp(`^${words}`));
}

/** Picks one of a group of radios: Tab leads to the group, arrows within it. */
export async function pick(page: Page, radio: Locator): Promise<void> {
	const group = page.locator(`input[type="radio"][name="${await radio.getAttribute('name')}"]`);
	const chosen = group.and(page.locator(':checked'));
	await tabTo(page, (await chosen.count()) > 0 ? chosen : group.first());
	for (let turns = await group.count(); turns > 0; turns -= 1) {
		if (await radio.evaluate((element) => element === document.activeElement)) break;
		await page.keyboard.press('ArrowDown');
	}
	await page.keyboard.press('Space');
	await expect(radio).toBeChecked();
	await restsOn(radio);
}

/** A closed part of the page opens and closes by key, and the focus stays on what opens it. */
export async function unfold(page: Page, summary: Locator): Promise<void> {
	await enterOn(page, summary);
	await restsOn(summary);
	await expect(summary.locator('..')).toHaveAttribute('open', '');
}

type Stop = { readonly name: string; readonly top: number; readonly bottom: number; readonly left: number };

/** Where Tab stops in the main part, from the first to the last; a key that leads back up the page, or nowhere, fails. */
export async function walksInOrder(page: Page): Promise<number> {
	await page.evaluate(() => {
		const main = document.querySelector('main');
		main?.focus({ preventScroll: true });
	});
	let before: Stop | null = null;
	let stops = 0;
	for (; stops < 120; stops += 1) {
		await page.keyboard.press('Tab');
		const stop = await page.evaluate(() => {
			const at = document.activeElement;
			if (!at?.closest('main')) return null;
			const box = (at.closest('label') ?? at).getBoundingClientRect();
			const name = `${at.tagName} ${(at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 40)}`;
			return { name, top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left };
		});
		if (stop === null) return stops;
		const isBack: boolean = before !== null && stop.bottom <= before.top && stop.left <= before.left;
		expect(isBack, `${stop.name} comes after ${before?.name ?? ''}`).toBe(false);
		before = stop;
	}
	throw new Error('Tab does not leave the page');
}
