import { watchConnection } from './connection.ts';
import { loadOrder } from './load-order.ts';

/** Where frames come from: in the page the image loader, in tests a list of promises. */
export type FrameSource = {
	/** Frames of each stack. */
	totals: number[];
	/** How many frames of a stack may be held: while it is open, and otherwise, in the background. */
	limit(stack: number, isOpen: boolean): number;
	isLoaded(stack: number, position: number): boolean;
	load(stack: number, position: number, isUrgent: boolean): Promise<void>;
	cancel(stack: number, position: number): void;
	/** A frame has arrived, or has failed with the reason. */
	onSettled(stack: number, position: number, failure?: string): void;
	/** Whether something else has the line for a while. */
	isHeld?(): boolean;
	/** Whether the server answers anything at all. */
	isReachable(): Promise<boolean>;
	/** The connection is lost and is tried again, or is there again. */
	onConnection(isLost: boolean): void;
};

/** How a source says that its request ended without an answer. */
export const noAnswer = 'no answer';

/** How a source says that its request was cancelled: for whoever asked for the frame again before that one had ended, too. */
export const givenUp = 'given up';

export type Aim = { stack: number; position: number };

/** Requests at once: a browser has six connections to a server, and one must stay free for the page. */
const concurrency = 5;

/**
 * Fetches the frame under the eye first, then what other cells show, a thumbnail of each stack that no cell shows, then the
 * frames around each of them, then the rest.
 */
export type FrameQueue = {
	/** Moves the middle of attention. Requests for stacks that nobody looks at any longer are cancelled. */
	aim(stack: number, position: number, elsewhere?: Aim[]): void;
	add(totals: number[]): void;
	ready(stack: number): boolean[];
	failure(stack: number, position: number): string | undefined;
	/** Forgets failures of a stack, so that they are tried again. */
	retry(stack: number): void;
	/** The line is free again. */
	goOn(): void;
	/** The machine says that it has a network again. */
	hurry(): void;
	stop(): void;
};

export function openFrameQueue(source: FrameSource): FrameQueue {
	const totals = [...source.totals];
	const running = new Map<string, Aim>();
	const failures = new Map<string, string>();
	/** Nothing is fetched before somebody looks: the first request is for what is looked at. */
	let aimed: Aim = { stack: -1, position: 0 };
	let elsewhere: Aim[] = [];
	let isStopped = false;
	let isLettingGo = false;

	const middle = (stack: number) => (totals[stack] ?? 0) >> 1;
	const key = (stack: number, position: number) => `${stack}/${position}`;
	const aimOf = (name: string): Aim => {
		const [stack = -1, position = 0] = name.split('/').map(Number);
		return { stack, position };
	};
	const isWanted = (stack: number, position: number) =>
		!source.isLoaded(stack, position) &&
		!running.has(key(stack, position)) &&
		!connection.isWaiting(key(stack, position)) &&
		!failures.has(key(stack, position));

	const connection = watchConnection({
		isReachable: () => source.isReachable(),
		onChange: (isLost) => source.onConnection(isLost),
		onResume(givenUp) {
			for (const name of givenUp) settle(aimOf(name), noAnswer);
			pump();
		}
	});

	function next(): Aim | undefined {
		if (aimed.stack < 0) return undefined;
		const looked = [aimed, ...elsewhere];
		const seen = new Set(looked.map(({ stack }) => stack));
		const others = totals.map((_, stack) => stack).filter((stack) => !seen.has(stack));
		const orders = looked.map(({ stack, position }) =>
			loadOrder(totals[stack] ?? 0, position, source.limit(stack, true)).map((at) => ({
				stack,
				position: at
			}))
		);
		const middles = others
			.filter((stack) => (totals[stack] ?? 0) > 0)
			.map((stack) => ({ stack, position: middle(stack) }));
		const urgent = [...orders.flatMap((order) => order.slice(0, 1)), ...middles];
		const wanted = urgent.find(({ stack, position }) => isWanted(stack, position)) ?? around(orders);
		if (wanted) return wanted;
		for (const stack of others) {
			const order = loadOrder(totals[stack] ?? 0, middle(stack), source.limit(stack, false));
			const position = order.find((candidate) => isWanted(stack, candidate));
			if (position !== undefined) return { stack, position };
		}
		return undefined;
	}

	/** The nearest frame that any of the eyes still lacks, the active cell's first at the same distance. */
	function around(orders: Aim[][]): Aim | undefined {
		const lacking = orders.flatMap((order) => {
			const rank = order.findIndex(({ stack, position }) => isWanted(stack, position));
			const found = order[rank];
			return found ? [{ rank, found }] : [];
		});
		return lacking.toSorted((a, b) => a.rank - b.rank)[0]?.found;
	}

	function pump(): void {
		const isHeld = isStopped || isLettingGo || source.isHeld?.() === true;
		while (!isHeld && connection.isOpen() && running.size < concurrency) {
			const wanted = next();
			if (!wanted) return;
			void run(wanted.stack, wanted.position);
		}
	}

	async function run(stack: number, position: number): Promise<void> {
		const name = key(stack, position);
		const asked = { stack, position };
		running.set(name, asked);
		const isSeen = (aim: Aim) => stack === aim.stack && position === aim.position;
		const isUrgent = isSeen(aimed) || elsewhere.some(isSeen);
		const failure = await source.load(stack, position, isUrgent).then(
			() => undefined,
			(error: unknown) => (error instanceof Error ? error.message : String(error))
		);
		// The same frame may be under way again by now.
		const wasCancelled = running.get(name) !== asked;
		if (!wasCancelled) running.delete(name);
		if (isStopped) return;
		if (failure === noAnswer && !wasCancelled) connection.missed(name);
		else if (failure === undefined || (failure !== givenUp && !wasCancelled)) settle(asked, failure);
		pump();
	}

	function settle({ stack, position }: Aim, failure: string | undefined): void {
		if (failure !== undefined) failures.set(key(stack, position), failure);
		source.onSettled(stack, position, failure);
	}

	const isLookedAt = (stack: number) => stack === aimed.stack || elsewhere.some((aim) => aim.stack === stack);

	/** Thumbnails stay under way: they are wanted whatever is open. */
	function cancelOthers(): boolean {
		const left = [...running].filter(
			([, { stack, position }]) => !isLookedAt(stack) && position !== middle(stack)
		);
		for (const [name, { stack, position }] of left) {
			running.delete(name);
			source.cancel(stack, position);
		}
		return left.length > 0;
	}

	return {
		aim(stack, position, more = []) {
			const before = [aimed, ...elsewhere].map((aim) => aim.stack);
			aimed = { stack, position };
			elsewhere = more;
			const isSame = before.every(isLookedAt) && [aimed, ...more].every((aim) => before.includes(aim.stack));
			if (!isSame && cancelOthers()) {
				// A cancelled request is forgotten by the cache a moment later; asked for again before, it would fail.
				isLettingGo = true;
				setTimeout(() => {
					isLettingGo = false;
					pump();
				});
			}
			pump();
		},
		add(more) {
			totals.push(...more);
			pump();
		},
		ready: (stack) => Array.from({ length: totals[stack] ?? 0 }, (_, at) => source.isLoaded(stack, at)),
		failure: (stack, position) => failures.get(key(stack, position)),
		retry(stack) {
			for (const name of failures.keys()) if (name.startsWith(`${stack}/`)) failures.delete(name);
			pump();
		},
		goOn: () => pump(),
		hurry: () => connection.hurry(),
		stop() {
			isStopped = true;
			connection.close();
			for (const { stack, position } of running.values()) source.cancel(stack, position);
			running.clear();
		}
	};
}
