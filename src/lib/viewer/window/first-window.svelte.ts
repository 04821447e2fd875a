import type { OtherMarks } from '#lib/viewer/marks/types.ts';
import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { makeStep } from './in-step.ts';
import { forgetPairId, makePairId, openLink, openSecond, ownPairId } from './link.ts';
import type { Letter, WindowLink } from './link.ts';

/** What the page shows now. */
type Leading = {
	path(): string;
	marks(): Mark[];
	others(): OtherMarks | undefined;
	readOnly(): boolean;
	isReportOpen(): boolean;
	onMark(marks: Mark[]): void;
};

/** One page that was loaded: the next case in it is led by the same. */
const ownTab = crypto.randomUUID();

/** The window that has the page, as the one of a pair that leads: it opens the other and says what to show. */
export class FirstWindow {
	/** The browser kept the second window from opening. */
	isBlocked = $state(false);
	#link: WindowLink | undefined;
	#step = makeStep(() => this.#link);
	#now: Leading;
	#tab: string;
	/** Whom the next message is for, where it is for one alone. */
	#to: string | null = null;

	constructor(now: Leading, tab: string = ownTab) {
		this.#now = now;
		this.#tab = tab;
	}

	/** Leads a window that was opened on another case, from now on; returns the way to stop. */
	start(): () => void {
		const pairId = ownPairId();
		if (pairId !== null) this.#join(pairId);
		const leave = () => this.#link?.post({ kind: 'left' });
		addEventListener('pagehide', leave);
		return () => {
			removeEventListener('pagehide', leave);
			leave();
			this.#link?.close();
			this.#link = undefined;
		};
	}

	open(): void {
		const pairId = ownPairId() ?? makePairId();
		if (!this.#link) this.#join(pairId);
		this.isBlocked = !openSecond(pairId, this.#now.path());
	}

	/** Until somebody wants a second window, nothing is said to anybody. */
	#join(pairId: string): void {
		const own = { from: 'first', tab: this.#tab, to: () => this.#to, path: () => this.#now.path() } as const;
		this.#link = openLink(pairId, own, (letter) => this.#hear(letter));
		this.#tell();
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

	/** The report was opened: the second window may show it too. */
	opened(): void {
		this.#tell();
	}

	#tell(): void {
		const { path, marks, others, readOnly, isReportOpen } = this.#now;
		const shown = { path: path(), marks: marks(), others: others(), readOnly: readOnly() };
		const eye = { where: this.#step.where(), tone: this.#step.tone() };
		this.#link?.post({ kind: 'state', ...shown, ...eye, isReportOpen: isReportOpen() });
	}

	#hear({ from, tab, path, message }: Letter): void {
		if (from === 'first') this.#meet(tab, message.kind);
		else if (message.kind === 'hello') this.#tell();
		// What comes late is about another case, whose marks are not these.
		else if (path !== this.#now.path()) return;
		else if (message.kind === 'where') this.#step.follow(message.where);
		else if (message.kind === 'tone') this.#step.followTone(message.tone);
		else if (message.kind === 'marks') {
			this.#step.heard(message.marks);
			this.#now.onMark(message.marks);
		}
	}

	/** Another tab leads this pair: a duplicate has its id, and who was there before keeps it. */
	#meet(tab: string, kind: Letter['message']['kind']): void {
		if (tab === this.#tab) return;
		if (kind === 'state') {
			this.#to = tab;
			this.#link?.post({ kind: 'taken' });
			this.#to = null;
		} else if (kind === 'taken') {
			this.#link?.close();
			this.#link = undefined;
			forgetPairId();
		}
	}
}
