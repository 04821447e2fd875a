import type { Page } from '@playwright/test';

/** The lines beside what is drawn in the viewer. */
export const readout = (page: Page): Promise<string[]> =>
	page
		.locator('.surface svg.svg-layer')
		.evaluateAll((layers) =>
			layers.flatMap((layer) =>
				[...layer.querySelectorAll('text tspan')].map((line) => line.textContent ?? '')
			)
		);
