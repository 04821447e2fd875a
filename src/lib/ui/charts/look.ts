/** The colours and type that a chart is drawn with, read from the page's tokens: a canvas knows no CSS variables. */
export type Look = {
	readonly palette: readonly string[];
	readonly text: string;
	readonly muted: string;
	readonly grid: string;
	readonly surface: string;
	readonly watch: string;
	readonly look: string;
	readonly font: string;
	readonly isStill: boolean;
};

const paletteTokens = [1, 2, 3, 4, 5, 6].map((at) => `chart-${at}`);

/**
 * Resolves the tokens in the theme of an element, or in another theme (paper is always light). `light-dark()` resolves
 * only in a real property, hence the probe.
 */
export function readLook(element: HTMLElement, theme?: 'light'): Look {
	const probe = document.createElement('span');
	if (theme) probe.dataset.theme = theme;
	probe.hidden = true;
	element.append(probe);
	const colour = (token: string): string => {
		probe.style.color = `var(--${token})`;
		return getComputedStyle(probe).color;
	};
	const look: Look = {
		palette: paletteTokens.map(colour),
		text: colour('text'),
		muted: colour('text-muted'),
		grid: colour('chart-grid'),
		surface: colour('page'),
		watch: colour('watch'),
		look: colour('look'),
		font: getComputedStyle(element).fontFamily,
		isStill: matchMedia('(prefers-reduced-motion: reduce)').matches
	};
	probe.remove();
	return look;
}

/** Calls back when the theme may have changed: the root's attribute, the machine's scheme, motion, or paper. */
export function onLookChange(changed: (theme?: 'light') => void): () => void {
	const stop = new AbortController();
	const options = { signal: stop.signal };
	const observer = new MutationObserver(() => changed());
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)']) {
		matchMedia(query).addEventListener('change', () => changed(), options);
	}
	addEventListener('beforeprint', () => changed('light'), options);
	addEventListener('afterprint', () => changed(), options);
	return () => {
		observer.disconnect();
		stop.abort();
	};
}

/** A share of a colour on another ground, as canvas understands it. */
export function fade(colour: string, share: number, ground = 'transparent'): string {
	return `color-mix(in srgb, ${colour} ${Math.round(share * 100)}%, ${ground})`;
}
