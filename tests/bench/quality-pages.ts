import type { Actor } from '#lib/core/actor.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadRadiologistInput } from '#lib/features/quality/radiologist/load.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import type { App } from '#lib/server/app.ts';

/** Dashboards by the months and the place that they look at. */
export const pages = {
	'12 months': 'months=12',
	'24 months': 'months=24',
	'12 months, CT': 'months=12&modality=CT',
	'12 months, one facility': 'months=12&facility=f7',
	'12 months against the 12 before': 'months=12&compare=previous',
	'one radiologist': 'months=24',
	'turnaround, 12 months': 'months=12&clock=hospital',
	'turnaround, 12 months, one facility': 'months=12&clock=hospital&facility=f7',
	'turnaround, 6 months against the 6 before': 'months=6&clock=hospital&compare=before'
} as const;
export type PageName = keyof typeof pages;

/** Whether it is a page of clocks. */
export const isTurnaround = (name: PageName): boolean => name.startsWith('turnaround');

const director: Actor = {
	...{ id: 'bench', name: 'Director', email: 'director@example.org' },
	...{ roles: ['director'], radiologistId: null, scope: null }
};

/** What the server does for a page, without HTTP. */
export async function askPage(app: App, name: PageName): Promise<void> {
	if (isTurnaround(name)) {
		const { classes } = await turnaroundView(app, director, new URLSearchParams(pages[name]));
		if (classes.length === 0) throw new Error(`${name} shows nothing`);
		return;
	}
	if (name === 'one radiologist') {
		await workOut(app, { kind: 'radiologist', input: await loadRadiologistInput(app, 'p3') });
		return;
	}
	const { coverage } = await qualityView(app, parseQualityFilter(new URLSearchParams(pages[name])));
	if (coverage.all.sampled === 0) throw new Error(`${name} shows nothing`);
}
