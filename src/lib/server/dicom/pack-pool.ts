import type { Worker } from 'node:worker_threads';
import { frameBytes, type PackShape } from './pack-frame.ts';

/** Why a frame is not packed: its values cannot be, or not now; `left` where nobody waits for it any longer. */
export type NotPacked = 'unfit' | 'busy' | 'left';

export type PackJob = {
	readonly shape: PackShape;
	/**
	 * Called when there is room for the frame, and not before. Gives its plain bytes, exactly `frameBytes` in memory of their own that is
	 * given away; null where it has none that can be packed.
	 */
	read(): Promise<Uint8Array<ArrayBuffer> | null>;
	/** Aborted when nobody waits any longer. */
	readonly left?: AbortSignal | undefined;
};

export type PackPoolGiven = {
	/** A thread that answers each frame with the packed bytes, or null (`pack-worker.ts`). */
	startWorker(): Worker;
	readonly mostThreads: number;
	/** Frames that wait at most; who asks for more is told so at once. */
	readonly mostWaiting: number;
	/** What frames that are read, have been read or are packed may take together, in bytes; others wait unread. */
	readonly mostBytes: number;
	/** After this long a thread that has not answered is taken to be lost, in ms; so is a frame that has not been read. */
	readonly limitMs: number;
	/** Memory of a thread that has nothing to do goes back after this long, in ms. */
	readonly idleMs: number;
};

type Stage = 'waiting' | 'reading' | 'ready' | 'packing';
type Job = PackJob & {
	stage: Stage;
	bytes: Uint8Array<ArrayBuffer> | null;
	readonly needBytes: number;
	readonly end: (made: Uint8Array | NotPacked) => void;
	readonly fail: (error: unknown) => void;
};
type Thread = { readonly worker: Worker; job: Job | null; timer: NodeJS.Timeout | undefined };

/**
 * Threads that pack frames, first come first served. What it gives packs one frame; it rejects with what `read` rejects with. Frames take
 * no memory before there is room for them.
 */
export function openPackPool(given: PackPoolGiven): (job: PackJob) => Promise<Uint8Array | NotPacked> {
	/** Jobs that no thread has yet, in the order they came. */
	const queue: Job[] = [];
	const threads = new Set<Thread>();
	let takenBytes = 0;

	const firstOf = (stage: Stage) => queue.find((job) => job.stage === stage);

	/** Reads what there is room for. A large one is not passed by smaller ones for ever. */
	function readMore(): void {
		for (let job = firstOf('waiting'); job; job = firstOf('waiting')) {
			if (takenBytes + job.needBytes > given.mostBytes) return;
			takenBytes += job.needBytes;
			job.stage = 'reading';
			void fill(job);
		}
	}

	function next(): void {
		readMore();
		for (let job = firstOf('ready'); job; job = firstOf('ready')) {
			const thread = [...threads].find((each) => each.job === null) ?? start();
			if (!thread && threads.size > 0) return;
			if (thread) pack(thread, job);
			else close(job, 'busy');
			readMore();
		}
	}

	async function fill(job: Job): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<'late'>((resolve) => {
			timer = setTimeout(() => resolve('late'), given.limitMs);
		});
		try {
			const read = await Promise.race([job.read(), late]);
			if (job.left?.aborted) close(job, 'left');
			else if (read === 'late') close(job, 'busy');
			else if (!read) close(job, 'unfit');
			else {
				job.bytes = read;
				job.stage = 'ready';
			}
		} catch (error) {
			job.fail(error);
			close(job, 'unfit');
		} finally {
			clearTimeout(timer);
		}
		next();
	}

	function pack(thread: Thread, job: Job): void {
		const { shape, bytes } = job;
		if (!bytes) return close(job, 'unfit');
		queue.splice(queue.indexOf(job), 1);
		job.stage = 'packing';
		job.bytes = null;
		clearTimeout(thread.timer);
		thread.job = job;
		thread.worker.ref();
		thread.timer = setTimeout(() => end(thread), given.limitMs);
		try {
			thread.worker.postMessage({ bytes, shape }, [bytes.buffer]);
		} catch {
			// Memory that cannot be given away.
			settle(thread, 'unfit');
		}
	}

	/** Ends a job that no thread has, or has any longer, and gives its memory back. */
	function close(job: Job, made: Uint8Array | NotPacked): void {
		const at = queue.indexOf(job);
		if (at >= 0) queue.splice(at, 1);
		if (job.stage !== 'waiting') takenBytes -= job.needBytes;
		job.bytes = null;
		job.end(made);
	}

	function leave(job: Job): void {
		// What is being read is waited for, as long as its limit is, since its file is open for it; what a thread has keeps its memory as long as the thread does.
		if (job.stage === 'packing') job.end('left');
		if (job.stage !== 'waiting' && job.stage !== 'ready') return;
		close(job, 'left');
		next();
	}

	function start(): Thread | null {
		if (threads.size >= given.mostThreads) return null;
		try {
			const thread: Thread = { worker: given.startWorker(), job: null, timer: undefined };
			threads.add(thread);
			thread.worker.on('message', (packed: Uint8Array | null) => settle(thread, packed ?? 'unfit'));
			// What a thread dies of, for instance too little memory, is that frame's fault; the next one gets a new thread.
			thread.worker.on('error', () => drop(thread));
			thread.worker.on('exit', () => drop(thread));
			return thread;
		} catch {
			// The system gives no thread now.
			return null;
		}
	}

	function settle(thread: Thread, made: Uint8Array | NotPacked): void {
		if (!threads.has(thread)) return;
		const { job } = thread;
		clearTimeout(thread.timer);
		thread.job = null;
		thread.worker.unref();
		thread.timer = setTimeout(() => end(thread), given.idleMs).unref();
		if (job) close(job, made);
		next();
	}

	function drop(thread: Thread): void {
		if (!threads.delete(thread)) return;
		clearTimeout(thread.timer);
		if (thread.job) close(thread.job, 'unfit');
		next();
	}

	function end(thread: Thread): void {
		drop(thread);
		void thread.worker.terminate();
	}

	return async ({ shape, read, left }) => {
		if (left?.aborted) return 'left';
		const needBytes = frameBytes(shape);
		if (queue.length >= given.mostWaiting || needBytes > given.mostBytes) return 'busy';
		return new Promise((resolve, fail) => {
			const gone = () => leave(job);
			const end = (made: Uint8Array | NotPacked) => {
				left?.removeEventListener('abort', gone);
				resolve(made);
			};
			const job: Job = { shape, left, read, stage: 'waiting', bytes: null, needBytes, end, fail };
			left?.addEventListener('abort', gone, { once: true });
			queue.push(job);
			next();
		});
	};
}
