import { Worker } from 'node:worker_threads';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { planPriors } from '#lib/core/demo/studies/priors.ts';
import type { WrittenStudy } from './write-study.ts';

// Rough cost of a study on one core, so that the longest begin first and the workers end together.
const cost: Readonly<Record<StudyPlan['body'], number>> = {
	'cr-chest': 30,
	'us-gallbladder': 14,
	'us-aorta': 14,
	'mr-brain': 13,
	'ct-head': 12,
	'ct-chest': 12,
	'ct-abdomen': 12
};

/** Studies that one worker should write: films of one sex share a ray sum. */
function batchStudies(plans: readonly StudyPlan[]): StudyPlan[][] {
	const batches = new Map<string, StudyPlan[]>();
	for (const plan of plans) {
		const name = plan.body === 'cr-chest' ? `${plan.body} ${plan.sex}` : plan.key;
		const batch = batches.get(name);
		if (batch) batch.push(plan);
		else batches.set(name, [plan]);
	}
	const weight = (batch: readonly StudyPlan[]): number =>
		batch.reduce((sum, { body, matrix }) => sum + cost[body] * (matrix === 512 ? 1.5 : 1), 0);
	return [...batches.values()].sort((a, b) => weight(b) - weight(a));
}

/**
 * Writes the image studies of the demo group under `folder`, on `workers` threads.
 *
 * @returns the studies in the order of their plans; the same group gives the same files, byte for byte
 */
export async function writeDemoStudies(input: {
	group: DemoGroup;
	folder: string;
	/** Which studies; all of the group's with their priors where none are given. */
	plans?: readonly StudyPlan[];
	workers?: number;
	/** Called after each study. */
	onProgress?: (done: number, total: number, key: string) => void;
}): Promise<WrittenStudy[]> {
	const {
		group,
		folder,
		plans = [...planStudies(group), ...planPriors(group)],
		workers = 2,
		onProgress
	} = input;
	const queue = batchStudies(plans);
	const written = new Map<string, WrittenStudy>();
	const runWorker = async (): Promise<void> => {
		const worker = new Worker(new URL('./study-worker.ts', import.meta.url));
		try {
			for (let batch = queue.shift(); batch; batch = queue.shift()) {
				for (const plan of batch) {
					const study = await runTask(worker, { group, plan, folder });
					written.set(study.key, study);
					onProgress?.(written.size, plans.length, study.key);
				}
			}
		} finally {
			await worker.terminate();
		}
	};
	await Promise.all(Array.from({ length: workers }, runWorker));
	return plans.flatMap(({ key }) => written.get(key) ?? []);
}

function runTask(
	worker: Worker,
	task: { group: DemoGroup; plan: StudyPlan; folder: string }
): Promise<WrittenStudy> {
	return new Promise((resolve, reject) => {
		worker.once('error', reject);
		worker.once('message', (study: WrittenStudy) => {
			worker.off('error', reject);
			resolve(study);
		});
		worker.postMessage(task);
	});
}
