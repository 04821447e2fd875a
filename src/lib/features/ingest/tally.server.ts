import { eq, sql } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { maxListed, type ImportProgress, type ImportSummary, type KeptOut, type Refusal } from './types.ts';

export type TallyOptions = {
	readonly onProgress?: (progress: ImportProgress) => void;
};

/** Counts what an import does, names what it did not take, and keeps both in the database under the batch. */
export type Tally = {
	file(name: string): void;
	bytes(count: number): void;
	taken(kind: 'image' | 'read' | 'result' | 'score'): void;
	unchanged(): void;
	refused(refusal: Refusal): void;
	keptOut(object: KeptOut): void;
	/** Writes what has gathered; a crash later loses none of it. */
	save(): Promise<void>;
	/** Whether enough has gathered that it should be saved. */
	isDue(): boolean;
	summary(): ImportSummary;
};

const SAVE_REFUSALS = 500;
const SAVE_MS = 1000;

export function makeTally(app: App, batchId: string, { onProgress }: TallyOptions = {}): Tally {
	const counts = {
		files: 0,
		bytes: 0,
		taken: 0,
		unchanged: 0,
		refused: 0,
		images: 0,
		reads: 0,
		results: 0,
		scores: 0
	};
	let saved = { files: 0, taken: 0, unchanged: 0, refused: 0 };
	let savedAt = performance.now();
	const refusals: Refusal[] = [];
	const keptOut: KeptOut[] = [];
	let waiting: Refusal[] = [];
	let current = '';
	const report = () => onProgress?.({ ...counts, name: current });

	async function write(handle: WriteHandle, lines: readonly Refusal[]): Promise<void> {
		const { importBatches, importRefusals } = handle.tables;
		const at = app.clock.now();
		await handle.insertRows(
			importRefusals,
			lines.map((line) => ({ id: app.ids(), batchId, ...line, at }))
		);
		await handle
			.update(importBatches)
			.set({
				files: sql`${importBatches.files} + ${counts.files - saved.files}`,
				taken: sql`${importBatches.taken} + ${counts.taken - saved.taken}`,
				unchanged: sql`${importBatches.unchanged} + ${counts.unchanged - saved.unchanged}`,
				refused: sql`${importBatches.refused} + ${counts.refused - saved.refused}`
			})
			.where(eq(importBatches.id, batchId));
	}

	return {
		file(name) {
			counts.files += 1;
			current = name;
			report();
		},
		bytes(count) {
			counts.bytes += count;
			report();
		},
		taken(kind) {
			counts.taken += 1;
			counts[`${kind}s`] += 1;
		},
		unchanged() {
			counts.unchanged += 1;
		},
		refused(refusal) {
			counts.refused += 1;
			waiting.push(refusal);
			if (refusals.length < maxListed) refusals.push(refusal);
		},
		keptOut(object) {
			if (keptOut.length < maxListed) keptOut.push(object);
		},
		isDue: () => waiting.length >= SAVE_REFUSALS || performance.now() - savedAt > SAVE_MS,
		async save() {
			const lines = waiting;
			waiting = [];
			for (let i = 0; i < Math.max(1, lines.length); i += SAVE_REFUSALS) {
				const part = lines.slice(i, i + SAVE_REFUSALS);
				await app.db.transaction((handle) => write(handle, part));
				saved = { ...counts };
			}
			savedAt = performance.now();
			report();
		},
		summary: () => ({ batchId, ...counts, refusals, keptOut })
	};
}
