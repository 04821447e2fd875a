import type { OtherMarks } from '#lib/viewer/marks/types.ts';
import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { makeStep } from './in-step.ts';
import { openLink, type Letter, type WindowLink, type WindowMessage } from './link.ts';

type State = Extract<WindowMessage, { kind: 'state' }>;

/** The page that follows. */
type Following = {
	/** Of the images that it shows. */
	path(): string;
	/** Goes to those of another case, and says with `arrived` that they are here. */
	go(path: string): void;
	/** The first window shows its report: the server may be asked for it. */
	onReportOpen(): void;
	/** Where the one that leads is remembered over a reload. */
	leader: { get(): string | null; set(tab: string): void };
	/** Closes this window in a moment unless it is led again; returns the way to stop. */
	closeSoon(): () => void;
};

/** The window that shows images alone, as the one of a pair that follows. It takes marks only of the case that both show. */
export class SecondWindow {
	marks = $state.raw<Mark[]>([]);
	others = $state.raw<OtherMarks>();
	readOnly = $state(true);
	tie = $state<'waiting' | 'inStep' | 'left' | 'alone'>('waiting');
	#page: Following;
	#state: State | null = null;
	#link: WindowLink | undefined;
	#stopClosing: (() => void) | undefined;
	#step = makeStep(() => (this.#isThere() ? this.#link : undefined));
	#opened: ViewerHandle | undefined;

	constructor(page: Following) {
		this.#page = page;
	}

	/** Follows the first window of a pair; null where there is none. Returns the way to stop. */
	start(pairId: string | null): () => void {
		if (pairId === null) this.tie = 'alone';
		else {
			const { leader, path } = this.#page;
			const own = { from: 'second', tab: crypto.randomUUID(), to: () => leader.get(), path } as const;
			this.#link = openLink(pairId, own, (letter) => this.#hear(letter));
			this.#link.post({ kind: 'hello' });
		}
		return () => {
			this.#stopClosing?.();
			this.#link?.close();
			this.#link = undefined;
		};
	}

	/** The images of another path are on the page. */
	arrived(): void {
		this.#step.take((this.#opened = undefined));
		this.#show();
	}

	opened(handle: ViewerHandle): void {
		this.#opened = handle;
	}

	/** In step only once the images stand: where they open is no place that somebody went to. */
	join(): void {
		this.#step.take(this.#opened);
		this.#step.follow(this.#state?.where ?? null);
		this.#step.followTone(this.#state?.tone ?? null);
	}

	changed(): void {
		this.#step.changed();
	}

	marked(marks: Mark[]): void {
		this.#step.marked((this.marks = marks));
	}

	/** Whether this window shows the case of the one that leads. */
	#isThere(): boolean {
		return this.tie === 'inStep' && this.#state?.path === this.#page.path();
	}

	#hear({ from, tab, path, message }: Letter): void {
		if (from !== 'first') return;
		const isLeader = tab === this.#page.leader.get();
		if (message.kind === 'state') {
			// Another tab has a say only where nobody leads.
			if (isLeader || this.tie !== 'inStep') this.#take(tab, message);
		} else if (!isLeader || path !== this.#state?.path) return;
		else if (message.kind === 'left') {
			this.tie = 'left';
			this.readOnly = true;
			this.#stopClosing ??= this.#page.closeSoon();
		} else if (message.kind === 'where') {
			this.#state.where = message.where;
			if (this.#isThere()) this.#step.follow(message.where);
		} else if (message.kind === 'tone') {
			this.#state.tone = message.tone;
			if (this.#isThere()) this.#step.followTone(message.tone);
		} else if (message.kind === 'marks') {
			this.#state.marks = message.marks;
			if (this.#isThere()) this.#takeMarks(message.marks);
		}
	}

	#take(tab: string, state: State): void {
		this.#stopClosing?.();
		this.#stopClosing = undefined;
		this.#page.leader.set(tab);
		this.tie = 'inStep';
		this.#state = state;
		if (this.#isThere()) this.#show();
		else {
			this.readOnly = true;
			this.#page.go(state.path);
		}
	}

	#show(): void {
		const state = this.#state;
		if (!state || !this.#isThere()) return;
		this.readOnly = state.readOnly;
		this.others = state.others;
		this.#takeMarks(state.marks);
		if (state.isReportOpen) this.#page.onReportOpen();
		this.#step.follow(state.where);
		this.#step.followTone(state.tone);
	}

	#takeMarks(marks: Mark[]): void {
		this.#step.heard(marks);
		this.marks = marks;
	}
}
