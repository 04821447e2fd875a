import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { makeStep } from './in-step.ts';
import { openLink, openSecond, ownPairId, type WindowLink, type WindowMessage } from './link.ts';

/** The window that has the page, as the one of a pair that leads: it opens the other and says what to show. */
export class FirstWindow {
	/** The browser kept the second window from opening. */
	isBlocked = $state(false);
	#link: WindowLink | undefined;
	#step = makeStep(() => this.#link);
	#now: { path(): string; marks(): Mark[]; readOnly(): boolean; onMark(marks: Mark[]): void };

	constructor(now: { path(): string; marks(): Mark[]; readOnly(): boolean; onMark(marks: Mark[]): void }) {
		this.#now = now;
	}

	/** Leads from now on, also a window that was opened on another case; returns the way to stop. */
	start(): () => void {
		const link = openLink(ownPairId(), (message) => this.#hear(message));
		this.#link = link;
		this.#tell();
		const leave = () => link.post({ kind: 'left' });
		addEventListener('pagehide', leave);
		return () => {
			removeEventListener('pagehide', leave);
			leave();
			link.close();
			this.#link = undefined;
		};
	}

	open(): void {
		this.isBlocked = !openSecond(ownPairId(), this.#now.path());
	}

	take(handle: ViewerHandle): void {
		this.#step.take(handle);
	}

	changed(): void {
		this.#step.changed();
	}

	marked(marks: readonly Mark[]): void {
		this.#step.marked(marks);
	}

	#tell(): void {
		const { path, marks, readOnly } = this.#now;
		const state = { path: path(), marks: marks(), readOnly: readOnly(), where: this.#step.where() };
		this.#link?.post({ kind: 'state', ...state });
	}

	#hear(message: WindowMessage): void {
		if (message.kind === 'hello') this.#tell();
		else if (message.kind === 'where') this.#step.follow(message.where);
		else if (message.kind === 'marks') {
			this.#step.heard(message.marks);
			this.#now.onMark(message.marks);
		}
	}
}
