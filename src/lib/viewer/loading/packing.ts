import { makeLineSpeed, type LineSpeed, type TimedAnswer } from './line-speed.ts';

/** What a frame that is stored plain is asked for as: itself, or losslessly compressed by the server. */
type Kind = 'plain' | 'packed';

/**
 * Below this, compressed frames are here sooner although the server and a worker of this page have to work for them: they are 0.35 of the
 * bytes, and one thread compresses 0.5 MB in 12 ms, one worker decodes it in 8.
 */
export const slowBytesPerSecond = 15e6;
/** As long as frames may be kept by the browser unasked; another choice would fetch them all once more. */
const keptMs = 3_600_000;
const mostKept = 64;
const storageKey = 'frames-asked-as';
/** Frames wait no longer for the first one of their study. */
const probeMs = 1_500;
/** The browser tells how an answer came a little after it came. */
const tellingMs = 150;

/** As JPEG-LS, and where that cannot be had as it is stored: an address of its own, under which the browser keeps it. */
const packedQuery = `accept=${encodeURIComponent(
	'multipart/related;type=image/jls,multipart/related;type=application/octet-stream;transfer-syntax=*;q=0.5'
)}`;

export type Packing = {
	/**
	 * The address to ask for a grey frame. Of one study all are asked for in the same way, also when it is opened again, so that the
	 * browser has them. Call `done` when it has come, or will not.
	 */
	addressOf(url: string): Promise<string>;
	/** Tells that so much of a frame has come. */
	arrived(url: string, bytes: number): void;
	done(url: string, hasCome: boolean): void;
};

export type PackingGiven = {
	speed: LineSpeed;
	/** Resolves when the browser has told of what came last. */
	told(): Promise<void>;
	/** Resolves after so many ms. */
	after(ms: number): Promise<void>;
	store: Pick<Storage, 'getItem' | 'setItem'> | undefined;
	now(): number;
};

export function openPacking({ speed, told, after, store, now }: PackingGiven): Packing {
	const chosen = new Map<string, Kind>();
	/** The frame of a study that tells the line, where nothing has yet. */
	const probes = new Map<string, Probe>();

	function choose(study: string): Kind | undefined {
		const known = chosen.get(study);
		if (known) return known;
		const rate = speed.bytesPerSecond();
		const byRate = rate === null ? undefined : kindFor(rate);
		const kind = keptChoice(store, study, now()) ?? byRate;
		return kind && keep(study, kind);
	}

	function keep(study: string, kind: Kind): Kind {
		chosen.set(study, kind);
		keepChoice(store, { study, kind, at: now() });
		return kind;
	}

	async function addressOf(url: string): Promise<string> {
		const study = studyOf(url);
		const probe = probes.get(study);
		let kind = choose(study);
		if (kind === undefined && !probe) {
			probes.set(study, makeProbe(url));
			return url;
		}
		if (kind === undefined && probe) {
			probe.isOver ??= Promise.race([probe.isDone.then(told), after(probeMs)]);
			await probe.isOver;
			// The next one tells the line instead.
			if (probe.state === 'failed') return addressOf(url);
			kind = choose(study) ?? keep(study, kindBy(probe, now()));
		}
		return kind === 'packed' ? `${url}?${packedQuery}` : url;
	}

	return {
		addressOf,
		arrived(url, bytes) {
			const probe = probes.get(studyOf(url));
			if (probe?.url !== url) return;
			probe.firstAt ??= now();
			probe.bytes = bytes;
		},
		done(url, hasCome) {
			const probe = probes.get(studyOf(url));
			if (probe?.url !== url || probe.state !== 'asked') return;
			probe.state = hasCome ? 'here' : 'failed';
			if (!hasCome) probes.delete(studyOf(url));
			probe.end();
		}
	};
}

type Probe = {
	readonly url: string;
	state: 'asked' | 'here' | 'failed';
	/** When its first bytes came, and how many have by now. */
	firstAt: number | undefined;
	bytes: number;
	readonly isDone: Promise<void>;
	readonly end: () => void;
	/** It is done and told, or the others wait no longer. */
	isOver?: Promise<void>;
};

function makeProbe(url: string): Probe {
	let end = (): void => undefined;
	const isDone = new Promise<void>((resolve) => (end = resolve));
	return { url, state: 'asked', firstAt: undefined, bytes: 0, isDone, end };
}

/** By a frame that nobody waits for any longer: one on its way tells the line, a silent one or a small one does not. */
function kindBy({ state, firstAt, bytes }: Probe, now: number): Kind {
	if (state !== 'asked' || firstAt === undefined) return 'plain';
	return kindFor((bytes / Math.max(100, now - firstAt)) * 1_000);
}

const kindFor = (bytesPerSecond: number): Kind => (bytesPerSecond < slowBytesPerSecond ? 'packed' : 'plain');

const studyOf = (url: string): string => url.slice(0, url.indexOf('/series/'));

type Kept = { study: string; kind: Kind; at: number };

function keptChoice(store: PackingGiven['store'], study: string, now: number): Kind | undefined {
	const found = readKept(store).find((one) => one.study === nameOf(study));
	return found && now - found.at < keptMs ? found.kind : undefined;
}

function keepChoice(store: PackingGiven['store'], { study, kind, at }: Kept): void {
	const others = readKept(store).filter((one) => one.study !== nameOf(study) && at - one.at < keptMs);
	const kept = [...others.slice(1 - mostKept), { study: nameOf(study), kind, at }];
	try {
		store?.setItem(storageKey, JSON.stringify(kept));
	} catch {
		// Full or not allowed: the choice holds for this page.
	}
}

function readKept(store: PackingGiven['store']): Kept[] {
	try {
		const kept: unknown = JSON.parse(store?.getItem(storageKey) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isKept) : [];
	} catch {
		return [];
	}
}

function isKept(one: unknown): one is Kept {
	if (typeof one !== 'object' || one === null) return false;
	const { study, kind, at } = one as Partial<Record<keyof Kept, unknown>>; // looked at right here
	return typeof study === 'string' && typeof at === 'number' && (kind === 'plain' || kind === 'packed');
}

/** A study's name in the storage, which outlives the session: a number that tells nothing of it. */
function nameOf(study: string): string {
	let hash = 0x811c9dc5;
	for (let at = 0; at < study.length; at++) hash = Math.imul(hash ^ study.charCodeAt(at), 0x01000193);
	return (hash >>> 0).toString(36);
}

let shared: Packing | undefined;

/** The packing of this page, which watches its own answers. */
export function pagePacking(): Packing {
	return (shared ??= openPacking(watchPage()));
}

function watchPage(): PackingGiven {
	const speed = makeLineSpeed();
	const isOwn = ({ name }: TimedAnswer) => name.startsWith(location.origin);
	const take = (entries: PerformanceEntryList) =>
		speed.add((entries as PerformanceResourceTiming[]).filter(isOwn)); // of the type that is asked for below
	take(performance.getEntriesByType('resource'));
	let onTold: (() => void) | undefined;
	const observer = new PerformanceObserver((list) => {
		take(list.getEntries());
		onTold?.();
	});
	observer.observe({ type: 'resource' });
	return {
		speed,
		told: () =>
			new Promise((resolve) => {
				take(observer.takeRecords());
				if (speed.bytesPerSecond() !== null) return resolve();
				onTold = resolve;
				setTimeout(resolve, tellingMs);
			}),
		after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
		store: storageOf(),
		now: Date.now
	};
}

/** A browser may allow no storage, which throws. */
function storageOf(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}
