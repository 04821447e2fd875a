import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadRadiologistInput } from '#lib/features/quality/radiologist/load.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import type { App } from '#lib/server/app.ts';

/** Dashboards by the months and the place that they look at. */
export const pages = {
	'12 months': 'months=12',
	'24 months': 'months=24',
	'12 months, CT': 'months=12&modality=CT',
	'12 months, one facility': 'months=12&facility=f7',
	'12 months against the 12 before': 'months=12&compare=previous',
	'one radiologist': 'months=24'
} as const;
export type PageName = keyof typeof pages;

/** What the server does for a page, without HTTP. */
export async function askPage(app: App, name: PageName): Promise<void> {
	if (name === 'one radiologist') {
		await workOut(app, { kind: 'radiologist', input: await loadRadiologistInput(app, 'p3') });
		return;
	}
	const { coverage } = await qualityView(app, parseQualityFilter(new URLSearchParams(pages[name])));
	if (coverage.all.sampled === 0) throw new Error(`${name} shows nothing`);
}
