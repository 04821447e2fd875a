import type { Checked } from '#lib/core/bundle/check.ts';
import type { PublicKey } from '#lib/core/signing/keys.ts';
import type { CheckAnswer, CheckTask } from './check-messages.ts';
import { openCheckWorker } from './open-check-worker.ts';

/** Checks files in a thread of their own: the page stays quick, and asks nobody for anything once it is there. */
export class Checking {
	results = $state.raw<readonly Checked[]>([]);
	progress = $state.raw<{ done: number; of: number } | null>(null);
	isBusy = $state(false);
	stopped = $state<'cancelled' | 'unreadable' | null>(null);
	#worker = openCheckWorker();
	#id = 0;

	constructor() {
		this.#worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => this.#take(data));
		this.#worker.addEventListener('error', () => this.#end('unreadable'));
	}

	/** Checks files together; what was checked before goes. */
	check(files: readonly File[], keys: readonly PublicKey[]): void {
		if (this.isBusy) this.cancel();
		const manifests = this.results.flatMap((one) =>
			one.kind === 'bundle' && !one.verdict.fault && one.verdict.manifest ? [one.verdict.manifest] : []
		);
		this.#id += 1;
		this.results = [];
		this.progress = null;
		this.stopped = null;
		this.isBusy = true;
		this.#post({ id: this.#id, files, keys: $state.snapshot(keys) as PublicKey[], manifests });
	}

	cancel(): void {
		this.#post({ id: this.#id, files: null });
		this.#end('cancelled');
	}

	close(): void {
		this.#worker.terminate();
	}

	#post(task: CheckTask): void {
		this.#worker.postMessage(task);
	}

	#take(message: CheckAnswer): void {
		if (message.id !== this.#id || !this.isBusy) return;
		if ('checked' in message) {
			this.results = message.checked;
			this.#end(null);
		} else if ('stopped' in message) this.#end(message.stopped);
		else this.progress = { done: message.done, of: message.of };
	}

	#end(stopped: 'cancelled' | 'unreadable' | null): void {
		this.isBusy = false;
		this.progress = null;
		this.stopped = stopped;
	}
}
