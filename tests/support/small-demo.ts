import { planStudies } from '#lib/core/demo/studies/plan.ts';
import type { WriteStudies } from '#lib/runtime/demo/images.ts';
import { writeStudy } from '#lib/server/demo/write-study.ts';

/** A hundredth of the reads, and few studies: one missed by each of three readers, one that is right. */
export const smallDemo = { thinning: 100, seed: 1 };
const shownKeys = ['cr-chest-1', 'cr-chest-2', 'mr-brain-1', 'ct-abdomen-1'];

/** Writes the few studies of the small demo group. */
export const writeFewStudies: WriteStudies = async ({ group, folder, onProgress }) => {
	const plans = planStudies(group).filter(({ key }) => shownKeys.includes(key));
	const written = [];
	for (const plan of plans) {
		written.push(await writeStudy(group, plan, folder));
		onProgress(written.length, plans.length, plan.key);
	}
	return written;
};
