import type { ChosenFile } from './dropped-files.ts';
import type { Sender } from './send-file.ts';

const AT_ONCE = 3;

export type UploadState = 'idle' | 'running' | 'stopped' | 'failed' | 'done';

/** Sends chosen files, three at a time, and knows how far it is. One runs at a time. */
export class Uploader {
	state = $state<UploadState>('idle');
	total = $state(0);
	done = $state(0);
	totalBytes = $state(0);
	sentBytes = $state(0);
	taken = $state(0);
	unchanged = $state(0);
	refused = $state(0);
	batchId = $state<string | null>(null);
	errorCode = $state<string | null>(null);

	readonly #sender: Sender;
	#abort = new AbortController();

	constructor(sender: Sender) {
		this.#sender = sender;
	}

	get left(): number {
		return this.total - this.done;
	}

	/** Sends the files and closes the batch; also what was sent before a stop or a failure is kept. */
	async run(files: readonly ChosenFile[]): Promise<void> {
		if (this.state === 'running' || files.length === 0) return;
		this.#reset(files);
		const batchId = await this.#sender.begin();
		if (batchId === null) {
			this.state = 'failed';
			this.errorCode = 'upload-broken-off';
			return;
		}
		this.batchId = batchId;
		const waiting = [...files];
		const worker = async (): Promise<void> => {
			for (let file = waiting.shift(); file && this.#isRunning(); file = waiting.shift()) {
				await this.#send(batchId, file);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		await this.#sender.finish(batchId);
		if (this.#isRunning()) this.state = 'done';
	}

	stop(): void {
		if (this.state !== 'running') return;
		this.state = 'stopped';
		this.#abort.abort();
	}

	/** Asked anew each time: a stop or a failure of another file changes it meanwhile. */
	#isRunning(): boolean {
		return this.state === 'running';
	}

	#reset(files: readonly ChosenFile[]): void {
		this.#abort = new AbortController();
		this.total = files.length;
		this.totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
		this.done = this.sentBytes = this.taken = this.unchanged = this.refused = 0;
		this.batchId = this.errorCode = null;
		this.state = 'running';
	}

	async #send(batchId: string, file: ChosenFile): Promise<void> {
		let shown = 0;
		const show = (bytes: number) => {
			this.sentBytes += bytes - shown;
			shown = bytes;
		};
		const outcome = await this.#sender.send(batchId, file, {
			progress: show,
			signal: this.#abort.signal
		});
		if (outcome.kind === 'sent') {
			show(file.file.size);
			this.done += 1;
			this.taken += outcome.taken;
			this.unchanged += outcome.unchanged;
			this.refused += outcome.refused;
			return;
		}
		show(0);
		if (outcome.kind === 'aborted' || !this.#isRunning()) return;
		this.state = 'failed';
		this.errorCode = outcome.code;
		this.#abort.abort();
	}
}
