import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '#lib/core/result.ts';

/**
 * An eligible read without PHI: a pseudonymous case id, the coded reader (R07), modality, facility code and the day
 * `YYYY-MM-DD` it was finalised.
 */
export type FrameEntry = {
	readonly caseId: string;
	readonly reader: string;
	readonly modality: string;
	readonly facility: string;
	readonly finalisedOn: string;
};

/** The cases of one reader and modality, sorted. */
export type FrameStratum = {
	readonly reader: string;
	readonly modality: string;
	readonly caseIds: readonly string[];
};

/** A frozen frame: what a draw needs of it, and the SHA-256 of its CSV. Strata are sorted by reader, then modality. */
export type Frame = {
	readonly count: number;
	readonly hash: string;
	readonly firstOn: string | null;
	readonly lastOn: string | null;
	readonly strata: readonly FrameStratum[];
};

/** What is wrong with a frame, and in which line of its CSV (1 is the header). */
export type FrameError = {
	readonly code: 'frame-header' | 'frame-row' | 'frame-order' | 'frame-end';
	readonly line: number;
};

/** First line of a frame's CSV. Every line ends in LF, the last too. */
export const frameHeader = 'case_id,reader,modality,facility,finalised_on';

const ROW = /^[\w.-]{1,64}(?:,[A-Za-z0-9][\w.-]{0,63}){3},\d{4}-\d{2}-\d{2}$/;
const HASH_BATCH = 1 << 16;

/** Collects a frame row by row, hashing as it goes: a million rows need some sixty megabytes. */
export type FrameBuilder = {
	/** Takes the next entry and gives its CSV line without the LF. Entries come in code-unit order of their case ids. */
	readonly add: (entry: FrameEntry) => Result<string, FrameError>;
	readonly finish: () => Frame;
};

/** Starts an empty frame. */
export function makeFrameBuilder(): FrameBuilder {
	const hash = sha256.create();
	const strata = new Map<string, { reader: string; modality: string; caseIds: string[] }>();
	let pending = `${frameHeader}\n`;
	let count = 0;
	let lastId = '';
	let firstOn: string | null = null;
	let lastOn: string | null = null;

	function add(entry: FrameEntry): Result<string, FrameError> {
		const { caseId, reader, modality, facility, finalisedOn } = entry;
		const row = `${caseId},${reader},${modality},${facility},${finalisedOn}`;
		if (!ROW.test(row)) return err({ code: 'frame-row', line: count + 2 });
		if (count > 0 && caseId <= lastId) return err({ code: 'frame-order', line: count + 2 });
		const key = `${reader},${modality}`;
		const stratum = strata.get(key);
		if (stratum) stratum.caseIds.push(caseId);
		else strata.set(key, { reader, modality, caseIds: [caseId] });
		if (firstOn === null || finalisedOn < firstOn) firstOn = finalisedOn;
		if (lastOn === null || finalisedOn > lastOn) lastOn = finalisedOn;
		lastId = caseId;
		count += 1;
		pending += `${row}\n`;
		if (pending.length > HASH_BATCH) flush();
		return ok(row);
	}

	function flush(): void {
		hash.update(utf8ToBytes(pending));
		pending = '';
	}

	function finish(): Frame {
		flush();
		const sorted = [...strata.values()].sort(compareStrata);
		return { count, hash: bytesToHex(hash.digest()), firstOn, lastOn, strata: sorted };
	}

	return { add, finish };
}

/** Order of strata: by reader, then modality, in code units. */
export function compareStrata(
	a: { reader: string; modality: string },
	b: { reader: string; modality: string }
): number {
	if (a.reader !== b.reader) return a.reader < b.reader ? -1 : 1;
	if (a.modality !== b.modality) return a.modality < b.modality ? -1 : 1;
	return 0;
}

/** Sorts entries into a frame. Throws nothing; an entry that cannot stand in a frame is the error. */
export function makeFrame(entries: Iterable<FrameEntry>): Result<Frame, FrameError> {
	const builder = makeFrameBuilder();
	for (const entry of [...entries].sort((a, b) => (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0))) {
		const added = builder.add(entry);
		if (!added.ok) return added;
	}
	return ok(builder.finish());
}

/** Reads a frame's CSV. The hash of the frame is that of exactly these bytes, since the form allows no other writing. */
export function parseFrame(csv: string): Result<Frame, FrameError> {
	const builder = makeFrameBuilder();
	let start = csv.indexOf('\n') + 1;
	if (csv.slice(0, start) !== `${frameHeader}\n`) return err({ code: 'frame-header', line: 1 });
	let line = 2;
	for (; start < csv.length; line++) {
		const end = csv.indexOf('\n', start);
		if (end === -1) return err({ code: 'frame-end', line });
		const [caseId = '', reader = '', modality = '', facility = '', ...rest] = csv
			.slice(start, end)
			.split(',');
		const added = builder.add({ caseId, reader, modality, facility, finalisedOn: rest.join(',') });
		if (!added.ok) return added;
		start = end + 1;
	}
	return ok(builder.finish());
}
