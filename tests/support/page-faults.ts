import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const themes = ['light', 'dark', 'reading'] as const;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const phone = { width: 390, height: 844 };

/**
 * Marks the elements whose words stand in colours, on a ground or in a size that `known` does not have yet, and gives what
 * is new. Contrast depends on nothing else, and to work it out is what takes axe its time.
 */
function markNewLooks(known: readonly string[]): string[] {
	const seen = new Set(known);
	const looks: string[] = [];
	for (const old of document.querySelectorAll('[data-look]')) old.removeAttribute('data-look');
	for (const element of document.querySelectorAll('body *')) {
		const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
		if (!words || !element.checkVisibility()) continue;
		const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
		const grounds: string[] = [];
		for (let at: Element | null = element; at; at = at.parentElement) {
			const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
			if (opacity !== '1') grounds.push(`opacity ${opacity}`);
			if (backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none') {
				grounds.push(`${backgroundColor} ${backgroundImage}`);
			}
		}
		const look = [color, fontSize, fontWeight, textShadow, ...grounds].join('|');
		if (seen.has(look)) continue;
		seen.add(look);
		looks.push(look);
		element.setAttribute('data-look', '');
	}
	return looks;
}

/** What reaches past the right edge and moves the page: the innermost of it, by class and words. */
function findOverhang(most: number): string | null {
	const all = document.documentElement.scrollWidth;
	if (all <= most) return null;
	const past = [...document.querySelectorAll('main *')].filter(
		(one) => one.getBoundingClientRect().right > most + 1
	);
	const inner = past.filter((one) => !past.some((other) => other !== one && one.contains(other)));
	const named = inner
		.slice(0, 3)
		.map((one) => `${one.tagName}.${one.className} "${one.textContent?.trim().slice(0, 30)}"`);
	return `${all} px: ${named.join('; ')}`;
}

/**
 * Looks at pages one after the other: structure of each; contrast of each look once a theme, and of all there is in the
 * light one where a page is `new`; whether it moves sideways on a telephone. Gives the faults, by path.
 */
export function makeFaultFinder(): (page: Page, isNew: boolean) => Promise<string[]> {
	const known = new Map<string, string[]>(themes.map((theme) => [theme, []]));
	return async (page, isNew) => {
		const found: string[] = [];
		const { pathname } = new URL(page.url());
		await page.waitForLoadState('networkidle');
		for (const theme of themes) {
			await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
			const looks = known.get(theme) ?? [];
			const fresh = await page.evaluate(markNewLooks, looks);
			looks.push(...fresh);
			// One document on one origin: no second page is needed to gather frames, nor a list of all that is right.
			const axe = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
			const runs: AxeBuilder[] = [];
			if (theme === 'light')
				runs.push(isNew ? axe().withTags(tags) : axe().withTags(tags).disableRules(['color-contrast']));
			if (fresh.length > 0 && !(theme === 'light' && isNew)) {
				runs.push(axe().include('[data-look]').withRules(['color-contrast']));
			}
			for (const run of runs) {
				const { violations } = await run.analyze();
				for (const { id, nodes } of violations) {
					const targets = nodes.map(({ target }) => target.join(' ')).join('; ');
					found.push(`${pathname} (${theme}): ${id} at ${targets}`);
				}
			}
		}
		const size = page.viewportSize();
		await page.setViewportSize(phone);
		const overhang = await page.evaluate(findOverhang, phone.width);
		if (overhang) found.push(`${pathname} on a telephone: ${overhang}`);
		if (size) await page.setViewportSize(size);
		return found;
	};
}
