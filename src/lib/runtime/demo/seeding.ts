import { setImmediate } from 'node:timers/promises';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import { hashText, makeRandom, mixWords } from '#lib/core/demo/random.ts';
import { makeUuidV4 } from '#lib/core/ids.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';

/** The seed of the group that `npm run demo` shows. */
export const DEMO_SEED = 1;

/** Everything the parts of the seeding share. */
export type Seeding = {
	readonly app: App;
	readonly group: DemoGroup;
	/** The data cut: nothing in the group is later, and it is midnight UTC. */
	readonly cutAt: Instant;
	/** Moves the app's clock, which stands still otherwise. */
	readonly setTime: (at: Instant) => void;
	/** A UUIDv7 of an instant, the next of a seeded stream. */
	readonly idAt: (at: Instant) => string;
	/** An id of a case or an assignment, which tells no instant; the next of a seeded stream. */
	readonly blindId: () => string;
	/** Bytes of a seeded stream, in hex. */
	readonly hex: (bytes: number) => string;
	/** Sampling rates are multiplied by this where the reads were thinned, so that there is something to review. */
	readonly rateFactor: number;
	readonly say: (text: string) => void;
};

const MOST_RATE_FACTOR = 8;

const hex4: readonly string[] = Array.from({ length: 65_536 }, (_, word) =>
	word.toString(16).padStart(4, '0')
);
const hex8 = (word: number): string => `${hex4[word >>> 16]}${hex4[word & 0xffff]}`;

/** Identifiers of the form of RFC 9562 version 7 whose random part is drawn from a seed: the same seed gives the same ids. */
export function makeSeededIds(seed: number): (at: Instant) => string {
	const random = makeRandom(seed, hashText('ids'));
	const word = (): string => hex8(Math.floor(random.next() * 4294967296));
	return (at) => {
		const high = hex8(Math.floor(at / 65_536));
		const a = word();
		const b = word();
		const variant = '89ab'.charAt(Number.parseInt(a.charAt(0), 16) % 4);
		return `${high}-${hex4[at % 65_536]}-7${a.slice(1, 4)}-${variant}${a.slice(4, 7)}-${b}${word().slice(0, 4)}`;
	};
}

/** The pseudonym of a demo read in frames and certificates: the patients are invented, so the seed may tell it. */
export const demoSamplingId = (seed: number, readIndex: number): string =>
	[1, 2, 3, 4].map((part) => hex8(mixWords(seed, part, readIndex))).join('');

/** Begins a seeding: the app given a clock that is set by hand, and ids and bytes that follow from the seed. */
export function beginSeeding(
	app: App,
	options: { seed: number; cutAt: Instant; thinning: number; say: (text: string) => void }
): Seeding {
	const { seed, cutAt, thinning, say } = options;
	let now = cutAt;
	const idAt = makeSeededIds(seed);
	const bytes = makeRandom(seed, hashText('bytes'));
	const blind = makeRandom(seed, hashText('blind ids'));
	const blindId = (): string => makeUuidV4(Uint8Array.from({ length: 16 }, () => blind.below(256)));
	const take = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => bytes.below(256));
	return {
		app: { ...app, clock: { now: () => now }, ids: () => idAt(now), blindIds: blindId, random: take },
		group: makeDemoGroup({ seed, cutAt, thinning }),
		cutAt,
		setTime: (at) => {
			now = at;
		},
		idAt,
		blindId,
		hex: (count) => Buffer.from(take(count)).toString('hex'),
		rateFactor: Math.min(thinning, MOST_RATE_FACTOR),
		say
	};
}

/** Lets the threads that make the images be given their next study: awaiting the database alone never leaves this thread. */
export const giveWay = (): Promise<void> => setImmediate();
