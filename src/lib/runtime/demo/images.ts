import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import { planPriors } from '#lib/core/demo/studies/priors.ts';
import { getValue } from '#lib/core/result.ts';
import {
	prepareInstance,
	storeInstance,
	type PreparedInstance
} from '#lib/features/imaging/store-instances.server.ts';
import type { WrittenStudy } from '#lib/server/demo/write-study.ts';
import type { SeededRead } from './reads.ts';
import type { Seeding } from './seeding.ts';

/** Writes the group's image studies into folders of their keys, and says after each that it is there. */
export type WriteStudies = (input: {
	group: DemoGroup;
	folder: string;
	onProgress: (done: number, total: number, key: string) => void;
}) => Promise<WrittenStudy[]>;

/** Files examined and copied at a time. */
const AT_ONCE = 4;

/** Image studies written, examined and kept, that the database does not name yet. */
export type KeptStudies = {
	readonly studies: readonly WrittenStudy[];
	readonly instances: ReadonlyMap<string, readonly PreparedInstance[]>;
};

/** Makes the image studies on other threads and takes each into the store as soon as it is there. */
export async function keepStudies(
	seeding: Seeding,
	folder: string,
	writeStudies: WriteStudies
): Promise<KeptStudies> {
	const instances = new Map<string, readonly PreparedInstance[]>();
	let queue: Promise<unknown> = Promise.resolve();
	const studies = await writeStudies({
		group: seeding.group,
		folder,
		onProgress: (done, total, key) => {
			queue = queue.then(async () => {
				instances.set(key, await keepStudy(seeding, join(folder, key)));
			});
			// A failure is reported where the queue is awaited.
			queue.catch(() => undefined);
			seeding.say(`images ${done} of ${total} studies`);
		}
	});
	await queue;
	await rm(folder, { recursive: true, force: true });
	return { studies, instances };
}

async function keepStudy({ app }: Seeding, folder: string): Promise<PreparedInstance[]> {
	const names = (await readdir(folder)).sort();
	const kept: PreparedInstance[] = [];
	for (let from = 0; from < names.length; from += AT_ONCE) {
		const part = names.slice(from, from + AT_ONCE);
		const prepared = await Promise.all(part.map((name) => prepareInstance(app, join(folder, name))));
		kept.push(...prepared.map(getValue));
	}
	return kept;
}

/** Names the kept studies in the database, each at the time at which its images came in. */
export async function nameStudies(
	seeding: Seeding,
	{ studies, instances }: KeptStudies,
	reads: readonly SeededRead[]
): Promise<void> {
	const { app, setTime, cutAt } = seeding;
	const receivedAt = new Map([
		...reads.flatMap(({ demo }): [string, number][] =>
			demo.studyKey === null ? [] : [[demo.studyKey, demo.imagesReceivedAt]]
		),
		...planPriors(seeding.group).map((plan): [string, number] => [plan.key, plan.examCompletedAt])
	]);
	for (const { key } of studies) {
		setTime(receivedAt.get(key) ?? cutAt);
		await app.db.transaction(async (write) => {
			for (const instance of instances.get(key) ?? []) {
				const outcome = await storeInstance(app, write, instance);
				if (outcome !== 'stored') throw new Error(`an image of ${key} was not stored: ${outcome}`);
			}
		});
	}
}
