/** What became of one attempt to save. */
export type SaveOutcome<T> =
	| { readonly kind: 'saved'; readonly revision: number }
	| { readonly kind: 'conflict'; readonly revision: number; readonly theirs: T }
	| { readonly kind: 'offline' }
	| { readonly kind: 'signed-out' }
	/** What the page holds cannot be kept as it is; once it is changed it may be. */
	| { readonly kind: 'refused'; readonly code: string }
	/** The draft can no longer be saved at all: submitted, given back, expired. */
	| { readonly kind: 'ended'; readonly code: string };

export type SaveStatus =
	'saved' | 'dirty' | 'saving' | 'offline' | 'signed-out' | 'conflict' | 'refused' | 'ended';

type Parts<T> = {
	readonly revision: number;
	/** Milliseconds of `now` at which the draft was last saved; null when it never was. */
	readonly savedAt: number | null;
	readonly read: () => T;
	readonly send: (value: T, revision: number) => Promise<SaveOutcome<T>>;
	/** Whether two versions say the same. */
	readonly isSame: (one: T, other: T) => boolean;
	readonly now: () => number;
	/** Runs something later; returns what calls it off. */
	readonly wait: (ms: number, run: () => void) => () => void;
};

const DEBOUNCE_MS = 700;
const RETRY_MS = 5000;

/**
 * Saves a draft a moment after it changed, one save at a time, and again while the server cannot be reached. It never throws
 * anything away: what could not be saved stays on the page and says why.
 */
export class Autosave<T> {
	status = $state<SaveStatus>('saved');
	savedAt = $state<number | null>(null);
	/** Why a draft has ended, as an error code. */
	endedCode = $state<string | null>(null);
	/** Why the last save was refused, as an error code. */
	refusedCode = $state<string | null>(null);
	/** The other tab's version, while the two are in conflict. */
	theirs = $state.raw<T | null>(null);
	revision: number;

	readonly #parts: Parts<T>;
	#cancel: (() => void) | null = null;
	#running: Promise<void> | null = null;
	#changes = 0;

	constructor(parts: Parts<T>) {
		this.#parts = parts;
		this.revision = parts.revision;
		this.savedAt = parts.savedAt;
	}

	/** Something changed on the page. */
	changed(): void {
		this.#changes += 1;
		if (this.status === 'conflict' || this.status === 'ended') return;
		if (this.status === 'saved' || this.status === 'refused') this.status = 'dirty';
		this.#later(DEBOUNCE_MS);
	}

	/** Saves what is unsaved, now. Resolves to whether everything is saved. */
	async flush(): Promise<boolean> {
		this.#cancel?.();
		while (this.#running) await this.#running;
		if (this.status === 'saved') return true;
		if (this.status === 'conflict' || this.status === 'ended') return false;
		this.#running = this.#save();
		await this.#running;
		return this.isSaved();
	}

	/** Whether nothing is unsaved. */
	isSaved(): boolean {
		return this.status === 'saved';
	}

	/** Something else saved the draft: a form act that carried it. */
	adopt(revision: number): void {
		this.#cancel?.();
		this.revision = revision;
		this.savedAt = this.#parts.now();
		this.status = 'saved';
	}

	/** Ends a conflict in favour of what the page holds now: mine, or theirs after it was shown. */
	async keepMine(): Promise<boolean> {
		if (this.status !== 'conflict') return this.isSaved();
		this.theirs = null;
		this.status = 'dirty';
		return this.flush();
	}

	/** The server said that the draft can no longer be saved at all. */
	end(code: string): void {
		this.#cancel?.();
		this.endedCode = code;
		this.status = 'ended';
	}

	/** Puts another version beside what the page holds: which one counts is for the person to say. */
	offer(other: T): void {
		this.#cancel?.();
		this.theirs = other;
		this.status = 'conflict';
	}

	/** No more saving: the page is left. */
	stop(): void {
		this.#cancel?.();
	}

	#later(ms: number): void {
		this.#cancel?.();
		this.#cancel = this.#parts.wait(ms, () => void this.flush());
	}

	async #save(): Promise<void> {
		const changes = this.#changes;
		this.status = 'saving';
		const outcome = await this.#parts.send(this.#parts.read(), this.revision);
		this.#running = null;
		switch (outcome.kind) {
			case 'saved':
				this.revision = outcome.revision;
				this.savedAt = this.#parts.now();
				this.status = changes === this.#changes ? 'saved' : 'dirty';
				if (this.status === 'dirty') this.#later(DEBOUNCE_MS);
				return;
			case 'conflict':
				this.revision = outcome.revision;
				// A page that was loaded again meets what it sent itself just before: there is nothing to choose.
				if (this.#parts.isSame(this.#parts.read(), outcome.theirs)) {
					this.savedAt = this.#parts.now();
					this.status = 'saved';
					return;
				}
				this.theirs = outcome.theirs;
				this.status = 'conflict';
				return;
			case 'refused':
				this.refusedCode = outcome.code;
				this.status = changes === this.#changes ? 'refused' : 'dirty';
				if (this.status === 'dirty') this.#later(DEBOUNCE_MS);
				return;
			case 'ended':
				return this.end(outcome.code);
			default:
				this.status = outcome.kind;
				this.#later(RETRY_MS);
		}
	}
}
