import { hashText, makeRandom, pickWeighted } from '#lib/core/demo/random.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { importLegacyFile } from '#lib/features/ingest/legacy-import.server.ts';
import type { People } from './people.ts';
import { actorOf } from './present-acts.ts';
import type { Seeding } from './seeding.ts';

const SCORES = 600;
const FROM = Date.UTC(2014, 0, 1);
const DAYS = 6 * 365;
/** When the scale with 3a and 3b as its highest scores came into use. */
const NEW_SCALE_FROM = Date.UTC(2016, 6, 1);
const modalities = ['CT', 'MR', 'XR', 'US'] as const;
const before = {
	codes: ['1', '2a', '2b', '3a', '3b', '4a', '4b', '3', '0'],
	weights: [0.93, 0.02, 0.01, 0.01, 0.006, 0.004, 0.003, 0.01, 0.007]
};
const after = { codes: ['1', '2a', '2b', '3a', '3b'], weights: [0.95, 0.025, 0.01, 0.01, 0.005] };

/** Scores of 2014 to 2019 from the system before this one, imported as a file: the codes of two scales. */
export async function writeDemoLegacy(seeding: Seeding, people: People): Promise<void> {
	const readers = [...people.radiologistIds.keys()];
	const lines = ['id,reader,modality,score,date,scale'];
	for (let at = 0; at < SCORES; at++) {
		const random = makeRandom(seeding.group.seed, hashText('legacy'), at);
		const reviewedAt = FROM + random.below(DAYS) * DAY_MS;
		const isNew = reviewedAt >= NEW_SCALE_FROM;
		const { codes, weights } = isNew ? after : before;
		const code = codes[pickWeighted(random, weights)] ?? '1';
		const modality = random.pick(modalities);
		const scale = isNew ? 'radpeer-2016' : 'radpeer-2009';
		lines.push([at + 1, random.pick(readers), modality, code, toUtcDay(reviewedAt), scale].join(','));
	}
	const coordinator = await actorOf(seeding, people.coordinatorId);
	await importLegacyFile(seeding.app, coordinator, {
		name: 'earlier-scores.csv',
		scale: null,
		chunks: bytesOf(`${lines.join('\n')}\n`)
	});
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(new TextEncoder().encode(text));
}
